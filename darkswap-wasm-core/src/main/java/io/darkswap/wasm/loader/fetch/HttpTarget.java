package io.darkswap.wasm.loader.fetch;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * An address that a module is requested from. User information of its URL is sent as
 * basic authentication, and to no other origin: a redirect elsewhere loses it.
 *
 * @param uri the address without user information
 * @param authorization the value of the header {@code Authorization}
 */
record HttpTarget(URI uri, @Nullable String authorization) {

	private static final int HTTP = 80;

	private static final int HTTPS = 443;

	private static final int HIGHEST_PORT = 65_535;

	/**
	 * Parses a URL.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is not a
	 * URL, or names no host or port
	 */
	static HttpTarget of(String url) {
		try {
			URI uri = new URI(url);
			if (uri.getHost() == null) {
				throw ModuleFailures.badUrl(url, "names no valid host");
			}
			if (!isPort(uri)) {
				throw ModuleFailures.badUrl(url, "names no valid port: it is from 1 to 65535");
			}
			return new HttpTarget(withoutUserInfo(uri), authorization(uri.getUserInfo()));
		}
		catch (URISyntaxException ex) {
			throw ModuleFailures.badUrl(url, "is not a URL: %s at character %d: encode it, as in %%20 for a space"
				.formatted(ex.getReason(), ex.getIndex() + 1));
		}
	}

	/** Return whether the port can exist; without one it is the scheme's. */
	private static boolean isPort(URI uri) {
		return uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= HIGHEST_PORT);
	}

	private static @Nullable String authorization(@Nullable String userInfo) {
		if (userInfo == null) {
			return null;
		}
		String credentials = userInfo.contains(":") ? userInfo : userInfo + ":";
		return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
	}

	private static URI withoutUserInfo(URI uri) throws URISyntaxException {
		String userInfo = uri.getRawUserInfo();
		return (userInfo != null) ? new URI(uri.toString().replaceFirst("//[^/?#]*@", "//")) : uri;
	}

	/** Returns the server of the target, for messages. */
	String hostAndPort() {
		int port = this.uri.getPort();
		return "%s:%d".formatted(this.uri.getHost(), (port >= 0) ? port : (isSecure(this.uri) ? HTTPS : HTTP));
	}

	HttpRequest request() {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.uri).GET();
		if (this.authorization != null) {
			request.header("Authorization", this.authorization);
		}
		return request.build();
	}

	/**
	 * Returns the target that a redirect names.
	 * @throws IOException if the redirect leaves https, or names no http or https URL
	 */
	HttpTarget redirect(@Nullable String location) throws IOException {
		URI next = resolve(location);
		if (isSecure(this.uri) && !isSecure(next)) {
			throw new IOException("the server redirects from https to http");
		}
		boolean sameOrigin = origin(next).equals(origin(this.uri));
		return new HttpTarget(next, sameOrigin ? this.authorization : null);
	}

	private URI resolve(@Nullable String location) throws IOException {
		try {
			URI next = this.uri.resolve(new URI(Objects.requireNonNullElse(location, "")));
			if (next.getHost() != null && isPort(next)
					&& (isSecure(next) || "http".equalsIgnoreCase(next.getScheme()))) {
				return withoutUserInfo(next);
			}
		}
		catch (URISyntaxException ex) {
			// Its message is the location, which may hold a secret.
		}
		throw new IOException("the server redirects to something that is no http or https URL");
	}

	private static boolean isSecure(URI uri) {
		return "https".equalsIgnoreCase(uri.getScheme());
	}

	private static String origin(URI uri) {
		return "%s://%s:%d".formatted(uri.getScheme(), uri.getHost(), uri.getPort()).toLowerCase(Locale.ROOT);
	}

}
