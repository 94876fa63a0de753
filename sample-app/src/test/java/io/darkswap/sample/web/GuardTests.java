package io.darkswap.sample.web;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of hostile requests over raw connections.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "desk.web.maximum-body=1KB", "server.tomcat.connection-timeout=500ms",
				"server.tomcat.threads.max=8", "server.tomcat.max-connections=400",
				"spring.threads.virtual.enabled=false" })
class GuardTests {

	private static final String ORDER = """
			{"baseAsset":"BTC","quoteAsset":"RUNE:880000:1","side":"SELL","amount":"1","price":"10","expirySeconds":60}""";

	@LocalServerPort
	private int port;

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "localhost", "LocalHost" })
	void ownHostIsServed(String host) throws IOException {
		assertThat(send("GET", "/api/markets", "Host: " + host + ":" + this.port)).startsWith("HTTP/1.1 200");
	}

	@ParameterizedTest
	@ValueSource(strings = { "rebound.example", "127.0.0.1.example", "localhost.", "0.0.0.0" })
	void anotherHostIsRefused(String host) throws IOException {
		assertThat(send("GET", "/api/markets", "Host: " + host + ":" + this.port)).startsWith("HTTP/1.1 421")
			.contains("desk.web.hosts");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: https://evil.example",
			"Origin: null", "Origin: http://127.0.0.1:1" })
	void requestOfAnotherSiteIsRefused(String header) throws IOException {
		assertThat(post("/api/orders", ORDER, "application/json", header)).startsWith("HTTP/1.1 403");
		assertThat(send("GET", "/api/markets", host(), header)).startsWith("HTTP/1.1 403");
		assertThat(send("DELETE", "/api/orders?base=BTC&quote=RUNE:880000:1", host(), header))
			.startsWith("HTTP/1.1 403");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/%61pi/markets", "/api;x=1/markets", "/js/../api/markets", "/%61ctuator/health" })
	void requestOfAnotherSiteIsRefusedHoweverItsPathIsWritten(String path) throws IOException {
		assertThat(send("GET", path, host(), "Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 403");
	}

	@Test
	void requestOfOwnPageIsServed() throws IOException {
		assertThat(post("/api/orders", ORDER, "application/json", "Origin: http://127.0.0.1:" + this.port))
			.startsWith("HTTP/1.1 201");
		assertThat(post("/api/orders", ORDER, "application/json;charset=UTF-8", "Sec-Fetch-Site: same-origin"))
			.startsWith("HTTP/1.1 201");
	}

	@Test
	void linkOfAnotherSiteToAPageIsFollowed() throws IOException {
		assertThat(send("GET", "/", host(), "Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 200");
	}

	@ParameterizedTest
	@ValueSource(strings = { "*/*", "text/plain", "application/*", "application/yaml", "application/x-yaml",
			"application/xml", "application/vnd.x+json", "application/x-www-form-urlencoded", "nonsense" })
	void bodyThatIsNotDeclaredAsJsonIsRefused(String type) throws IOException {
		assertThat(post("/api/orders", ORDER, type)).startsWith("HTTP/1.1 415");
	}

	@Test
	void postWithoutABodyNeedsTheHeaderToo() throws IOException {
		String path = "/api/trades/00000000-0000-7000-8000-000000000000/complete";
		assertThat(send("POST", path, host(), "Content-Length: 0")).startsWith("HTTP/1.1 415");
		assertThat(send("POST", path, host(), "Content-Length: 0", "Content-Type: application/json"))
			.startsWith("HTTP/1.1 404");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/yaml", "application/x-yaml", "application/xml" })
	void answersAreJsonOnly(String type) throws IOException {
		assertThat(send("GET", "/api/markets", host(), "Accept: " + type)).startsWith("HTTP/1.1 406");
	}

	@Test
	void duplicateKeyIsRefused() throws IOException {
		assertThat(post("/api/orders", ORDER.replace("{", "{\"price\":\"1\","), "application/json"))
			.startsWith("HTTP/1.1 400");
	}

	@Test
	void unknownKeyIsRefused() throws IOException {
		assertThat(post("/api/orders", ORDER.replace("{", "{\"prise\":\"1\","), "application/json"))
			.startsWith("HTTP/1.1 400");
	}

	@Test
	void bodyThatIsTooLargeIsRefusedBeforeItIsSent() throws IOException {
		assertThat(send("POST", "/api/orders/batch", host(), "Content-Type: application/json",
				"Content-Length: 300000000"))
			.startsWith("HTTP/1.1 413");
	}

	@Test
	void bodyOfUnknownLengthIsReadUpToTheLimit() throws IOException {
		String chunk = "400\r\n" + "[".repeat(1024) + "\r\n";
		String answer = exchange("POST /api/orders/batch HTTP/1.1\r\n" + host()
				+ "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
				+ chunk + chunk + "0\r\n\r\n");
		assertThat(answer).startsWith("HTTP/1.1 413");
	}

	@Test
	void bodyOfUnknownLengthBelowTheLimitIsServed() throws IOException {
		String answer = exchange("POST /api/orders HTTP/1.1\r\n" + host()
				+ "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
				+ Integer.toHexString(ORDER.length()) + "\r\n" + ORDER + "\r\n0\r\n\r\n");
		assertThat(answer).startsWith("HTTP/1.1 201");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/js/desk.js", "/api/markets", "/api/no-such-path", "/no-such-page",
			"/actuator/health", "/v3/api-docs" })
	void everyAnswerHasSecurityHeaders(String path) throws IOException {
		assertThat(send("GET", path, host())).contains("Content-Security-Policy: default-src 'self'",
				"X-Content-Type-Options: nosniff", "X-Frame-Options: DENY", "Referrer-Policy: no-referrer",
				"Cross-Origin-Resource-Policy: same-origin");
		assertThat(send("GET", path, "Host: rebound.example")).contains("Content-Security-Policy: default-src 'self'");
	}

	/** Tomcat refuses these before the application receives them. */
	@ParameterizedTest
	@CsvSource(delimiter = ' ',
			value = { "GET /api/orders/%00 400", "GET /api/orders/%zz 400", "GET /api/orders/%2F 400",
					"GET /api/orders/{id} 400", "GET /../api/orders 400", "GET /api/markets?base=[ 400",
					"TRACE /api/markets 405" })
	void requestThatTomcatRefusesIsAnsweredWithAProblem(String method, String path, int status) throws IOException {
		String answer = send(method, path, host());
		assertThat(answer).startsWith("HTTP/1.1 " + status)
			.contains("Content-Type: application/problem+json", "Content-Security-Policy: default-src 'self'",
					"Cache-Control: no-store");
		String problem = answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1);
		assertThat(JsonPath.<Integer>read(problem, "$.status")).isEqualTo(status);
		assertThat(JsonPath.<String>read(problem, "$.code")).isEqualTo("INVALID_ARGUMENT");
		assertThat(JsonPath.<String>read(problem, "$.detail")).isNotBlank();
	}

	@Test
	void requestWithoutOrWithTooManyHeadersIsAnsweredWithAProblem() throws IOException {
		assertThat(send("GET", "/api/markets")).startsWith("HTTP/1.1 400").contains("application/problem+json");
		assertThat(send("GET", "/api/markets", host(), "X-Long: " + "x".repeat(20_000))).startsWith("HTTP/1.1 400")
			.contains("application/problem+json");
	}

	@Test
	void stalledBodiesDoNotStopOthersForLong() throws IOException {
		List<Socket> stalled = new ArrayList<>();
		try {
			for (int i = 0; i < 24; i++) {
				Socket socket = new Socket("127.0.0.1", this.port);
				stalled.add(socket);
				socket.getOutputStream()
					.write(("POST /api/orders HTTP/1.1\r\n" + host()
							+ "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
						.getBytes(StandardCharsets.US_ASCII));
			}
			// Three rounds of 8 threads, each half a second at most; the default would be
			// 20 s a round.
			long start = System.nanoTime();
			assertThat(send("GET", "/api/markets", host())).startsWith("HTTP/1.1 200");
			assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
		}
		finally {
			for (Socket socket : stalled) {
				socket.close();
			}
		}
	}

	private String host() {
		return "Host: 127.0.0.1:" + this.port;
	}

	private String post(String path, String body, String type, String... headers) throws IOException {
		List<String> all = new ArrayList<>(List.of(headers));
		all.add(host());
		all.add("Content-Type: " + type);
		all.add("Content-Length: " + body.length());
		return exchange(head("POST", path, all) + body);
	}

	private String send(String method, String path, String... headers) throws IOException {
		return exchange(head(method, path, List.of(headers)));
	}

	private static String head(String method, String path, List<String> headers) {
		return method + " " + path + " HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
	}

	private String exchange(String request) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(60_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
