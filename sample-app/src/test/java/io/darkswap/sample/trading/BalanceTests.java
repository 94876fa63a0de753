package io.darkswap.sample.trading;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.jayway.jsonpath.JsonPath;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.json.BasicJsonTester;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the wallet's balances over HTTP, with servers for bitcoin and runes.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "darkswap.chain.esplora.cache=0s", "darkswap.chain.ord.cache=0s" })
class BalanceTests {

	/** A server with one answer for each path. */
	private static final Map<String, String> ANSWERS = new ConcurrentHashMap<>();

	private static HttpServer server;

	private RestTestClient http;

	private String address;

	@BeforeAll
	static void startServer() throws IOException {
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", BalanceTests::answer);
		server.start();
	}

	@AfterAll
	static void stopServer() {
		server.stop(0);
	}

	private static void answer(HttpExchange exchange) throws IOException {
		String answer = ANSWERS.get(exchange.getRequestURI().getPath());
		byte[] body = ((answer != null) ? answer : "").getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders((answer != null) ? 200 : 404, (body.length == 0) ? -1 : body.length);
		try (OutputStream out = exchange.getResponseBody()) {
			out.write(body);
		}
	}

	@DynamicPropertySource
	static void urls(DynamicPropertyRegistry registry) {
		registry.add("darkswap.chain.esplora.url", () -> url() + "/api");
		registry.add("darkswap.chain.ord.url", BalanceTests::url);
	}

	private static String url() {
		return "http://user:password@127.0.0.1:" + server.getAddress().getPort();
	}

	/** Apache's client, which is the default, would repeat a request itself. */
	@BeforeEach
	void askForTheAddress(@LocalServerPort int port) {
		this.http = RestTestClient.bindToServer(new JdkClientHttpRequestFactory())
			.baseUrl("http://127.0.0.1:" + port)
			.build();
		ANSWERS.clear();
		this.address = JsonPath.read(get("/api/wallet/address", 200), "$.address");
	}

	@Test
	void balanceIsInSatoshiAndBitcoin() {
		ANSWERS.put("/api/address/" + this.address, """
				{"chain_stats":{"funded_txo_sum":1000150000,"spent_txo_sum":0},
				 "mempool_stats":{"funded_txo_sum":0,"spent_txo_sum":1000000000}}""");
		assertJson(get("/api/wallet/balance", 200), "{'satoshi': 150000, 'btc': '0.0015'}");
		assertJson(get("/api/wallet/balance/BTC", 200), "{'asset': 'BTC', 'amount': '0.0015'}");
	}

	@Test
	void balanceOfARuneHasItsDecimals() {
		ANSWERS.put("/rune/840000:3", """
				{"entry":{"divisibility":5,"spaced_rune":"DOG•GO•TO•THE•MOON"},"id":"840000:3"}""");
		ANSWERS.put("/address/" + this.address, """
				{"runes_balances":[["DOG•GO•TO•THE•MOON","12.5","🐕"]]}""");
		assertJson(get("/api/wallet/balance/RUNE:840000:3", 200), "{'asset': 'RUNE:840000:3', 'amount': '12.5'}");
	}

	@Test
	void whenNoServerIsConfiguredThenNamesThePropertyToSet() {
		String problem = refused("/api/wallet/balance/ALKANE:2:0", 503, "CHAIN_SOURCE_MISSING");
		assertThat(JsonPath.<String>read(problem, "$.detail")).contains("set darkswap.chain.alkanes.url");
	}

	@Test
	void whenTheServerFailsThenIsBadGateway() {
		String problem = refused("/api/wallet/balance", 502, "WALLET_BALANCE_FAILED");
		assertThat(JsonPath.<String>read(problem, "$.detail")).contains("darkswap.chain.esplora.url")
			.doesNotContain("password");
		refused("/api/wallet/balance/BTC", 502, "WALLET_ASSET_BALANCE_FAILED");
		refused("/api/wallet/balance/RUNE:840000:3", 502, "WALLET_ASSET_BALANCE_FAILED");
	}

	@Test
	void wrongAssetIsInvalid() {
		refused("/api/wallet/balance/DOGE", 400, "INVALID_ARGUMENT");
		refused("/api/wallet/balance/RUNE:1", 400, "INVALID_ARGUMENT");
	}

	private String refused(String uri, int status, String code) {
		String problem = this.http.get()
			.uri(uri)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
			.expectHeader()
			.value(HttpHeaders.RETRY_AFTER,
					(retryAfter) -> assertThat(retryAfter).isEqualTo((status == 503) ? "30" : null))
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		assertThat(JsonPath.<String>read(problem, "$.code")).isEqualTo(code);
		return problem;
	}

	private String get(String uri, int status) {
		return this.http.get()
			.uri(uri)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
	}

	private static void assertJson(String actual, String expected) {
		assertThat(new BasicJsonTester(BalanceTests.class).from(actual))
			.isStrictlyEqualToJson(expected.replace('\'', '"'));
	}

}
