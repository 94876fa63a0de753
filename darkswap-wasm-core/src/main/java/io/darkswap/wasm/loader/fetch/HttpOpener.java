package io.darkswap.wasm.loader.fetch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

import javax.net.ssl.SSLContext;

import io.darkswap.wasm.DarkSwapException;
import org.jspecify.annotations.Nullable;

/**
 * Opens {@code http:} and {@code https:} URLs. Redirects are followed, but never from
 * https to http.
 */
final class HttpOpener {

	private static final int OK = 200;

	private static final int NOT_FOUND = 404;

	private static final int GONE = 410;

	private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

	private static final int MOST_REDIRECTS = 5;

	private final @Nullable SSLContext sslContext;

	private final boolean followRedirects;

	HttpOpener(@Nullable SSLContext sslContext, boolean followRedirects) {
		this.sslContext = sslContext;
		this.followRedirects = followRedirects;
	}

	/**
	 * Opens a URL and reads the head of the response.
	 * @throws FileNotFoundException if the server returns 404 or 410
	 * @throws IOException if the server does not respond, or not with a body
	 * @throws DarkSwapException if the URL is invalid, or the response too large
	 */
	InputStream open(String url, long maximumBytes) throws IOException {
		HttpResponse<InputStream> response = send(url);
		try {
			check(url, response, maximumBytes);
			return decoded(response);
		}
		catch (IOException | DarkSwapException ex) {
			response.body().close();
			throw ex;
		}
	}

	/** Decodes the body. Servers may compress a body without a request for it. */
	private static InputStream decoded(HttpResponse<InputStream> response) throws IOException {
		List<String> encodings = response.headers()
			.allValues("Content-Encoding")
			.stream()
			.flatMap((header) -> Stream.of(header.split(",")))
			.map((encoding) -> encoding.strip().toLowerCase(Locale.ROOT))
			.filter((encoding) -> !encoding.isEmpty() && !encoding.equals("identity"))
			.toList();
		InputStream body = response.body();
		for (int last = encodings.size() - 1; last >= 0; last--) {
			body = switch (encodings.get(last)) {
				case "gzip", "x-gzip" -> new GZIPInputStream(body);
				case "deflate" -> new InflaterInputStream(body);
				default -> throw new IOException(
						"the server encodes it as %s: serve it as it is, or as gzip".formatted(encodings.get(last)));
			};
		}
		return body;
	}

	/**
	 * Follows redirects itself, because the JDK's client sends credentials to other
	 * hosts.
	 */
	private HttpResponse<InputStream> send(String url) throws IOException {
		HttpTarget target = HttpTarget.of(url);
		HttpClient client = client();
		for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
			HttpResponse<InputStream> response = send(client, target);
			if (!REDIRECTS.contains(response.statusCode())) {
				return response;
			}
			response.body().close();
			if (!this.followRedirects) {
				throw new IOException("the server redirects to another address, and redirects are not followed");
			}
			target = target.redirect(response.headers().firstValue("Location").orElse(null));
		}
		throw new IOException("the server redirects more than %d times".formatted(MOST_REDIRECTS));
	}

	private static HttpResponse<InputStream> send(HttpClient client, HttpTarget target) throws IOException {
		try {
			return client.send(target.request(), BodyHandlers.ofInputStream());
		}
		catch (ConnectException ex) {
			// Its own message is empty, or does not name the server.
			throw (IOException) new ConnectException("no connection to " + target.hostAndPort()).initCause(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw (IOException) new InterruptedIOException("interrupted while waiting for the server").initCause(ex);
		}
	}

	/** One for each fetch: they are rare, and an idle client would keep a thread. */
	private HttpClient client() {
		HttpClient.Builder builder = HttpClient.newBuilder();
		if (this.sslContext != null) {
			builder.sslContext(this.sslContext);
		}
		return builder.build();
	}

	private static void check(String url, HttpResponse<InputStream> response, long maximumBytes) throws IOException {
		int status = response.statusCode();
		if (status == NOT_FOUND || status == GONE) {
			throw new FileNotFoundException("the server answers " + status);
		}
		if (status != OK) {
			throw new IOException("the server answers " + status);
		}
		if (response.headers().firstValueAsLong("Content-Length").orElse(-1) > maximumBytes) {
			throw ModuleFailures.tooLarge(url, maximumBytes);
		}
	}

}
