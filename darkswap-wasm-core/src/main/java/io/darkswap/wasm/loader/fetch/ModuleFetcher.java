package io.darkswap.wasm.loader.fetch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;

import io.darkswap.wasm.DarkSwapException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches modules: opens, reads and checks them. No module is parsed before its digest is
 * checked. Thread-safe.
 */
public final class ModuleFetcher {

	private final ModuleOpener opener;

	private final Map<String, String> pins;

	private final long maximumBytes;

	private final Duration timeout;

	/**
	 * Create a fetcher.
	 * @param options the options
	 * @param pins the SHA-256 of the modules that must have one, by URL, in lower-case
	 * hexadecimal
	 */
	public ModuleFetcher(FetchOptions options, Map<String, String> pins) {
		this.opener = new ModuleOpener(new HttpOpener(options.sslContext(), options.followRedirects()),
				options.otherLocations());
		this.pins = Map.copyOf(pins);
		this.maximumBytes = options.maximumBytes();
		this.timeout = options.timeout();
	}

	/**
	 * Fetch a module.
	 * @param url its URL
	 * @param contextClassLoader the caller's class loader, for {@code classpath:}
	 * @return its bytes and their digest
	 * @throws DarkSwapException with a code that starts with {@code MODULE_}
	 */
	public FetchedModule fetch(String url, @Nullable ClassLoader contextClassLoader) {
		byte[] bytes = read(url, contextClassLoader);
		MessageDigest digest = Sha256.start();
		digest.update(bytes);
		FetchedModule fetched = new FetchedModule(bytes, Sha256.finish(digest));
		checkPin(url, fetched.sha256());
		return fetched;
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

	private byte[] read(String url, @Nullable ClassLoader contextClassLoader) {
		try (FetchDeadline deadline = new FetchDeadline(this.timeout)) {
			try (InputStream opened = deadline.watch(this.opener.open(url, contextClassLoader, this.maximumBytes))) {
				return new ModuleBody(url, opened, this.maximumBytes).readAllBytes();
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
