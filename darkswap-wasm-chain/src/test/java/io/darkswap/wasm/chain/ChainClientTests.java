package io.darkswap.wasm.chain;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link ChainClient}.
 */
class ChainClientTests {

	private final RecordingClients clients = new RecordingClients();

	private ChainStub stub;

	@BeforeEach
	void startServer() throws IOException {
		this.stub = new ChainStub();
	}

	@AfterEach
	void stopServer() {
		this.stub.close();
	}

	@Test
	void getsJsonBelowTheBaseUrl() {
		this.stub.json("/api/address/bc1q", "{\"answer\": 42}");
		assertThat(client("/api").get("address", "bc1q").get("answer").intValue()).isEqualTo(42);
		assertThat(this.stub.requests()).singleElement().hasToString("GET /api/address/bc1q");
		// ord returns JSON only for exactly this header.
		assertThat(this.stub.requests().get(0).headers().get("Accept")).containsExactly("application/json");
	}

	@ParameterizedTest
	@CsvSource({ "'', /rune/840000:3", "/, /rune/840000:3", "/api/, /api/rune/840000:3",
			"/v4/key?token=a%20b, /v4/key/rune/840000:3?token=a%20b" })
	void aBaseUrlKeepsItsPathAndQuery(String base, String asked) {
		this.stub.json(asked.replaceAll("\\?.*", ""), "{}");
		client(base).get("rune", "840000:3");
		assertThat(this.stub.requests()).singleElement().hasToString("GET " + asked);
	}

	@Test
	void anAddressCannotLeaveItsPlaceInTheUrl() {
		this.stub.json("/address/a%2Fb%3Fc%23d", "{}");
		client("").get("address", "a/b?c#d");
		assertThat(this.stub.requests()).singleElement().hasToString("GET /address/a%2Fb%3Fc%23d");
	}

	@Test
	void postsJsonToTheBaseUrl() {
		this.stub.json("/rpc", "{}");
		client("/rpc").post(Map.of("id", 1));
		assertThat(this.stub.requests()).singleElement().hasToString("POST /rpc");
		assertThat(this.stub.requests().get(0).body()).isEqualTo("{\"id\":1}");
		assertThat(this.stub.requests().get(0).headers().get("Content-Type")).containsExactly("application/json");
	}

	@Test
	void userAndPasswordAreSentAsBasicAuthentication() {
		this.stub.json("/x", "{}");
		client("http://us%65r:p%3Ass@127.0.0.1:" + this.stub.port(), 0).get("x");
		// base64 of user:p:ss
		assertThat(this.stub.requests().get(0).headers().get("Authorization")).containsExactly("Basic dXNlcjpwOnNz");
	}

