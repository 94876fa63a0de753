package io.darkswap.wasm;

import org.jspecify.annotations.Nullable;

/**
 * Every failure of this library. The {@linkplain #code() code} is for programs, the
 * message tells a person what to do.
 */
public class DarkSwapException extends RuntimeException {

	/** An argument is shown in messages up to this many characters. */
	private static final int SHOWN = 100;

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
	 * Create the refusal of an argument. Arguments of the message that are longer than
	 * 100 characters are shortened, since they may come from anybody.
	 * @param message what is refused and what to do about it, as for
	 * {@link String#formatted}
	 * @param arguments the arguments of the message, shown as text
	 * @return an exception with {@link ErrorCode#INVALID_ARGUMENT}
	 */
	public static DarkSwapException invalidArgument(String message, @Nullable Object... arguments) {
		Object[] shown = new Object[arguments.length];
		for (int i = 0; i < arguments.length; i++) {
			String text = String.valueOf(arguments[i]);
			shown[i] = (text.length() > SHOWN) ? text.substring(0, SHOWN) + "..." : text;
		}
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT, message.formatted(shown));
	}

	/**
	 * Returns what went wrong.
	 * @return the code
	 */
	public ErrorCode code() {
		return this.code;
	}

}
