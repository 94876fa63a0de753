package io.darkswap.wasm.loader.fetch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;

import io.darkswap.wasm.DarkSwapException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches modules: open, read, check, parse. Thread-safe.
 */
public final class ModuleFetcher {

	private final ModuleOpener opener;

	private final Map<String, String> pins;

	private final long maximumBytes;

	private final Duration timeout;

	/**
	 * Create a fetcher.
	 * @param options how to fetch
	 * @param pins the SHA-256 of the modules that must have one, by URL, in lower-case
	 * hexadecimal
	 */
	public ModuleFetcher(FetchOptions options, Map<String, String> pins) {
		this.opener = new ModuleOpener(new HttpOpener(options.sslContext()), options.otherLocations());
		this.pins = Map.copyOf(pins);
		this.maximumBytes = options.maximumBytes();
		this.timeout = options.timeout();
	}

	/**
	 * Fetch and parse a module.
	 * @param url its URL
	 * @param contextClassLoader the caller's class loader, for {@code classpath:}
	 * @return the parsed module
	 * @throws DarkSwapException with a code that starts with {@code MODULE_}
	 */
	public ParsedModule fetch(String url, @Nullable ClassLoader contextClassLoader) {
		ParsedModule parsed = read(url, contextClassLoader);
		checkPin(url, parsed.sha256());
		return parsed;
	}

	/**
	 * Validate a digest against the pin of its URL, if there is one.
	 * @param url the module's URL
	 * @param sha256 the module's digest, in lower-case hexadecimal
	 * @throws DarkSwapException with
	 * {@link io.darkswap.wasm.ErrorCode#MODULE_DIGEST_MISMATCH} if they differ
	 */
	public void checkPin(String url, String sha256) {
		String pin = this.pins.get(url);
		if (pin != null && !pin.equals(sha256)) {
			throw ModuleFailures.otherDigest(url, sha256, pin);
		}
	}

	private ParsedModule read(String url, @Nullable ClassLoader contextClassLoader) {
		try (FetchDeadline deadline = new FetchDeadline(this.timeout)) {
			try (InputStream opened = deadline.watch(this.opener.open(url, contextClassLoader, this.maximumBytes))) {
				return ModuleReader.read(url, new ModuleBody(url, opened, this.maximumBytes));
			}
			catch (IOException | DarkSwapException ex) {
				// The deadline interrupts the thread and closes the stream, so the fetch
				// may fail in any way.
				throw deadline.isExpired() ? ModuleFailures.timedOut(url, this.timeout, ex) : translate(url, ex);
			}
		}
	}

	private static DarkSwapException translate(String url, Exception failure) {
		if (failure instanceof DarkSwapException translated) {
			return translated;
		}
		if (failure instanceof FileNotFoundException || failure instanceof NoSuchFileException) {
			return ModuleFailures.notFound(url, failure);
		}
		return ModuleFailures.unreadable(url, failure.toString(), failure);
	}

}
