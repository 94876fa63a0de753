package io.darkswap.sample;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Shape;
import com.jayway.jsonpath.JsonPath;
import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the packaged application from its start to its end, with only a JVM. Each test
 * trades in its own market; the last test stops the application.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PackagedJarIT {

	/** The exit code of a process that SIGTERM ended: 128 plus the signal's number. */
	private static final int TERMINATED = 143;

	private static TradingDeskProcess desk;

	@BeforeAll
	static void startAndAwaitReadiness() throws Exception {
		desk = TradingDeskProcess.startJar(Path.of(System.getProperty("sample-app.jar")));
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> desk.exchange("GET", "/actuator/health/readiness", "").statusCode() == 200);
	}

	@AfterAll
	static void end() throws Exception {
		if (desk != null) {
			desk.close();
		}
	}

	@Test
	void orderIsMadeAndListed() throws Exception {
		String order = create("1", "SELL", "0.5", "120000");
		assertThat(strings("/api/orders" + market("1"), "$[*].id")).containsExactly(order);
		assertThat(strings("/api/markets/depth" + market("1"), "$.asks[*].price")).containsExactly("120000");
	}

	@Test
	void orderIsTakenAndSettled() throws Exception {
		String order = create("2", "SELL", "0.5", "120000");
		String trade = read(post("/api/orders/" + order + "/take", "{'amount': '0.2'}", 201), "$.id");
		assertThat(strings("/api/markets/trades" + market("2"), "$[*].id")).containsExactly(trade);
		assertThat(read(post("/api/trades/" + trade + "/complete", "", 200), "$.status")).isEqualTo("COMPLETED");
	}

	@Test
	void bestOrdersAreTakenAndAddUp() throws Exception {
		create("3", "SELL", "1", "101");
		create("3", "SELL", "1", "100");
		post("/api/markets/take", """
				{'baseAsset': 'BTC', 'quoteAsset': 'RUNE:860000:3', 'side': 'BUY', 'amount': '2',
				 'limitPrice': '101'}""", 200);
		assertThat(read(desk.get("/api/markets/stats" + market("3")), "$.vwap")).isEqualTo("100.5");
		assertThat(strings("/api/markets/candles" + market("3") + "&interval=1d&limit=2", "$[*].volume"))
			.containsExactly("2");
	}

	@Test
	void orderIsCancelled() throws Exception {
		String order = create("4", "BUY", "1", "100");
		assertThat(desk.exchange("DELETE", "/api/orders/" + order, "").statusCode()).isEqualTo(204);
		assertThat(read(desk.get("/api/orders/" + order), "$.status")).isEqualTo("CANCELLED");
	}

	@Test
	void signedOrderIsVerified() throws Exception {
		String signed = desk.get("/api/orders/" + create("5", "BUY", "1", "100") + "/signed");
		assertThat(post("/api/orders/verify", signed, 200)).isEqualTo("{\"valid\":true}");
	}

	@Test
	void orderOfAnotherClientIsImported() throws Exception {
		String imported = post("/api/orders/import", orderOfAnother("6"), 201);
		assertThat(strings("/api/orders" + market("6"), "$[*].id")).containsExactly(read(imported, "$.id"));
	}

	@Test
	void eventsAreStreamed() throws Exception {
		try (ServerSentEvents events = ServerSentEvents.open(desk.port())) {
			String order = create("7", "SELL", "1", "100");
			ServerSentEvents.Event created = events.next();
			assertThat(created.name()).isEqualTo("OrderCreated");
			assertThat(read(created.data(), "$.order.id")).isEqualTo(order);
			post("/api/orders/" + order + "/take", "{'amount': '1'}", 201);
			assertThat(List.of(events.next().name(), events.next().name())).containsExactly("OrderMatched",
					"TradeCreated");
		}
	}

	@Test
	void actuatorShowsHealthAndInfo() throws Exception {
		assertThat(read(desk.get("/actuator/health"), "$.components.darkSwapWasm.status")).isEqualTo("UP");
		assertThat(read(desk.get("/actuator/info"), "$.darkSwapWasm.state")).isEqualTo("STARTED");
		assertThat(read(desk.get("/actuator/darkswap"), "$.clients.sharedMemoryDarkSwapClient.state"))
			.isEqualTo("STARTED");
	}

	@Test
	void openApiDocumentIsServed() throws Exception {
		assertThat(read(desk.get("/v3/api-docs"), "$.openapi")).startsWith("3.");
	}

	@Test
	void jacksonIsThereOnce() throws IOException {
		try (JarFile jar = new JarFile(System.getProperty("sample-app.jar"))) {
			assertThat(jar.stream().map(JarEntry::getName).filter((name) -> name.contains("jackson-databind-")))
				.singleElement()
				.asString()
				.contains("jackson-databind-3.");
		}
	}

	@Test
	void prometheusScrapesMemoryAndCalls() throws Exception {
		create("8", "SELL", "1", "100");
		assertThat(desk.get("/actuator/prometheus")).contains("\ndarkswap_memory_pages{")
			.containsPattern("\ndarkswap_client_calls_seconds_count\\{[^}]*operation=\"createOrder\"");
	}

	@Test
	@org.junit.jupiter.api.Order(Integer.MAX_VALUE)
	void onSigtermStreamsEndAndTheApplicationStopsGracefully() throws Exception {
		try (ServerSentEvents events = ServerSentEvents.open(desk.port())) {
			String output = desk.terminate();
			events.awaitEnd();
			assertThat(desk.awaitExit()).isEqualTo(TERMINATED);
			assertThat(output).contains("Graceful shutdown complete").doesNotContain("ERROR", "WARN");
		}
	}

	private static String market(String rune) {
		return "?base=BTC&quote=RUNE:860000:" + rune;
	}

	private static String create(String rune, String side, String amount, String price) throws Exception {
		return read(post("/api/orders", """
				{'baseAsset': 'BTC', 'quoteAsset': 'RUNE:860000:%s', 'side': '%s', 'amount': '%s', 'price': '%s',
				 'expirySeconds': 3600}""".formatted(rune, side, amount, price), 201), "$.id");
	}

	private static String orderOfAnother(String rune) {
		JsonMapper json = JsonMapper.builder()
			.addModule(new SimpleModule().addSerializer(Asset.class, ToStringSerializer.instance))
			.enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
			.withConfigOverride(BigDecimal.class,
					(decimal) -> decimal.setFormat(JsonFormat.Value.forShape(Shape.STRING)))
			.build();
		try (DarkSwapClient another = new DarkSwapClient()) {
			another.initialize();
			Order order = another.createOrder(Asset.bitcoin(), Asset.rune("860000:" + rune), OrderSide.SELL,
					BigDecimal.ONE, BigDecimal.TEN, another.getAddress(), Duration.ofHours(1));
			return json.writeValueAsString(another.getSignedOrder(order.id()));
		}
	}

	private static String post(String path, String body, int expected) throws Exception {
		HttpResponse<String> response = desk.exchange("POST", path, body.replace('\'', '"'));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(expected);
		return response.body();
	}

	private static List<String> strings(String path, String expression) throws Exception {
		return JsonPath.read(desk.get(path), expression);
	}

	private static String read(String json, String expression) {
		return JsonPath.read(json, expression);
	}

}
