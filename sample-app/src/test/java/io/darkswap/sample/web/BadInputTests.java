package io.darkswap.sample.web;

import java.util.Collections;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that bad input is refused with problem details and does not change the book.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class BadInputTests {

	private static final String VALID = """
			{"baseAsset":"BTC","quoteAsset":"RUNE:840000:9","side":"SELL","amount":"0.5","price":"120000","expirySeconds":60}""";

	private static final String UNKNOWN = "00000000-0000-7000-8000-000000000000";

	@Autowired
	private RestTestClient http;

	private String order = "";

	private String bookBefore = "";

	@BeforeEach
	void makeOrder() {
		this.order = JsonPath.read(this.http.post()
			.uri("/api/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.body(VALID)
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody(), "$.id");
		this.bookBefore = book();
	}

	@AfterEach
	void bookIsUnchanged() {
		assertThat(book()).contains(this.order).isEqualTo(this.bookBefore);
		this.http.delete().uri("/api/orders/{id}", this.order).exchange().expectStatus().isNoContent();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			"baseAsset":"BTC"            | "baseAsset":"DOGE"
			"baseAsset":"BTC"            | "baseAsset":"RUNE:840000:9"
			"baseAsset":"BTC"            | "baseAsset":1
			"baseAsset":"BTC"            | "baseAsset":null
			"quoteAsset":"RUNE:840000:9" | "quoteAsset":"RUNE:840000"
			"quoteAsset":"RUNE:840000:9" | "quoteAsset":"RUNE:1:99999999999999999999"
			"quoteAsset":"RUNE:840000:9" | "quoteAsset":"BTC"
			"side":"SELL"                | "side":"HOLD"
			"side":"SELL"                | "side":"sell"
			"side":"SELL"                | "side":1
			"side":"SELL"                | "side":null
			"amount":"0.5"               | "amount":0.5
			"amount":"0.5"               | "amount":""
			"amount":"0.5"               | "amount":"0"
			"amount":"0.5"               | "amount":"-1"
			"amount":"0.5"               | "amount":"half"
			"amount":"0.5"               | "amount":"5e-1"
			"amount":"0.5"               | "amount":"٥"
			"amount":"0.5"               | "amount":"0.000000001"
			"amount":"0.5"               | "amount":"184467440737.09551616"
			"amount":"0.5"               | "amount":"99999999999999999999999999999999"
			"amount":"0.5"               | "amount":null
			"amount":"0.5"               | "amount":["0.5"]
			"price":"120000"             | "price":120000
			"price":"120000"             | "price":"0"
			"price":"120000"             | "price":"184467440738"
			"0.5","price":"120000"       | "2","price":"184467440737"
			"price":"120000"             | "price":null
			"expirySeconds":60           | "expirySeconds":0
			"expirySeconds":60           | "expirySeconds":-60
			"expirySeconds":60           | "expirySeconds":1.5
			"expirySeconds":60           | "expirySeconds":"60"
			"expirySeconds":60           | "expirySeconds":9223372036854775807
			"expirySeconds":60           | "expirySeconds":9223372036854775808
			"expirySeconds":60           | "expirySeconds":null
			"baseAsset":"BTC",           | ``
			"quoteAsset":"RUNE:840000:9",| ``
			"side":"SELL",               | ``
			"amount":"0.5",              | ``
			"price":"120000",            | ``
			,"expirySeconds":60          | ``
			}                            | ``
			}                            | }}
			""")
	void orderWithWrongOrMissingFieldIsInvalid(String valid, String wrong) {
		assertThat(VALID).contains(valid);
		refused(HttpMethod.POST, "/api/orders", VALID.replace(valid, wrong), 400, "INVALID_ARGUMENT");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "{", "SELL", "{}", "\"order\"" })
	void bodyThatIsNotAnOrderIsInvalid(String body) {
		refused(HttpMethod.POST, "/api/orders", body, 400, "INVALID_ARGUMENT");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"amount\":null}", "{\"amount\":0.1}", "{\"amount\":\"0\"}",
			"{\"amount\":\"-0.1\"}", "{\"amount\":\"0.000000001\"}" })
	void wrongAmountToTakeIsInvalid(String body) {
		refused(HttpMethod.POST, "/api/orders/" + this.order + "/take", body, 400, "INVALID_ARGUMENT");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/orders", "/api/orders?base=BTC", "/api/orders?quote=BTC",
			"/api/orders?base=&quote=RUNE:840000:9", "/api/orders?base=BTC&quote=DOGE",
			"/api/orders?base=BTC&quote=BTC", "/api/markets/best", "/api/markets/best?base=BTC",
			"/api/markets/best?base=BTC&quote=RUNE:1", "/api/orders/not-a-uuid", "/api/orders/1" })
	void wrongQueryIsInvalid(String uri) {
		refused(HttpMethod.GET, uri, null, 400, "INVALID_ARGUMENT");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/depth?base=BTC", "/depth?base=BTC&quote=RUNE:1:1&levels=0",
			"/depth?base=BTC&quote=RUNE:1:1&levels=1001", "/depth?base=BTC&quote=RUNE:1:1&levels=many",
			"/trades?base=BTC&quote=RUNE:1:1&limit=0", "/trades?base=BTC&quote=RUNE:1:1&limit=1001",
			"/stats?base=BTC&quote=RUNE:1:1&window=0s", "/stats?base=BTC&quote=RUNE:1:1&window=-1h",
			"/stats?base=BTC&quote=RUNE:1:1&window=soon", "/stats?base=BTC&quote=BTC",
			"/candles?base=BTC&quote=RUNE:1:1&interval=0m", "/candles?base=BTC&quote=RUNE:1:1&limit=0" })
	void wrongQueryOfMarketIsInvalid(String query) {
		refused(HttpMethod.GET, "/api/markets" + query, null, 400, "INVALID_ARGUMENT");
	}

	@ParameterizedTest
	@CsvSource({ "GET, /api/markets/depth?levels=, levels", "GET, '/api/markets/trades?limit= ', limit",
			"GET, /api/markets/stats?window=, window", "GET, /api/markets/candles?before=, before",
			"GET, /api/orders/own?limit=5&limit=, limit", "GET, /api/trades/own?limit, limit",
			"GET, /api/events/markets?market=BTC/RUNE:840000:9&after=, after", "POST, /api/orders/evict?maker=, maker",
			"POST, /api/orders/1/take?limitPrice=, limitPrice" })
	void parameterWithoutAValueIsRefusedByName(HttpMethod method, String uri, String name) {
		String problem = refused(method, uri, (method == HttpMethod.POST) ? "{}" : null, 400, "INVALID_ARGUMENT");
		assertThat(JsonPath.<String>read(problem, "$.detail"))
			.isEqualTo("The parameter '%s' has no value: give it one, or leave it out", name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "{}", "[null]", "[{}]", "[%s,null]", "[%s,{}]" })
	void bodyThatIsNotABatchIsInvalid(String body) {
		refused(HttpMethod.POST, "/api/orders/batch", body.formatted(VALID), 400, "INVALID_ARGUMENT");
	}

	@Test
	void batchThatIsTooLargeIsInvalid() {
		String batch = "[" + String.join(",", Collections.nCopies(1001, VALID)) + "]";
		String problem = refused(HttpMethod.POST, "/api/orders/batch", batch, 400, "INVALID_ARGUMENT");
		assertThat(JsonPath.<String>read(problem, "$.detail")).isEqualTo("'requests' size must be between 1 and 1000");
	}

	@Test
	void problemOfABatchNamesItsElement() {
		String batch = "[" + VALID + "," + VALID.replace("\"0.5\"", "\"0\"") + "]";
		String problem = refused(HttpMethod.POST, "/api/orders/batch", batch, 400, "INVALID_ARGUMENT");
		assertThat(JsonPath.<String>read(problem, "$.detail")).isEqualTo("Element 1: 'amount' must be greater than 0");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"order\":null,\"signature\":\"00\"}", "[]", "" })
	void bodyThatIsNotASignedOrderIsInvalid(String body) {
		refused(HttpMethod.POST, "/api/orders/import", body, 400, "INVALID_ARGUMENT");
		refused(HttpMethod.POST, "/api/orders/verify", body, 400, "INVALID_ARGUMENT");
	}

	@ParameterizedTest
	@CsvSource({ "amount, 0", "amount, 0.000000001", "limitPrice, 0", "side, HOLD", "baseAsset, DOGE" })
	void wrongTakingOfTheBestIsInvalid(String field, String value) {
		String body = """
				{"baseAsset":"BTC","quoteAsset":"RUNE:840000:9","side":"BUY","amount":"1","limitPrice":"1"}""";
		refused(HttpMethod.POST, "/api/markets/take",
				body.replaceAll("\"%s\":\"[^\"]*\"".formatted(field), "\"%s\":\"%s\"".formatted(field, value)), 400,
				"INVALID_ARGUMENT");
	}

	@Test
	void wrongIdToCancelIsInvalid() {
		refused(HttpMethod.DELETE, "/api/orders/not-a-uuid", null, 400, "INVALID_ARGUMENT");
	}

	@Test
	void unknownOrderIsNotFound() {
		refused(HttpMethod.GET, "/api/orders/" + UNKNOWN, null, 404, "ORDER_NOT_FOUND");
		refused(HttpMethod.DELETE, "/api/orders/" + UNKNOWN, null, 404, "ORDER_NOT_FOUND");
		refused(HttpMethod.POST, "/api/orders/" + UNKNOWN + "/take", "{\"amount\":\"1\"}", 404, "ORDER_NOT_FOUND");
	}

	@Test
	void takingMoreThanRemainsIsConflict() {
		refused(HttpMethod.POST, "/api/orders/" + this.order + "/take", "{\"amount\":\"0.50000001\"}", 409,
				"AMOUNT_EXCEEDS_REMAINING");
	}

	@Test
	void requestsThatSpringRefusesAreInvalidToo() {
		refused(HttpMethod.PUT, "/api/orders", VALID, 405, "INVALID_ARGUMENT");
		refused(HttpMethod.GET, "/api/no-such-path", null, 404, "INVALID_ARGUMENT");
		this.http.post()
			.uri("/api/orders")
			.contentType(MediaType.TEXT_PLAIN)
			.body(VALID)
			.exchange()
			.expectStatus()
			.isEqualTo(415)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("INVALID_ARGUMENT");
	}

	@Test
	void problemNamesTheFaultAndNoInternals() {
		assertThat(detail("\"SELL\"", "\"HOLD\"")).isEqualTo("'side' is missing or has a wrong value");
		assertThat(detail("\"side\":\"SELL\",", "")).isEqualTo("'side' is missing or has a wrong value");
		assertThat(detail("\"BTC\"", "\"DOGE\""))
			.isEqualTo("'DOGE' is not an asset: write BTC, RUNE:block:tx or ALKANE:block:tx");
		assertThat(detail("\"0.5\"", "0.5")).isEqualTo("Assets, amounts and prices are JSON strings");
		for (String decimal : new String[] { ".5", "1." }) {
			assertThat(detail("\"0.5\"", "\"" + decimal + "\"")).isEqualTo(
					"An amount or price is a positive decimal with digits before and after its point, such as \"0.5\"");
		}
		assertThat(detail("\"0.5\"", "\"0\"")).isEqualTo("'amount' must be greater than 0");
		assertThat(detail("60", "0")).isEqualTo("'expirySeconds' must be greater than 0");
		assertThat(detail("}", "")).isEqualTo("Failed to read request");
	}

	private String detail(String valid, String wrong) {
		return JsonPath.read(
				refused(HttpMethod.POST, "/api/orders", VALID.replace(valid, wrong), 400, "INVALID_ARGUMENT"),
				"$.detail");
	}

	private String refused(HttpMethod method, String uri, String body, int status, String code) {
		RestTestClient.RequestBodySpec request = this.http.method(method).uri(uri);
		if (body != null) {
			request.contentType(MediaType.APPLICATION_JSON).body(body);
		}
		String problem = request.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		assertThat(JsonPath.<Integer>read(problem, "$.status")).isEqualTo(status);
		assertThat(JsonPath.<String>read(problem, "$.code")).isEqualTo(code);
		assertThat(JsonPath.<String>read(problem, "$.detail")).isNotBlank().doesNotContain("io.darkswap");
		return problem;
	}

	private String book() {
		String uri = "?base=BTC&quote=RUNE:840000:9";
		return get("/api/orders" + uri) + get("/api/markets/best" + uri) + get("/api/orders/" + this.order);
	}

	private String get(String uri) {
		return this.http.get()
			.uri(uri)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
	}

}
