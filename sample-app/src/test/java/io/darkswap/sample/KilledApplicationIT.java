package io.darkswap.sample;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the packaged application has its books again after it was killed.
 */
class KilledApplicationIT {

	private static final String MARKET = "?base=BTC&quote=RUNE:860000:90";

	private static final String WALLET = "--darkswap.wallet.mnemonic=" + "abandon ".repeat(11) + "about";

	@TempDir
	private Path folder;

	@Test
	void acknowledgedOrdersAndTradesAreThereAfterKillAndRestart() throws Exception {
		List<String> orders = new ArrayList<>();
		String trades;
		try (TradingDeskProcess killed = start()) {
			for (int price = 100; price < 120; price++) {
				orders.add(create(killed, price));
			}
			post(killed, "/api/orders/" + orders.get(0) + "/take", "{\"amount\": \"0.2\"}", 201);
			cancel(killed, orders.remove(19));
			trades = killed.get("/api/markets/trades" + MARKET);
			killed.kill();
		}
		try (TradingDeskProcess restarted = start()) {
			assertThat(JsonPath.<List<String>>read(restarted.get("/api/orders" + MARKET), "$[*].id"))
				.containsExactlyElementsOf(orders);
			assertThat(restarted.get("/api/markets/trades" + MARKET)).isEqualTo(trades);
			assertThat(JsonPath.<String>read(restarted.get("/api/orders/" + orders.get(0)), "$.remaining"))
				.isEqualTo("0.3");
			cancel(restarted, orders.get(1));
			post(restarted, "/api/orders/" + orders.get(2) + "/take", "{\"amount\": \"0.5\"}", 201);
			String health = restarted.get("/actuator/health");
			assertThat(JsonPath.<String>read(health, "$.components.darkSwapWasm.status")).isEqualTo("UP");
			assertThat(JsonPath.<Integer>read(health, "$.components.darkSwapWasm.details.log.durable"))
				.isGreaterThan(20);
		}
	}

	private TradingDeskProcess start() throws Exception {
		TradingDeskProcess desk = TradingDeskProcess.startJar(Path.of(System.getProperty("sample-app.jar")),
				this.folder.resolve("log"), WALLET);
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> desk.exchange("GET", "/actuator/health/readiness", "").statusCode() == 200);
		return desk;
	}

	private static String create(TradingDeskProcess desk, int price) throws Exception {
		return JsonPath.read(post(desk, "/api/orders", """
				{"baseAsset": "BTC", "quoteAsset": "RUNE:860000:90", "side": "SELL", "amount": "0.5", "price": "%d",
				 "expirySeconds": 3600}""".formatted(price), 201), "$.id");
	}

	private static void cancel(TradingDeskProcess desk, String order) throws Exception {
		assertThat(desk.exchange("DELETE", "/api/orders/" + order, "").statusCode()).isEqualTo(204);
	}

	private static String post(TradingDeskProcess desk, String path, String body, int expected) throws Exception {
		HttpResponse<String> response = desk.exchange("POST", path, body);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(expected);
		return response.body();
	}

}
