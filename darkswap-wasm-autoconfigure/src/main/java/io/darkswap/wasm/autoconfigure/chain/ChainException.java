package io.darkswap.wasm.autoconfigure.chain;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A server of the chain did not tell a balance. The message says what to do.
 */
final class ChainException extends RuntimeException {

	private final @Nullable Duration retryAfter;

	/**
	 * Creates an exception.
	 * @param message what to do about it, without secrets
	 * @param retryAfter how long to wait at least before asking again; {@code null} if
	 * asking again is in vain
	 * @param cause what led to it, without secrets
	 */
	ChainException(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
		super(message, cause);
		this.retryAfter = retryAfter;
	}

	@Nullable Duration retryAfter() {
		return this.retryAfter;
	}

}
