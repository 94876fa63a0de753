package io.darkswap.wasm.chain;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a server does not return a balance. The message names the remedy and holds no
 * secret.
 */
public final class ChainException extends RuntimeException {

	private static final long serialVersionUID = 1;

	private final @Nullable Duration retryAfter;

	/**
	 * Creates an exception.
	 * @param message the failure and its remedy, without secrets
	 * @param retryAfter the minimum time before a retry; {@code null} if a retry fails
	 * too
	 * @param cause the cause, without secrets
	 */
	ChainException(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
		super(message, cause);
		this.retryAfter = retryAfter;
	}

	/**
	 * Returns the minimum time before a retry, or {@code null} if a retry fails too.
	 * @return a duration that is not negative, or {@code null}
	 */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

}
