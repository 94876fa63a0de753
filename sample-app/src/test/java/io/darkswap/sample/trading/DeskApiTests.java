package io.darkswap.sample.trading;

import java.util.List;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the trader's page's requests over HTTP. Each test has its own market.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class DeskApiTests {

	@Autowired
	private RestTestClient http;

	@Test
	void previewShowsTheFillsAndChangesNothing() {
		sell(1, "1", "100");
		sell(1, "2", "101.5");
		String preview = take("/api/markets/take/preview", 1, "2", "102");
		assertThat(JsonPath.<List<String>>read(preview, "$.fills[*].amount")).containsExactly("1", "1");
		assertThat(text(preview, "$.total")).isEqualTo("201.5");
		assertThat(text(preview, "$.worstPrice")).isEqualTo("101.5");
		assertThat(JsonPath.<Boolean>read(preview, "$.complete")).isTrue();
		assertThat(JsonPath.<List<Object>>read(get("/api/markets/trades" + query(1)), "$")).isEmpty();
	}

	@Test
	void takingMatchesItsPreview() {
		sell(2, "0.33333333", "3.00000001");
		sell(2, "5", "4");
		String preview = take("/api/markets/take/preview", 2, "9", "3.5");
		String trades = take("/api/markets/take", 2, "9", "3.5");
		assertThat(JsonPath.<List<String>>read(trades, "$[*].amount"))
			.isEqualTo(JsonPath.<List<String>>read(preview, "$.fills[*].amount"));
		assertThat(text(preview, "$.total")).isEqualTo("0.9999999933333333");
		assertThat(JsonPath.<Boolean>read(preview, "$.complete")).isFalse();
	}

	@Test
	void previewBeyondTheLimitTakesNothing() {
		sell(3, "1", "100");
		String preview = take("/api/markets/take/preview", 3, "1", "99");
		assertThat(text(preview, "$.amount")).isEqualTo("0");
		assertThat(text(preview, "$.worstPrice")).isNull();
	}

	@Test
	void ownOrdersAreCancelledTogether() {
		sell(4, "1", "100");
		sell(4, "1", "101");
		sell(5, "1", "101");
		assertThat(JsonPath.<List<String>>read(get("/api/orders/own" + query(4)), "$[*].price")).containsExactly("101",
				"100");
		String answer = exchange(HttpMethod.DELETE, "/api/orders" + query(4), null);
		assertThat(JsonPath.<Integer>read(answer, "$.cancelled")).isEqualTo(2);
		assertThat(get("/api/orders/own" + query(4))).isEqualTo("[]");
		assertThat(JsonPath.<List<Object>>read(get("/api/orders/own" + query(5)), "$")).hasSize(1);
	}

	@Test
	void marketsAreListedWithTheirStatistics() {
		sell(6, "1", "100");
		take("/api/markets/take", 6, "0.5", "100");
		List<String> last = JsonPath.read(get("/api/markets"), "$[?(@.quote=='RUNE:891000:6')].last");
		assertThat(last).containsExactly("100");
		assertThat(text(get("/api/markets/ticker" + query(6)), "$.volume")).isEqualTo("0.5");
		assertThat(JsonPath.<List<Object>>read(get("/api/trades/own" + query(6)), "$")).hasSize(1);
	}

	@Test
	void candlesBeforeATimeAreTheNewestOfThose() {
		sell(7, "1", "100");
		take("/api/markets/take", 7, "0.5", "100");
		String path = "/api/markets/candles" + query(7) + "&interval=1s&limit=1&before=";
		assertThat(JsonPath.<List<Object>>read(get(path + "2999-01-01T00:00:00Z"), "$")).hasSize(1);
		assertThat(get(path + "2001-01-01T00:00:00Z")).isEqualTo("[]");
	}

	@Test
	void addressIsDrawnAsAQrCode() {
		assertThat(get("/api/wallet/qr")).startsWith("<svg ").contains("viewBox");
	}

	private void sell(int rune, String amount, String price) {
		exchange(HttpMethod.POST, "/api/orders", """
				{"baseAsset": "BTC", "quoteAsset": "RUNE:891000:%s", "side": "SELL", "amount": "%s", "price": "%s",
				 "expirySeconds": 3600}""".formatted(rune, amount, price));
	}

	private String take(String path, int rune, String amount, String limitPrice) {
		return exchange(HttpMethod.POST, path, """
				{"baseAsset": "BTC", "quoteAsset": "RUNE:891000:%s", "side": "BUY", "amount": "%s",
				 "limitPrice": "%s"}""".formatted(rune, amount, limitPrice));
	}

	private static String query(int rune) {
		return "?base=BTC&quote=RUNE:891000:" + rune;
	}

	private static String text(String json, String path) {
		return JsonPath.read(json, path);
	}

	private String get(String uri) {
		return exchange(HttpMethod.GET, uri, null);
	}

	private String exchange(HttpMethod method, String uri, String body) {
		RestTestClient.RequestBodySpec request = this.http.method(method).uri(uri);
		if (body != null) {
			request.contentType(MediaType.APPLICATION_JSON).body(body);
		}
		return request.exchange()
			.expectStatus()
			.is2xxSuccessful()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
	}

}
