package io.darkswap.wasm.chain;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * Requests JSON from a server, within its limits. Retries transient failures, and follows
 * no redirect. Thread-safe.
 */
final class ChainClient {

	/** The maximum number of bytes that are read for a server's own message. */
	private static final int MESSAGE_BYTES = 16_384;

	private final ChainServer server;

	private final ChainFailures failures;

	private final RestClient http;

	private final Retries retries;

	private final Clock clock;

	ChainClient(String name, ChainServer server, RestClient.Builder http) {
		this(name, server, http, (duration) -> TimeUnit.NANOSECONDS.sleep(duration.toNanos()), Clock.systemUTC());
	}

	ChainClient(String name, ChainServer server, RestClient.Builder http, Retries.Pause pause, Clock clock) {
		this.server = server;
		this.failures = new ChainFailures(name, server);
		this.http = http.clone()
			.requestFactory(requestFactory(server))
			.defaultHeaders((headers) -> headers(headers, server))
			.build();
		this.retries = new Retries(server.retries(), pause);
		this.clock = clock;
	}

	private static JdkClientHttpRequestFactory requestFactory(ChainServer server) {
		// HTTP/2 without TLS would begin with an upgrade, which some servers do not
		// support.
		JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(server.connectTimeout())
			.build());
		factory.setReadTimeout(server.readTimeout());
		return factory;
	}

	private static void headers(HttpHeaders headers, ChainServer server) {
		String user = server.url().user();
		if (user != null) {
			headers.setBasicAuth(HttpHeaders.encodeBasicAuth(user.substring(0, colon(user)),
					user.substring(Math.min(user.length(), colon(user) + 1)), StandardCharsets.UTF_8));
		}
	}

	private static int colon(String user) {
		int colon = user.indexOf(':');
		return (colon < 0) ? user.length() : colon;
	}

	ChainServer server() {
		return this.server;
	}

	ChainFailures failures() {
		return this.failures;
	}

	/**
	 * Gets a resource.
	 * @throws ChainException if the server does not answer with JSON
	 */
	JsonNode get(String... segments) {
		return json(fetch(resource(segments), this::requireOk));
	}

	/**
	 * Posts JSON to the base URL.
	 * @throws ChainException if the server does not answer with JSON
	 */
	JsonNode post(Object body) {
		return json(fetch(json(body), this::requireOk));
	}

	/**
	 * Gets a resource that the server may not have.
	 * @return an answer of any status but a temporary one
	 * @throws ChainException if the server does not answer now
	 */
	Answer tryGet(String... segments) {
		return fetch(resource(segments), this::requireFinal);
	}

	/**
	 * Posts JSON that the server may not accept to the base URL.
	 * @return an answer of any status but a temporary one
	 * @throws ChainException if the server does not answer now
	 */
	Answer tryPost(Object body) {
		return fetch(json(body), this::requireFinal);
	}

	private Supplier<RestClient.RequestHeadersSpec<?>> resource(String... segments) {
		return () -> this.http.get().uri(this.server.url().resolve(segments));
	}

	private Supplier<RestClient.RequestHeadersSpec<?>> json(Object body) {
		byte[] json = Json.write(body);
		return () -> this.http.post()
			.uri(this.server.url().resolve())
			.contentType(MediaType.APPLICATION_JSON)
			.body(json);
	}

	private Answer fetch(Supplier<RestClient.RequestHeadersSpec<?>> request, UnaryOperator<Answer> check) {
		try {
			return this.retries.run(() -> check.apply(attempt(request.get())));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw this.failures.interrupted(ex);
		}
	}

	private Answer attempt(RestClient.RequestHeadersSpec<?> request) {
		long began = System.nanoTime();
		try {
			// ord compares this header as a whole.
			return request.accept(MediaType.APPLICATION_JSON)
				.exchangeForRequiredValue((sent, response) -> read(response));
		}
		catch (ResourceAccessException ex) {
			// Only its cause is kept: its message holds the URL, which can hold keys.
			Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
			throw failure((ex.getCause() instanceof IOException cause) ? cause : null, elapsed);
		}
	}

	/**
	 * Returns the failure of a request. An answer that is cut off at the read timeout
	 * fails with various exceptions, so the elapsed time decides.
	 */
	private RuntimeException failure(@Nullable IOException cause, Duration elapsed) {
		if (cause != null && cause.getCause() instanceof InterruptedException) {
			Thread.currentThread().interrupt();
		}
		if (Thread.currentThread().isInterrupted()) {
			return this.failures.interrupted(cause);
		}
		boolean slow = elapsed.compareTo(this.server.readTimeout()) >= 0;
		return slow ? this.failures.timedOut(cause) : this.failures.unreachable(cause);
	}

	private Answer read(ClientHttpResponse response) throws IOException {
		// Closed here: closing the response would first read the rest of the body.
		try (InputStream body = response.getBody()) {
			int status = response.getStatusCode().value();
			if (response.getStatusCode().is3xxRedirection()) {
				throw this.failures.redirected(status);
			}
			HttpHeaders headers = response.getHeaders();
			Duration retryAfter = RetryAfter.parse(headers.getFirst(HttpHeaders.RETRY_AFTER), this.clock);
			byte[] bytes = (status == HttpStatus.OK.value()) ? readAll(body) : body.readNBytes(MESSAGE_BYTES);
			return new Answer(status, headers.getFirst(HttpHeaders.CONTENT_TYPE), retryAfter, bytes);
		}
	}

	private byte[] readAll(InputStream body) throws IOException {
		byte[] bytes = body.readNBytes(this.server.maxResponseSize() + 1);
		if (bytes.length > this.server.maxResponseSize()) {
			throw this.failures.tooLarge();
		}
		return bytes;
	}

	private Answer requireOk(Answer answer) {
		if (answer.isBusy()) {
			throw this.failures.busy(answer);
		}
		if (!answer.isOk()) {
			throw this.failures.refused(answer);
		}
		return answer;
	}

	private Answer requireFinal(Answer answer) {
		if (answer.isTemporary()) {
			throw this.failures.busy(answer);
		}
		return answer;
	}

	private JsonNode json(Answer answer) {
		JsonNode json = answer.json();
		if (json.isMissingNode()) {
			throw this.failures.notJson(answer);
		}
		return json;
	}

}
