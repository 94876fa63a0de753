package io.darkswap.sample.trading;

import java.util.UUID;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.json.BasicJsonTester;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of a market's orders, trades and statistics over HTTP. Each test has its own
 * market.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class MarketTests {

	@Autowired
	private RestTestClient http;

	@Test
	void depthAddsUpOrdersOfOnePriceBestPriceFirst() {
		String market = market(1, "SELL 1 101", "SELL 2 100", "SELL 3 101", "BUY 4 98", "BUY 5 99");
		assertThat(get("/api/markets/depth" + market)).isEqualTo(json("""
				{'bids':[{'price':'99','amount':'5','orders':1},{'price':'98','amount':'4','orders':1}],\
				'asks':[{'price':'100','amount':'2','orders':1},{'price':'101','amount':'4','orders':2}]}"""));
	}

	@Test
	void depthHasAsManyLevelsAsAskedFor() {
		String market = market(2, "SELL 1 101", "SELL 2 100");
		assertThat(get("/api/markets/depth" + market + "&levels=1"))
			.isEqualTo(json("{'bids':[],'asks':[{'price':'100','amount':'2','orders':1}]}"));
	}

	@Test
	void takingTheBestTakesTheBestPriceFirstUpToTheLimit() {
		market(3, "SELL 1 102", "SELL 1 100", "SELL 1 101");
		String trades = takeBest(3, "5", "101");
		assertThat(JsonPath.<Iterable<String>>read(trades, "$[*].price")).containsExactly("100", "101");
	}

	@Test
	void takingTheBestTakesNothingBeyondTheLimit() {
		market(4, "SELL 1 102");
		assertThat(takeBest(4, "5", "101")).isEqualTo("[]");
	}

	@Test
	void tradesAreListedNewestFirst() {
		String market = market(5, "SELL 1 100", "SELL 1 101");
		takeBest(5, "2", "101");
		assertThat(JsonPath.<Iterable<String>>read(get("/api/markets/trades" + market), "$[*].price"))
			.containsExactly("101", "100");
		assertThat(JsonPath.<Iterable<String>>read(get("/api/markets/trades" + market + "&limit=1"), "$[*].price"))
			.containsExactly("101");
	}

	@Test
	void statisticsAddUpTrades() {
		String market = market(6, "SELL 1 100", "SELL 3 102");
		takeBest(6, "4", "102");
		assertThat(get("/api/markets/stats" + market + "&window=1h")).isEqualTo(json("""
				{'count':2,'volume':'4','quoteVolume':'406','vwap':'101.5','high':'102','low':'100'}"""));
	}

	@Test
	void statisticsOfAMarketWithoutTradesHaveNoPrices() {
		assertThat(get("/api/markets/stats" + market(7, "SELL 1 100"))).isEqualTo(json("""
				{'count':0,'volume':'0','quoteVolume':'0','vwap':null,'high':null,'low':null}"""));
	}

	@Test
	void candlesAddUpTradesOfAnInterval() {
		String market = market(8, "SELL 1 100", "SELL 3 102");
		takeBest(8, "4", "102");
		// One day, so that the interval does not end in between; two candles, in case the
		// day does.
		String candles = get("/api/markets/candles" + market + "&interval=1d&limit=2");
		assertThat(new BasicJsonTester(MarketTests.class).from(candles)).isEqualToJson(json("""
				[{'open':'100','high':'102','low':'100','close':'102','volume':'4','trades':2}]"""));
	}

	@Test
	void batchIsMadeInTheOrderGiven() {
		String orders = createAll(HttpStatus.CREATED, order(9, "SELL 1 100"), order(9, "BUY 2 99"));
		assertThat(JsonPath.<Iterable<String>>read(orders, "$[*].amount")).containsExactly("1", "2");
	}

	@Test
	void batchIsMadeWholeOrNotAtAll() {
		String problem = createAll(HttpStatus.BAD_REQUEST, order(10, "SELL 1 100"),
				order(10, "SELL 184467440737 184467440737"));
		assertThat(JsonPath.<String>read(problem, "$.code")).isEqualTo("INVALID_ARGUMENT");
		assertThat(get("/api/orders" + query(10))).isEqualTo("[]");
	}

	@Test
	void tradeIsCompletedOnce() {
		market(11, "SELL 1 100");
		String trade = JsonPath.read(takeBest(11, "1", "100"), "$[0].id");
		assertThat(JsonPath.<String>read(settle(trade, "complete", HttpStatus.OK), "$.status")).isEqualTo("COMPLETED");
		assertThat(JsonPath.<String>read(settle(trade, "complete", HttpStatus.CONFLICT), "$.code"))
			.isEqualTo("TRADE_NOT_PENDING");
	}

	@Test
	void tradeThatFailedIsNotCompleted() {
		market(12, "SELL 1 100");
		String trade = JsonPath.read(takeBest(12, "1", "100"), "$[0].id");
		assertThat(JsonPath.<String>read(settle(trade, "fail", HttpStatus.OK), "$.status")).isEqualTo("FAILED");
		assertThat(JsonPath.<String>read(settle(trade, "complete", HttpStatus.CONFLICT), "$.code"))
			.isEqualTo("TRADE_NOT_PENDING");
	}

	@Test
	void unknownTradeIsNotFound() {
		String problem = settle(UUID.randomUUID().toString(), "complete", HttpStatus.NOT_FOUND);
		assertThat(JsonPath.<String>read(problem, "$.code")).isEqualTo("TRADE_NOT_FOUND");
	}

	/** Creates orders from texts such as {@code SELL 0.5 100}: side, amount and price. */
	private String market(int rune, String... orders) {
		for (String order : orders) {
			post("/api/orders", order(rune, order), HttpStatus.CREATED);
		}
		return query(rune);
	}

	private static String query(int rune) {
		return "?base=BTC&quote=RUNE:850000:" + rune;
	}

	private static String order(int rune, String order) {
		String[] parts = order.split(" ");
		return json("""
				{'baseAsset': 'BTC', 'quoteAsset': 'RUNE:850000:%s', 'side': '%s', 'amount': '%s', 'price': '%s',
				 'expirySeconds': 3600}""".formatted(rune, parts[0], parts[1], parts[2]));
	}

	private String createAll(HttpStatus expected, String... orders) {
		return post("/api/orders/batch", "[" + String.join(",", orders) + "]", expected);
	}

	private String takeBest(int rune, String amount, String limitPrice) {
		return post("/api/markets/take", json("""
				{'baseAsset': 'BTC', 'quoteAsset': 'RUNE:850000:%s', 'side': 'BUY', 'amount': '%s',
				 'limitPrice': '%s'}""".formatted(rune, amount, limitPrice)), HttpStatus.OK);
	}

	private String settle(String trade, String how, HttpStatus expected) {
		return body(
				this.http.post().uri("/api/trades/{trade}/{how}", trade, how).contentType(MediaType.APPLICATION_JSON),
				expected);
	}

	private String post(String uri, String body, HttpStatus expected) {
		return body(this.http.post().uri(uri).contentType(MediaType.APPLICATION_JSON).body(body), expected);
	}

	private String get(String uri) {
		return body(this.http.get().uri(uri), HttpStatus.OK);
	}

	private static String body(RestTestClient.RequestHeadersSpec<?> request, HttpStatus expected) {
		return request.exchange()
			.expectStatus()
			.isEqualTo(expected)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
	}

	private static String json(String text) {
		return text.replace('\'', '"');
	}

}
