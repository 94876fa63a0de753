package io.darkswap.wasm.loader.fetch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

import io.darkswap.wasm.DarkSwapException;
import org.jspecify.annotations.Nullable;

/**
 * Opens a module's URL by its scheme.
 */
final class ModuleOpener {

	private final HttpOpener http;

	private final @Nullable LocationOpener other;

	ModuleOpener(HttpOpener http, @Nullable LocationOpener other) {
		this.http = http;
		this.other = other;
	}

	/**
	 * Opens a module.
	 * @param url its URL
	 * @param contextClassLoader the caller's class loader, which the loading thread need
	 * not have
	 * @param maximumBytes the largest declared size that is accepted
	 * @return its bytes
	 * @throws FileNotFoundException if the location does not exist
	 * @throws IOException if it cannot be opened
	 * @throws DarkSwapException if the URL is invalid, or the module is too large
	 */
	InputStream open(String url, @Nullable ClassLoader contextClassLoader, long maximumBytes) throws IOException {
		if (url.isBlank()) {
			throw ModuleFailures.badUrl(url, "is blank");
		}
		if (hasScheme(url, "classpath:")) {
			return openClasspath(url, contextClassLoader);
		}
		if (FileLocation.isOne(url)) {
			return Files.newInputStream(FileLocation.parse(url));
		}
		if (hasScheme(url, "http:") || hasScheme(url, "https:")) {
			return this.http.open(url, maximumBytes);
		}
		if (this.other != null) {
			return this.other.open(url);
		}
		throw ModuleFailures.badUrl(url,
				"starts with none of classpath:, file:, http: and https:, and is no absolute path");
	}

	private static InputStream openClasspath(String url, @Nullable ClassLoader contextClassLoader)
			throws FileNotFoundException {
		String path = url.substring("classpath:".length());
		String name = path.startsWith("/") ? path.substring(1) : path;
		InputStream found = (contextClassLoader != null) ? contextClassLoader.getResourceAsStream(name) : null;
		if (found == null) {
			found = ModuleOpener.class.getResourceAsStream("/" + name);
		}
		if (found == null) {
			throw new FileNotFoundException(name + " is not on the class path");
		}
		return found;
	}

	static boolean hasScheme(String url, String scheme) {
		return url.regionMatches(true, 0, scheme, 0, scheme.length());
	}

}
