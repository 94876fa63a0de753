package io.darkswap.wasm.chain;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

	private static final Logger logger = LoggerFactory.getLogger(ChainClient.class);

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	/** How many bytes of a server's own message are read. */
	private static final int REASON_BYTES = 1000;

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
		// Plain HTTP/2 would begin with an upgrade, which not every server leaves alone.
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

	ChainFailures failures() {
		return this.failures;
	}

	/**
	 * Gets a resource.
	 * @throws ChainException if the server does not answer with JSON
	 */
	JsonNode get(String... segments) {
		return fetch(() -> this.http.get().uri(this.server.url().resolve(segments)));
	}

	/**
	 * Posts JSON to the base URL.
	 * @throws ChainException if the server does not answer with JSON
	 */
	JsonNode post(Object body) {
		byte[] json = JSON.writeValueAsBytes(body);
		return fetch(() -> this.http.post()
			.uri(this.server.url().resolve())
			.contentType(MediaType.APPLICATION_JSON)
			.body(json));
	}

	private JsonNode fetch(Supplier<RestClient.RequestHeadersSpec<?>> request) {
		try {
			return parse(this.retries.run(() -> attempt(request.get())));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw this.failures.interrupted(ex);
		}
	}

	private byte[] attempt(RestClient.RequestHeadersSpec<?> request) {
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

	/** An answer that is cut off at the read timeout fails in many ways. */
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

	private byte[] read(ClientHttpResponse response) throws IOException {
		// Closed here: closing the response would first read the rest of the body.
		try (InputStream body = response.getBody()) {
			int status = response.getStatusCode().value();
			if (status == HttpStatus.TOO_MANY_REQUESTS.value() || status >= HttpStatus.INTERNAL_SERVER_ERROR.value()) {
				throw this.failures.busy(status,
						RetryAfter.parse(response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER), this.clock));
			}
			if (response.getStatusCode().is3xxRedirection()) {
				throw this.failures.redirected(status);
			}
			if (status != HttpStatus.OK.value()) {
				throw this.failures.refused(status, reason(response.getHeaders(), body));
			}
			byte[] bytes = body.readNBytes(this.server.maxResponseSize() + 1);
			if (bytes.length > this.server.maxResponseSize()) {
				throw this.failures.tooLarge();
			}
			return bytes;
		}
	}

	/** Returns a server's message in plain text; HTML pages are not shown. */
	private static String reason(HttpHeaders headers, InputStream body) throws IOException {
		String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
		boolean text = type != null && type.startsWith(MediaType.TEXT_PLAIN_VALUE);
		return text ? new String(body.readNBytes(REASON_BYTES), StandardCharsets.UTF_8) : "";
	}

	private JsonNode parse(byte[] body) {
		try {
			JsonNode json = JSON.readTree(body);
			if (!json.isMissingNode()) {
				return json;
			}
		}
		catch (JacksonException ex) {
			logger.debug("An answer is not JSON", ex);
		}
		throw this.failures.malformed("it is not JSON");
	}

}
