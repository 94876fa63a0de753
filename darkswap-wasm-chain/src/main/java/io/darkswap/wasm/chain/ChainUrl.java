package io.darkswap.wasm.chain;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.darkswap.wasm.url.ShownUrl;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * The base URL of a server.
 *
 * @param base the URL, without user and password
 * @param user user and password, as in {@code user:password}
 */
record ChainUrl(URI base, @Nullable String user) {

	private static final int MAX_PORT = 65535;

	/**
	 * Returns the URL in a text, or {@code null} if the text is no http or https URL.
	 */
	static @Nullable ChainUrl parse(@Nullable String text) {
		try {
			URI uri = new URI(new URI((text != null) ? text.strip() : "").toASCIIString());
			boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
			boolean port = uri.getPort() < 0 || (uri.getPort() > 0 && uri.getPort() <= MAX_PORT);
			if (!http || uri.getHost() == null || !port) {
				return null;
			}
			URI base = UriComponentsBuilder.fromUri(uri).userInfo(null).fragment(null).build(true).toUri();
			return new ChainUrl(base, uri.getUserInfo());
		}
		catch (URISyntaxException ex) {
			return null;
		}
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
	 * Replaces the parts of this URL that can hold keys in a text, which may quote a
	 * request.
	 */
	String redact(String text) {
		String redacted = text;
		for (String secret : secrets()) {
			redacted = redacted.replace(secret, "...");
		}
		return redacted;
	}

	private List<String> secrets() {
		Stream<@Nullable String> url = Stream.of(this.base.getRawQuery(), this.base.getQuery(),
				this.base.getRawPath().replaceAll("/+$", ""));
		Stream<String> credentials = (this.user != null) ? Arrays.stream(this.user.split(":", 2)) : Stream.empty();
		return Stream.concat(url, credentials).filter((secret) -> secret != null && !secret.isEmpty()).toList();
	}

	/**
	 * Returns the part of the URL that messages may show: user information, path and
	 * query can hold keys.
	 */
	@Override
	public String toString() {
		return ShownUrl.origin(this.base.toString());
	}

}
