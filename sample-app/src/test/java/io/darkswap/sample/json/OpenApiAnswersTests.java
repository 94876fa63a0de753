package io.darkswap.sample.json;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that answers match the OpenAPI document: of a market without orders, of a market
 * whose sums have more than 12 digits, and of every kind of problem.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class OpenApiAnswersTests {

	private static final String EMPTY = "?base=BTC&quote=RUNE:890000:1";

	private static final String LARGE = "?base=BTC&quote=RUNE:890000:2";

	private static final String UNKNOWN = "00000000-0000-7000-8000-000000000000";

	@Autowired
	private RestTestClient http;

	@Autowired
	private DarkSwapClient client;

	private final JsonMapper json = JsonMapper.shared();

	private JsonNode document;

	@BeforeEach
	void readDocument() {
		this.document = this.json.readTree(answer(HttpMethod.GET, "/v3/api-docs", null));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/api/orders", "/api/orders/own", "/api/trades/own", "/api/markets/best", "/api/markets/depth",
					"/api/markets/trades", "/api/markets/stats", "/api/markets/candles", "/api/markets/ticker" })
	void answersOfAMarketAreAsDescribed(String path) {
		trade();
		assertDescribed(HttpMethod.GET, path, "200", answer(HttpMethod.GET, path + EMPTY, null));
		assertDescribed(HttpMethod.GET, path, "200", answer(HttpMethod.GET, path + LARGE, null));
		assertDescribed(HttpMethod.GET, path, "default", answer(HttpMethod.GET, path + "?base=DOGE", null));
	}

	@Test
	void sumsOfMoreThanTwelveDigitsAreAnswered() {
		trade();
		assertThat(answer(HttpMethod.GET, "/api/markets/stats" + LARGE, null))
			.containsPattern("\"volume\":\"[0-9]{13,}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/markets", "/api/wallet/address", "/api/demo", "/api/system" })
	void answersOfTheApplicationAreAsDescribed(String path) {
		trade();
		assertDescribed(HttpMethod.GET, path, "200", answer(HttpMethod.GET, path, null));
	}

	@Test
	void balancesThatAreNotKnownAreAsDescribed() {
		assertDescribed(HttpMethod.GET, "/api/wallet/balances", "200",
				answer(HttpMethod.GET, "/api/wallet/balances?asset=BTC,RUNE:840000:3", null));
	}

	@Test
	void answersToTakingAreAsDescribed() {
		String take = """
				{"baseAsset":"BTC","quoteAsset":"RUNE:890000:3","side":"BUY","amount":"1","limitPrice":"10"}""";
		for (String path : new String[] { "/api/markets/take/preview", "/api/markets/take" }) {
			assertDescribed(HttpMethod.POST, path, "200", answer(HttpMethod.POST, path, take));
		}
		sell("RUNE", "890000:3", "0.5", "3");
		for (String path : new String[] { "/api/markets/take/preview", "/api/markets/take" }) {
			assertDescribed(HttpMethod.POST, path, "200", answer(HttpMethod.POST, path, take));
		}
	}

	@Test
	void answersOfOrdersAreAsDescribed() {
		Order order = sell("RUNE", "890000:4", "0.5", "3");
		assertDescribed(HttpMethod.GET, "/api/orders/{id}", "200",
				answer(HttpMethod.GET, "/api/orders/" + order.id(), null));
		assertDescribed(HttpMethod.GET, "/api/orders/{id}/signed", "200",
				answer(HttpMethod.GET, "/api/orders/" + order.id() + "/signed", null));
		assertDescribed(HttpMethod.GET, "/api/orders/{id}", "default",
				answer(HttpMethod.GET, "/api/orders/" + UNKNOWN, null));
		assertDescribed(HttpMethod.DELETE, "/api/orders", "200",
				answer(HttpMethod.DELETE, "/api/orders?base=BTC&quote=RUNE:890000:4", null));
	}

	/** Creates six orders of 180 billion bitcoin at the lowest price. */
	private void trade() {
		for (int i = 0; i < 6; i++) {
			sell("RUNE", "890000:2", "180000000000", "0.00000001");
			Order order = sell("RUNE", "890000:2", "180000000000", "0.00000001");
			this.client.takeOrder(order.id(), order.amount());
		}
	}

	private Order sell(String type, String id, String amount, String price) {
		NewOrder order = new NewOrder(Asset.bitcoin(), Asset.parse(type + ":" + id), OrderSide.SELL,
				new BigDecimal(amount), new BigDecimal(price), this.client.getAddress(), Duration.ofHours(1));
		return this.client.createOrder(order.base(), order.quote(), order.side(), order.amount(), order.price(),
				order.maker(), order.expiry());
	}

	private String answer(HttpMethod method, String uri, String body) {
		RestTestClient.RequestBodySpec request = this.http.method(method).uri(uri);
		if (body != null) {
			request.contentType(MediaType.APPLICATION_JSON).body(body);
		}
		return request.exchange().expectBody(String.class).returnResult().getResponseBody();
	}

	private void assertDescribed(HttpMethod method, String path, String status, String answer) {
		JsonNode content = this.document.path("paths")
			.path(path)
			.path(method.name().toLowerCase(java.util.Locale.ROOT))
			.path("responses")
			.path(status)
			.path("content");
		assertThat(content.size()).as("%s %s %s is described", method, path, status).isOne();
		ObjectNode schema = this.json.createObjectNode();
		schema.setAll((ObjectNode) content.values().iterator().next().path("schema").deepCopy());
		schema.set("components", closed(this.document.path("components")));
		String problems = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
			.getSchema(schema)
			.validate(answer, InputFormat.JSON)
			.stream()
			.map(Error::toString)
			.collect(Collectors.joining("\n"));
		assertThat(problems).as("%s %s: %s", method, path, answer).isEmpty();
	}

	/** Asserts that every property is described. */
	private JsonNode closed(JsonNode components) {
		JsonNode copy = components.deepCopy();
		for (Map.Entry<String, JsonNode> schema : copy.path("schemas").properties()) {
			if (schema.getValue().has("properties")) {
				((ObjectNode) schema.getValue()).put("additionalProperties", false);
			}
		}
		return copy;
	}

}
