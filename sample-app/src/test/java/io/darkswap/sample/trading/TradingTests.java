package io.darkswap.sample.trading;

import java.time.Instant;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.json.BasicJsonTester;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of a trade from its beginning to its end, over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class TradingTests {

	private static final String MARKET = "?base=BTC&quote=RUNE:840000:3";

	@Autowired
	private RestTestClient http;

	@Test
	void sellersAndBuyersTrade() {
		String address = JsonPath.read(get("/api/wallet/address", HttpStatus.OK), "$.address");
		assertThat(address).startsWith("tb1");
		assertThat(get("/api/orders" + MARKET, HttpStatus.OK)).isEqualTo("[]");
		assertJson(get("/api/markets/best" + MARKET, HttpStatus.OK), "{'bid': null, 'ask': null}");

		// A maker offers half a bitcoin at 120,000 runes each, another at 121,000.
		String offer = create("SELL", "0.5", "120000");
		String dearer = create("SELL", "1.50", "121000.00000001");
		String bid = create("BUY", "0.25", "119000");
		assertJson(get("/api/orders/" + offer, HttpStatus.OK), """
				{'id': '%s', 'maker': '%s', 'baseAsset': 'BTC', 'quoteAsset': 'RUNE:840000:3', 'side': 'SELL',
				 'amount': '0.5', 'remaining': '0.5', 'price': '120000', 'status': 'OPEN'}""".formatted(offer,
				address));
		assertThat(JsonPath.<Iterable<String>>read(get("/api/orders" + MARKET, HttpStatus.OK), "$[*].id"))
			.containsExactly(bid, offer, dearer);
		assertJson(get("/api/markets/best" + MARKET, HttpStatus.OK), """
				{'bid': {'price': '119000', 'amount': '0.25', 'orders': 1},
				 'ask': {'price': '120000', 'amount': '0.5', 'orders': 1}}""");

		// A taker buys a part of it, cannot have more than is left, and buys the rest.
		assertJson(take(offer, "0.2", HttpStatus.CREATED), """
				{'orderId': '%s', 'baseAsset': 'BTC', 'quoteAsset': 'RUNE:840000:3', 'takerSide': 'BUY',
				 'amount': '0.2', 'price': '120000', 'maker': '%s', 'taker': '%s', 'status': 'PENDING'}"""
			.formatted(offer, address, address));
		assertJson(get("/api/orders/" + offer, HttpStatus.OK), "{'remaining': '0.3', 'status': 'OPEN'}");
		assertJson(take(offer, "0.30000001", HttpStatus.CONFLICT),
				"{'status': 409, 'code': 'AMOUNT_EXCEEDS_REMAINING'}");
		assertJson(take(offer, "0.3", HttpStatus.CREATED), "{'amount': '0.3'}");
		assertJson(get("/api/orders/" + offer, HttpStatus.OK), "{'remaining': '0', 'status': 'FILLED'}");
		assertJson(take(offer, "0.1", HttpStatus.CONFLICT), "{'status': 409, 'code': 'ORDER_NOT_OPEN'}");

		// The maker of the more expensive order cancels it.
		assertJson(get("/api/markets/best" + MARKET, HttpStatus.OK),
				"{'ask': {'price': '121000.00000001', 'amount': '1.5', 'orders': 1}}");
		delete(dearer, HttpStatus.NO_CONTENT);
		assertJson(delete(dearer, HttpStatus.CONFLICT), "{'status': 409, 'code': 'ORDER_NOT_OPEN'}");
		assertJson(get("/api/orders/" + dearer, HttpStatus.OK), "{'remaining': '1.5', 'status': 'CANCELLED'}");
		assertThat(JsonPath.<Iterable<String>>read(get("/api/orders" + MARKET, HttpStatus.OK), "$[*].id"))
			.containsExactly(bid);
		delete(bid, HttpStatus.NO_CONTENT);
	}

	@Test
	void timesAreIso8601() {
		String id = create("BUY", "1", "1");
		String order = get("/api/orders/" + id, HttpStatus.OK);
		String timestamp = JsonPath.read(order, "$.timestamp");
		String expiry = JsonPath.read(order, "$.expiry");
		assertThat(Instant.parse(expiry)).isEqualTo(Instant.parse(timestamp).plusSeconds(3600));
		delete(id, HttpStatus.NO_CONTENT);
	}

	private String create(String side, String amount, String price) {
		String order = this.http.post()
			.uri("/api/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.body("""
					{"baseAsset": "BTC", "quoteAsset": "RUNE:840000:3", "side": "%s", "amount": "%s", "price": "%s",
					 "expirySeconds": 3600}""".formatted(side, amount, price))
			.exchange()
			.expectStatus()
			.isCreated()
			.expectHeader()
			.value(HttpHeaders.LOCATION, (location) -> assertThat(location).startsWith("/api/orders/"))
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		return JsonPath.read(order, "$.id");
	}

	private String take(String id, String amount, HttpStatus expected) {
		return body(this.http.post()
			.uri("/api/orders/{id}/take", id)
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"amount\": \"%s\"}".formatted(amount)), expected);
	}

	private String get(String uri, HttpStatus expected) {
		return body(this.http.get().uri(uri), expected);
	}

	private String delete(String id, HttpStatus expected) {
		return body(this.http.delete().uri("/api/orders/{id}", id), expected);
	}

	private static String body(RestTestClient.RequestHeadersSpec<?> request, HttpStatus expected) {
		String body = request.exchange()
			.expectStatus()
			.isEqualTo(expected)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		return (body != null) ? body : "";
	}

	/** Compares leniently: unexpected fields are ignored. */
	private static void assertJson(String actual, String expected) {
		assertThat(new BasicJsonTester(TradingTests.class).from(actual)).isEqualToJson(expected.replace('\'', '"'));
	}

}
