package io.darkswap.sample.trading;

import java.math.BigDecimal;
import java.time.Duration;

import com.jayway.jsonpath.JsonPath;
import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.signing.SignedOrder;
import io.darkswap.wasm.wallet.HdWallet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of orders with their makers' signatures over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class SignedOrderTests {

	@Autowired
	private RestTestClient http;

	@Autowired
	private DarkSwapClient client;

	@Autowired
	private JsonMapper json;

	@Test
	void orderIsReturnedWithItsMakersSignature() {
		String signed = exchange(HttpMethod.GET, "/api/orders/" + createOrder(this.client).id() + "/signed", null, 200);
		assertThat(exchange(HttpMethod.POST, "/api/orders/verify", signed, 200)).isEqualTo("{\"valid\":true}");
	}

	@Test
	void signatureIsOfThatOrderAlone() {
		String signed = exchange(HttpMethod.GET, "/api/orders/" + createOrder(this.client).id() + "/signed", null, 200);
		String cheaper = signed.replace("\"price\":\"10\"", "\"price\":\"9\"");
		assertThat(cheaper).isNotEqualTo(signed);
		assertThat(exchange(HttpMethod.POST, "/api/orders/verify", cheaper, 200)).isEqualTo("{\"valid\":false}");
	}

	@Test
	void orderOfAnotherIsImportedAndTaken() {
		String imported = exchange(HttpMethod.POST, "/api/orders/import", orderOfAnother(), 201);
		String id = JsonPath.read(imported, "$.id");
		exchange(HttpMethod.POST, "/api/orders/" + id + "/take", "{\"amount\":\"0.5\"}", 201);
		assertThat(JsonPath.<String>read(exchange(HttpMethod.GET, "/api/orders/" + id, null, 200), "$.status"))
			.isEqualTo("FILLED");
	}

	@Test
	void orderIsTakenOnlyAtTheExpectedPriceAndOfTheExpectedMaker() {
		String imported = exchange(HttpMethod.POST, "/api/orders/import", orderOfAnother(), 201);
		String take = "/api/orders/" + JsonPath.read(imported, "$.id") + "/take";
		String maker = JsonPath.read(imported, "$.maker");
		String amount = "{\"amount\":\"0.1\"}";
		refused(HttpMethod.POST, take + "?limitPrice=9.99", amount, 409, "ORDER_NOT_AS_EXPECTED");
		refused(HttpMethod.POST, take + "?maker=" + this.client.getAddress(), amount, 409, "ORDER_NOT_AS_EXPECTED");
		for (String wrong : new String[] { "?limitPrice=", "?limitPrice=-1", "?limitPrice=1e3", "?maker=" }) {
			refused(HttpMethod.POST, take + wrong, amount, 400, "INVALID_ARGUMENT");
		}
		exchange(HttpMethod.POST, take + "?limitPrice=10&maker=" + maker, amount, 201);
	}

	@Test
	void orderOfAnotherIsNotCancelledByUs() {
		String id = JsonPath.read(exchange(HttpMethod.POST, "/api/orders/import", orderOfAnother(), 201), "$.id");
		refused(HttpMethod.DELETE, "/api/orders/" + id, null, 403, "NOT_THE_MAKER");
	}

	@Test
	void orderIsImportedOnce() {
		String order = orderOfAnother();
		exchange(HttpMethod.POST, "/api/orders/import", order, 201);
		refused(HttpMethod.POST, "/api/orders/import", order, 409, "DUPLICATE_ORDER");
	}

	@Test
	void orderWhoseSignatureIsWrongIsNotImported() {
		String cheaper = orderOfAnother().replace("\"price\":\"10\"", "\"price\":\"9\"");
		refused(HttpMethod.POST, "/api/orders/import", cheaper, 422, "SIGNATURE_INVALID");
	}

	@Test
	void problemNamesThePropertyInsideTheOrder() {
		String order = orderOfAnother().replace("\"side\":\"SELL\"", "\"side\":\"HOLD\"");
		String problem = refused(HttpMethod.POST, "/api/orders/import", order, 400, "INVALID_ARGUMENT");
		assertThat(JsonPath.<String>read(problem, "$.detail"))
			.isEqualTo("'order.side' is missing or has a wrong value");
	}

	/** Another maker's client, with its own wallet. */
	private String orderOfAnother() {
		DarkSwapConfig config = new DarkSwapConfig(BitcoinNetwork.TESTNET, HdWallet.random(BitcoinNetwork.TESTNET));
		try (DarkSwapClient another = DarkSwapClient.builder().config(config).build()) {
			another.initialize();
			SignedOrder signed = another.getSignedOrder(createOrder(another).id());
			return this.json.writeValueAsString(signed);
		}
	}

	private static Order createOrder(DarkSwapClient client) {
		return client.createOrder(Asset.bitcoin(), Asset.rune("840000:40"), OrderSide.SELL, new BigDecimal("0.5"),
				BigDecimal.TEN, client.getAddress(), Duration.ofHours(1));
	}

	private String refused(HttpMethod method, String uri, String body, int status, String code) {
		String problem = exchange(method, uri, body, status);
		assertThat(JsonPath.<String>read(problem, "$.code")).isEqualTo(code);
		return problem;
	}

	private String exchange(HttpMethod method, String uri, String body, int status) {
		RestTestClient.RequestBodySpec request = this.http.method(method).uri(uri);
		if (body != null) {
			request.contentType(MediaType.APPLICATION_JSON).body(body);
		}
		return request.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
	}

}
