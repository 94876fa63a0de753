package io.darkswap.wasm.loader.fetch;

import java.time.Duration;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What a module that cannot be loaded fails with: one code and one message for each
 * reason.
 */
final class ModuleFailures {

	private ModuleFailures() {
	}

	static DarkSwapException badUrl(String url, String reason) {
		return failure(ErrorCode.INVALID_ARGUMENT, "darkswap.wasm.url is %s, which %s".formatted(url, reason), null);
	}

	static DarkSwapException notFound(String url, @Nullable Throwable cause) {
		return failure(ErrorCode.MODULE_NOT_FOUND, "There is no module at %s: correct darkswap.wasm.url".formatted(url),
				cause);
	}

	static DarkSwapException unreadable(String url, String reason, @Nullable Throwable cause) {
		return failure(ErrorCode.MODULE_UNREADABLE,
				"The module at %s cannot be read: %s: check what darkswap.wasm.url points to".formatted(url, reason),
				cause);
	}

	static DarkSwapException timedOut(String url, Duration timeout, @Nullable Throwable cause) {
		return failure(ErrorCode.MODULE_TIMED_OUT,
				"The module at %s did not arrive within darkswap.wasm.load-timeout, which is %d ms: find out why it is slow, or raise the limit"
					.formatted(url, timeout.toMillis()),
				cause);
	}

	static DarkSwapException tooLarge(String url, long maximumBytes) {
		return failure(ErrorCode.MODULE_TOO_LARGE,
				"The module at %s is larger than darkswap.wasm.max-module-size, which is %d bytes: raise it if you trust the module"
					.formatted(url, maximumBytes),
				null);
	}

	static DarkSwapException truncated(String url, long bytes, @Nullable Throwable cause) {
		return failure(ErrorCode.MODULE_TRUNCATED,
				"The module at %s breaks off after %d bytes: publish the whole file, or try again".formatted(url,
						bytes),
				cause);
	}

	static DarkSwapException notWasm(String url) {
		return failure(ErrorCode.MODULE_NOT_WASM,
				"What is at %s is not WebAssembly, for it does not start with \\0asm: correct darkswap.wasm.url"
					.formatted(url),
				null);
	}

	static DarkSwapException invalid(String url, Throwable cause) {
		return failure(ErrorCode.MODULE_INVALID,
				"The module at %s is not valid WebAssembly: build it anew: %s".formatted(url, cause.getMessage()),
				cause);
	}

	static DarkSwapException otherDigest(String url, String sha256, String pin) {
		return failure(ErrorCode.MODULE_DIGEST_MISMATCH,
				"The module at %s has the SHA-256 %s, but darkswap.wasm.sha256 pins %s: find out who changed the module before you change the pin"
					.formatted(url, sha256, pin),
				null);
	}

	private static DarkSwapException failure(ErrorCode code, String message, @Nullable Throwable cause) {
		return new DarkSwapException(code, message, cause);
	}

}
