package io.darkswap.wasm;

import org.jspecify.annotations.Nullable;

/**
 * Every failure of this library. The {@linkplain #code() code} is for programs, the
 * message tells a person what to do.
 */
public class DarkSwapException extends RuntimeException {

	private final ErrorCode code;

	/**
	 * Creates an exception without a cause.
	 * @param code what went wrong
	 * @param message what to do about it
	 */
	public DarkSwapException(ErrorCode code, String message) {
		this(code, message, null);
	}

	/**
	 * Creates an exception with a cause.
	 * @param code what went wrong
	 * @param message what to do about it
	 * @param cause what led to it, or {@code null}
	 */
	public DarkSwapException(ErrorCode code, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.code = code;
	}

	/**
	 * Returns what went wrong.
	 * @return the code
	 */
	public ErrorCode code() {
		return this.code;
	}

}
