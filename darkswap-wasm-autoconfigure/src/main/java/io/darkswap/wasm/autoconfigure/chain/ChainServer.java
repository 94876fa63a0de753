package io.darkswap.wasm.autoconfigure.chain;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * A server that indexes the chain, and how it is asked.
 *
 * @param name what messages call it
 * @param prefix of its properties
 * @param base its URL, without user and password
 * @param user user and password, as in {@code user:password}
 * @param connectTimeout how long connecting may take
 * @param readTimeout how long a whole answer may take
 * @param retries how often a request is made again
 * @param cache how long an answer is kept
 * @param maximumBytes how large an answer may be
 */
record ChainServer(String name, String prefix, URI base, @Nullable String user, Duration connectTimeout,
		Duration readTimeout, int retries, Duration cache, int maximumBytes) {

	private static final String HTTP_URL = "an http or https URL";

	private static final int MAX_RETRIES = 10;

	private static final DataSize MAX_RESPONSE_SIZE = DataSize.ofGigabytes(1);

	/**
	 * Checks the properties.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} and the name of
	 * the property that is wrong
	 */
	static ChainServer of(String name, String prefix, ChainProperties.@Nullable Server properties) {
		if (properties == null) {
			throw invalid(prefix + ".url", HTTP_URL);
		}
		URI url = parse(prefix, properties.url());
		require(isPositive(properties.connectTimeout()), prefix + ".connect-timeout", "a positive time");
		require(isPositive(properties.readTimeout()), prefix + ".read-timeout", "a positive time");
		require(properties.retries() >= 0 && properties.retries() <= MAX_RETRIES, prefix + ".retries",
				"a number from 0 to " + MAX_RETRIES);
		require(!properties.cache().isNegative(), prefix + ".cache", "a time that is not negative");
		long size = properties.maxResponseSize().toBytes();
		require(size > 0 && size <= MAX_RESPONSE_SIZE.toBytes(), prefix + ".max-response-size",
				"a positive size, at most 1GB");
		URI base = UriComponentsBuilder.fromUri(url).userInfo(null).fragment(null).build(true).toUri();
		return new ChainServer(name, prefix, base, url.getUserInfo(), properties.connectTimeout(),
				properties.readTimeout(), properties.retries(), properties.cache(), (int) size);
	}

	/** The value stays out of the messages, for there may be a password in it. */
	private static URI parse(String prefix, @Nullable String url) {
		try {
			URI uri = new URI((url != null) ? url.strip() : "");
			boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
			require(http && uri.getHost() != null, prefix + ".url", HTTP_URL);
			return new URI(uri.toASCIIString());
		}
		catch (URISyntaxException ex) {
			throw invalid(prefix + ".url", HTTP_URL);
		}
	}

	private static boolean isPositive(Duration duration) {
		return !duration.isNegative() && !duration.isZero();
	}

	private static void require(boolean condition, String property, String rule) {
		if (!condition) {
			throw invalid(property, rule);
		}
	}

	private static DarkSwapException invalid(String property, String rule) {
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
				"%s is not valid: set it to %s".formatted(property, rule));
	}

	/**
	 * Returns the URL of a resource, with the query that the base has.
	 */
	URI resolve(String... segments) {
		UriComponentsBuilder uri = UriComponentsBuilder.fromUri(this.base);
		for (String segment : segments) {
			uri.pathSegment(UriUtils.encodePathSegment(segment, StandardCharsets.UTF_8));
		}
		return uri.build(true).toUri();
	}

	/**
	 * Returns what messages may show of the URL: keys are put into user info, query and
	 * path.
	 */
	String origin() {
		String port = (this.base.getPort() >= 0) ? ":" + this.base.getPort() : "";
		return this.base.getScheme() + "://" + this.base.getHost() + port;
	}

	@Override
	public String toString() {
		return this.name + " at " + origin();
	}

}