	@Test
	void theApplicationsBuilderIsUsedAndNotChanged() {
		this.stub.json("/x", "{}");
		RestClient.Builder builder = RestClient.builder().defaultHeader("X-Trace", "1");
		String url = this.stub.url();
		this.clients.client(ChainStub.server(url.replace("//", "//user:password@"), Duration.ofSeconds(10), 0), builder)
			.get("x");
		builder.build().get().uri(url + "/x").retrieve().toBodilessEntity();
		assertThat(this.stub.requests()).hasSize(2)
			.allSatisfy((request) -> assertThat(request.headers().get("X-Trace")).containsExactly("1"));
		assertThat(this.stub.requests().get(0).headers()).containsKey("Authorization");
		assertThat(this.stub.requests().get(1).headers()).doesNotContainKey("Authorization");
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 500, 502, 503, 504 })
	void aBusyServerIsRetriedWithPausesThatDouble(int status) {
		this.stub.status("/x", status).status("/x", status).status("/x", status).json("/x", "{}");
		assertThat(client("").get("x").isObject()).isTrue();
		assertThat(this.stub.requests()).hasSize(4);
		assertThat(this.clients.pauses()).containsExactly(millis(200), millis(400), millis(800));
	}

	@Test
	void aServerThatStaysBusyIsAFailureAfterTheLastRetry() {
		this.stub.status("/x", 503);
		assertThat(failure(client("")))
			.hasMessage("The server at %s answers 503: try again later, or set test.url to another server"
				.formatted(this.stub.url()));
		assertThat(this.stub.requests()).hasSize(4);
	}

	@Test
	void withoutRetriesARequestIsSentOnce() {
		this.stub.status("/x", 503);
		failure(client(this.stub.url(), 0));
		assertThat(this.stub.requests()).hasSize(1);
		assertThat(this.clients.pauses()).isEmpty();
	}

	@Test
	void pausesNeverExceedFiveSeconds() {
		this.stub.status("/x", 503);
		failure(client(this.stub.url(), 10));
		assertThat(this.clients.pauses()).containsExactly(millis(200), millis(400), millis(800), millis(1600),
				millis(3200), millis(5000), millis(5000), millis(5000), millis(5000), millis(5000));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			3                             | 3000
			5                             | 5000
			000000000004                  | 4000
			Thu, 01 Jan 2026 12:00:04 GMT | 4000
			Thursday, 01-Jan-26 12:00:04 GMT | 4000
			Thu Jan  1 12:00:04 2026 | 4000
			Wed, 31 Dec 2025 23:59:60 GMT | 200
			0                             | 200
			Thu, 01 Jan 2026 11:00:00 GMT | 200
			Friday, 01-Jan-99 12:00:04 GMT | 200
			Thu Jan  1 11:00:00 2026 | 200
			Friday, 01-Jan-26 12:00:04 GMT | 200
			Thu, 01 Jan 2026 12:00:04 +0100 | 200
			soon                          | 200
			-1                            | 200
			""")
	void aServerIsGivenTheTimeItAsksFor(String retryAfter, long pause) {
		this.stub.on("/x", ChainStub.answer(429, "text/plain", "", Map.of("Retry-After", retryAfter))).json("/x", "{}");
		client("").get("x");
		assertThat(this.clients.pauses()).containsExactly(millis(pause));
	}

	@ParameterizedTest
	@ValueSource(strings = { "6", "999999999", "99999999999999999999", "Thu, 01 Jan 2026 12:00:06 GMT",
			"Thu, 01 Jan 2026 23:59:60 GMT", "Thursday, 01-Jan-26 23:59:60 GMT", "Thu Jan  1 23:59:60 2026",
			"Thursday, 01-Jan-26 12:00:06 GMT", "Thu Jan  1 12:00:06 2026", "Wednesday, 01-Jan-76 12:00:00 GMT" })
	void aServerThatRequestsTooLongAPauseIsNotRetried(String retryAfter) {
		this.stub.on("/x", ChainStub.answer(503, "text/plain", "", Map.of("Retry-After", retryAfter)));
		assertThat(failure(client(""))).hasMessageContaining("answers 503");
		assertThat(this.stub.requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 404, 405, 406, 204, 201 })
	void aRefusalIsFinal(int status) {
		this.stub.on("/x", ChainStub.answer(status, "text/plain", ""));
		assertThat(failure(client(""))).hasMessageContaining("answers " + status)
			.hasMessageContaining("check test.url");
		assertThat(this.stub.requests()).hasSize(1);
	}

	@Test
	void aServersPlainTextMessageIsShown() {
		this.stub.on("/x", ChainStub.answer(404, "text/plain; charset=utf-8", "no address\nindex\u001b[0m•"));
		assertThat(failure(client(""))).hasMessageContaining("answers 404 (no address index [0m): check");
	}

	@Test
	void aLongReasonIsCut() {
		this.stub.on("/x", ChainStub.answer(400, "text/plain", "z".repeat(50_000)));
		assertThat(failure(client(""))).hasMessageContaining("(" + "z".repeat(100) + "...)");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"error":"no such address"}                                            | (no such address)
			{"error":{"code":-5,"message":"no such address"}}                      | (no such address)
			{"message":"no such address"}                                          | (no such address)
			{"type":"about:blank","status":400,"detail":"no such address"}         | (no such address)
			"no such address"                                                      | (no such address)
			{"error":{"code":-5}}                                                  | 400:
			["no such address"]                                                    | 400:
			{"error":                                                              | 400:
			""")
	void anErrorInJsonIsShown(String json, String shown) {
		this.stub.on("/x", ChainStub.answer(400, "application/json", json));
		assertThat(failure(client(""))).hasMessageContaining(shown);
	}

	@Test
	void anErrorInLongJsonIsShown() {
		String json = "{\"trace\":\"%s\",\"error\":\"no such address\"}".formatted("x".repeat(10_000));
		this.stub.on("/x", ChainStub.answer(400, "application/json", json));
		assertThat(failure(client(""))).hasMessageContaining("(no such address)");
	}

	@Test
	void theCaseOfAContentTypeDoesNotMatter() {
		this.stub.on("/x", ChainStub.answer(400, "Application/JSON", "{\"error\":\"no such address\"}"))
			.on("/y", ChainStub.answer(400, "Text/Plain", "no such address"));
		assertThat(failure(client(""))).hasMessageContaining("(no such address)");
		assertThatExceptionOfType(ChainException.class).isThrownBy(() -> client("").get("y"))
			.withMessageContaining("(no such address)");
	}

	@Test
	void aBusyServersMessageIsShown() {
		this.stub.on("/x", ChainStub.answer(503, "text/plain", "still indexing"));
		assertThat(failure(client(this.stub.url(), 0))).hasMessageContaining("answers 503 (still indexing): try again");
	}

	@Test
	void textInPlaceOfJsonIsShown() {
		this.stub.on("/x", ChainStub.answer(200, "text/plain", "too many transactions\n"));
		assertThat(failure(client(""))).hasMessageContaining("it is not JSON (too many transactions): check");
	}

	@Test
	void aMessageThatQuotesTheUrlDoesNotShowItsKeys() {
		this.stub.on("/secret3/x",
				ChainStub.answer(404, "text/plain", "Cannot GET /secret3/x?key=secret4 as secret1 by secret2"));
		String url = this.stub.url().replace("127.0.0.1", "secret1:secret2@127.0.0.1") + "/secret3/?key=secret4";
		assertThat(failure(client(url, 0))).hasMessageContaining("(Cannot GET .../x?... as ... by ...)");
	}

	@Test
	void aPageIsNotShown() {
		this.stub.on("/x", ChainStub.answer(404, "text/html", "<html>secret</html>"));
		assertThat(failure(client("")).getMessage()).doesNotContain("secret");
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void aRedirectIsNotFollowed(int status) throws IOException {
		try (ChainStub other = new ChainStub()) {
			other.json("/x", "{}");
			this.stub.on("/x",
					ChainStub.answer(status, "text/plain", "", Map.of("Location", other.url() + "/x?key=secret")));
			assertThat(failure(client(""))).hasMessageContaining("answers " + status + ", a redirect")
				.hasMessageContaining("set test.url")
				.hasMessageNotContaining("secret");
			assertThat(other.requests()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>", "{", "{} {}", "{\"a\":1,\"a\":2}", "nothing", "{\"a\":01}", "{\"a\":NaN}" })
	void anAnswerThatIsNotJsonIsAFailure(String body) {
		this.stub.json("/x", body);
		assertThat(failure(client(""))).hasMessageContaining("it is not JSON").hasMessageContaining("test.url");
		assertThat(this.stub.requests()).hasSize(1);
	}

	@Test
	void deeplyNestedJsonIsAFailure() {
		this.stub.json("/x", "[".repeat(50_000) + "]".repeat(50_000));
		assertThat(failure(client(""))).hasMessageContaining("it is not JSON");
	}

	@Test
	void anAnswerMayBeAsLargeAsTheLimit() {
		this.stub.json("/x", "{}" + " ".repeat(100 * 1024 - 2));
		assertThat(client("").get("x").isObject()).isTrue();
	}

	@Test
	void aLargerAnswerIsAFailure() {
		this.stub.json("/x", "{}" + " ".repeat(100 * 1024 - 1));
		assertThat(failure(client(""))).hasMessageContaining("more than test.maxResponseSize, which is 102400 bytes");
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 302, 404, 503 })
	@Timeout(20)
	void theRestOfARejectedAnswerIsNotRead(int status) {
		this.stub.on("/x", this.stub.beginning(status, " ".repeat(200 * 1024)));
		failure(this.clients.client(ChainStub.server(this.stub.url(), Duration.ofSeconds(40), 0)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{\"a\": " })
	void aServerThatIsTooSlowIsAFailureAndNotRetried(String beginning) {
		this.stub.on("/x", this.stub.beginning(beginning));
		ChainClient client = this.clients.client(ChainStub.server(this.stub.url(), millis(300), 3));
		assertThat(failure(client)).hasMessageContaining("did not answer within test.readTimeout, which is 300 ms");
		assertThat(this.clients.pauses()).isEmpty();
	}

	@Test
	void aServerThatRefusesConnectionsIsRetried() {
		String url = this.stub.url();
		this.stub.close();
		assertThat(failure(client(url, 2))).hasMessageContaining("The server at " + url + " cannot be reached")
			.hasMessageContaining("test.url")
			.hasCauseInstanceOf(IOException.class);
		assertThat(this.clients.pauses()).hasSize(2);
	}

	@Test
	void aServerThatResetsConnectionsIsRetried() throws Exception {
		AtomicInteger connections = new AtomicInteger();
		try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
			Thread thread = new Thread(() -> reset(server, connections));
			thread.start();
			assertThat(failure(client("http://127.0.0.1:" + server.getLocalPort(), 2)))
				.hasMessageContaining("cannot be reached");
			server.close();
			thread.join();
		}
		assertThat(this.clients.pauses()).hasSize(2);
		assertThat(connections).hasValueGreaterThanOrEqualTo(3);
	}

	private static void reset(ServerSocket server, AtomicInteger connections) {
		try {
			while (true) {
				try (Socket socket = server.accept()) {
					socket.getInputStream().read();
					connections.incrementAndGet();
					socket.setSoLinger(true, 0);
				}
			}
		}
		catch (IOException ex) {
			// The test is over.
		}
	}

	@Test
	void aHostWithoutAddressIsAFailure() {
		assertThat(failure(client("http://host.invalid", 0))).hasMessageContaining("cannot be reached");
	}

	@Test
	void keysInTheUrlStayOutOfFailures() {
		String url = this.stub.url().replace("127.0.0.1", "secret1:secret2@127.0.0.1") + "/secret3?key=secret4";
		assertNoSecrets(failure(client(url, 0)));
		this.stub.status("/secret3/x", 503);
		assertNoSecrets(failure(client(url, 0)));
		this.stub.close();
		assertNoSecrets(failure(client(url, 0)));
	}

	private static void assertNoSecrets(Throwable failure) {
		assertThat(failure).hasMessageContaining("http://127.0.0.1:");
		StringWriter trace = new StringWriter();
		failure.printStackTrace(new PrintWriter(trace));
		assertThat(trace.toString()).doesNotContain("secret");
	}

	@Test
	void anInterruptedThreadSendsNoRequest() {
		this.stub.on("/x", this.stub.beginning("{"));
		Thread.currentThread().interrupt();
		assertInterrupted(client(""));
	}

	@Test
	void aThreadInterruptedInAPauseSendsNoRequest() {
		this.stub.status("/x", 503);
		assertInterrupted(this.clients.client(this.stub.server(""), RestClient.builder(), (duration) -> {
			throw new InterruptedException();
		}));
		assertThat(this.stub.requests()).hasSize(1);
	}

	@Test
	void aThreadInterruptedBeforeTheAnswerSendsNoMoreRequests() {
		Thread asker = Thread.currentThread();
		this.stub.on("/x", (exchange) -> {
			asker.interrupt();
			this.stub.beginning("").handle(exchange);
		});
		assertInterrupted(client(""));
		assertThat(this.stub.requests()).hasSize(1);
	}

	private static void assertInterrupted(ChainClient client) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> client.get("x"))
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.CALL_INTERRUPTED);
		assertThat(Thread.interrupted()).isTrue();
	}

	private ChainClient client(String path) {
		return this.clients.client(this.stub.server(path));
	}

	private ChainClient client(String url, int retries) {
		return this.clients.client(ChainStub.server(url, Duration.ofSeconds(10), retries));
	}

	private static ChainException failure(ChainClient client) {
		ChainException failure = catchThrowableOfType(ChainException.class, () -> client.get("x"));
		assertThat(failure).isNotNull();
		return failure;
	}

	private static Duration millis(long millis) {
		return Duration.ofMillis(millis);
	}

}
