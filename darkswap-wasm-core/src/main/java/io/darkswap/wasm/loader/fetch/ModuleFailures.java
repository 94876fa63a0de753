package io.darkswap.wasm.loader.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.url.ShownUrl;
import org.jspecify.annotations.Nullable;

/**
 * Creates the exceptions of failed loads: one code and one message for each reason.
 */
final class ModuleFailures {

	private ModuleFailures() {
	}

	static DarkSwapException badUrl(String url, String reason) {
		return failure(ErrorCode.INVALID_ARGUMENT,
				"The option url is %s, which %s".formatted(ShownUrl.of(url), ShownUrl.in(reason, url)), null, "url");
	}

	static DarkSwapException notFound(String url, @Nullable Throwable cause) {
		return failure(ErrorCode.MODULE_NOT_FOUND,
				"There is no module at %s: correct the option url".formatted(location(url)), shown(cause, url), "url");
	}

	static DarkSwapException unreadable(String url, String reason, @Nullable Throwable cause) {
		return failure(ErrorCode.MODULE_UNREADABLE,
				"The module at %s cannot be read: %s: check the option url and its target".formatted(location(url),
						ShownUrl.in(reason, url)),
				shown(cause, url), "url");
	}

	static DarkSwapException timedOut(String url, Duration timeout, @Nullable Throwable cause) {
		return failure(ErrorCode.MODULE_TIMED_OUT,
				"The module at %s did not arrive within the option load-timeout, which is %d ms: check the server, or raise the limit"
					.formatted(ShownUrl.of(url), timeout.toMillis()),
				shown(cause, url), "load-timeout");
	}

	static DarkSwapException tooLarge(String url, long maximumBytes) {
		return failure(ErrorCode.MODULE_TOO_LARGE,
				"The module at %s is larger than the option max-module-size, which is %d bytes: raise it if you trust the module"
					.formatted(ShownUrl.of(url), maximumBytes),
				null, "max-module-size");
	}

	static DarkSwapException truncated(String url, long bytes, @Nullable Throwable cause) {
		return failure(ErrorCode.MODULE_TRUNCATED,
				"The module at %s breaks off after %d bytes: publish the whole file, or try again"
					.formatted(ShownUrl.of(url), bytes),
				shown(cause, url), null);
	}

	static DarkSwapException notWasm(String url) {
		return failure(ErrorCode.MODULE_NOT_WASM,
				"The module at %s is not WebAssembly, because it does not start with \\0asm: correct the option url"
					.formatted(ShownUrl.of(url)),
				null, "url");
	}

	static DarkSwapException otherDigest(String url, String sha256, String pin) {
		return failure(ErrorCode.MODULE_DIGEST_MISMATCH,
				"The module at %s has the SHA-256 %s, but the option sha256 pins %s: restore the pinned module, or verify the other one before you pin it"
					.formatted(ShownUrl.of(url), sha256, pin),
				null, "sha256");
	}

	/** Returns a location, with the absolute path if it is a relative one. */
	private static String location(String url) {
		if (FileLocation.isOne(url)) {
			Path path = FileLocation.parse(url);
			if (!path.isAbsolute()) {
				return "%s, which is %s".formatted(url, path.toAbsolutePath());
			}
		}
		return ShownUrl.of(url);
	}

	private static DarkSwapException failure(ErrorCode code, String message, @Nullable Throwable cause,
			@Nullable String option) {
		return new DarkSwapException(code, message, cause, option);
	}

	/** Returns a cause without secrets. Its message may quote the whole URL. */
	private static @Nullable Throwable shown(@Nullable Throwable cause, String url) {
		for (Throwable ex = cause; ex != null; ex = ex.getCause()) {
			String text = ex.toString();
			if (!ShownUrl.in(text, url).equals(text)) {
				IOException replacement = new IOException(ShownUrl.in(text, url));
				replacement.setStackTrace(ex.getStackTrace());
				return replacement;
			}
		}
		return cause;
	}

}
