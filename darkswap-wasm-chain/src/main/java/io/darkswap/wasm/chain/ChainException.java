package io.darkswap.wasm.chain;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A server did not return a balance. The message says what to do and holds no secret.
 */
public final class ChainException extends RuntimeException {

	private static final long serialVersionUID = 1;

	private final @Nullable Duration retryAfter;

	/**
	 * Creates an exception.
	 * @param message what to do about it, without secrets
	 * @param retryAfter how long to wait at least before a retry; {@code null} if a retry
	 * fails too
	 * @param cause the cause, without secrets
	 */
	ChainException(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
		super(message, cause);
		this.retryAfter = retryAfter;
	}

	/**
	 * Returns how long to wait at least before a retry, or {@code null} if a retry fails
	 * too.
	 * @return a duration that is not negative, or {@code null}
	 */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

}
