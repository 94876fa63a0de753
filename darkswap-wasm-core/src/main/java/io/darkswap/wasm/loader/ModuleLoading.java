package io.darkswap.wasm.loader;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;

import io.darkswap.wasm.DarkSwapException;
import org.jspecify.annotations.Nullable;

/**
 * One load of one module: open, read, check, compile.
 */
final class ModuleLoading {

	private final ModuleOpener opener;

	private final ModuleCompiler compiler;

	private final Map<String, String> pins;

	private final long maximumBytes;

	private final Duration timeout;

	ModuleLoading(ModuleOpener opener, ModuleCompiler compiler, Map<String, String> pins, long maximumBytes,
			Duration timeout) {
		this.opener = opener;
		this.compiler = compiler;
		this.pins = pins;
		this.maximumBytes = maximumBytes;
		this.timeout = timeout;
	}

	CachedModule load(String url, @Nullable ClassLoader contextClassLoader) {
		ParsedModule parsed = fetch(url, contextClassLoader);
		checkPin(url, parsed.sha256());
		return this.compiler.compile(url, parsed);
	}

	/**
	 * Checks a digest against the pin of its URL, if there is one.
	 */
	void checkPin(String url, String sha256) {
		String pin = this.pins.get(url);
		if (pin != null && !pin.equals(sha256)) {
			throw ModuleFailures.otherDigest(url, sha256, pin);
		}
	}

	private ParsedModule fetch(String url, @Nullable ClassLoader contextClassLoader) {
		try (FetchDeadline deadline = new FetchDeadline(this.timeout)) {
			try (InputStream opened = deadline.watch(this.opener.open(url, contextClassLoader, this.maximumBytes))) {
				return ModuleReader.read(url, new ModuleBody(url, opened, this.maximumBytes));
			}
			catch (IOException | DarkSwapException ex) {
				// Interrupted or closed under its hands, the fetch may have failed as
				// anything.
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
