package io.darkswap.wasm;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Every failure of this library. The {@linkplain #code() code} is for programs, the
 * message tells a person what to do.
 */
public class DarkSwapException extends RuntimeException {

	/** An argument is shown in messages up to this many characters. */
	private static final int SHOWN = 100;

	private final ErrorCode code;

	private final @Nullable String option;

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
		this(code, message, cause, null);
	}

	/**
	 * Creates an exception that an option of the client can mend.
	 * @param code what went wrong
	 * @param message what to do about it
	 * @param cause what led to it, or {@code null}
	 * @param option the option, see {@link #option()}, or {@code null}
	 */
	public DarkSwapException(ErrorCode code, String message, @Nullable Throwable cause, @Nullable String option) {
		super(message, cause);
		this.code = code;
		this.option = option;
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
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT, message.formatted(shortened(arguments)));
	}

	/**
	 * Create the refusal of an option's value.
	 * @param option the option, see {@link #option()}
	 * @param value the value
	 * @param remedy what to set it to
	 * @return an exception with {@link ErrorCode#INVALID_ARGUMENT}
	 */
	public static DarkSwapException invalidOption(String option, @Nullable Object value, String remedy) {
		String message = "The option %s is %s: set it to %s".formatted(shortened(option, value, remedy));
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT, message, null, option);
	}

	private static Object[] shortened(@Nullable Object... arguments) {
		Object[] shown = new Object[arguments.length];
		for (int i = 0; i < arguments.length; i++) {
			String text = String.valueOf(arguments[i]);
			shown[i] = (text.length() > SHOWN) ? text.substring(0, SHOWN) + "..." : text;
		}
		return shown;
	}

	/**
	 * Returns what went wrong.
	 * @return the code
	 */
	public ErrorCode code() {
		return this.code;
	}

	/**
	 * Return whether the same call can succeed later without any change by the caller:
	 * nothing was changed, and the cause is one that passes by itself.
	 * @return {@code true} if it is worth another try
	 */
	public boolean isRetryable() {
		return switch (this.code) {
			case CALL_TIMED_OUT, MODULE_TIMED_OUT, MODULE_UNREADABLE, WALLET_BALANCE_FAILED,
					WALLET_ASSET_BALANCE_FAILED ->
				true;
			default -> false;
		};
	}

	/**
	 * Return the option of the client whose change mends this failure, if there is one.
	 * @return its name in small letters with hyphens, such as {@code call-timeout}
	 */
	public Optional<String> option() {
		return Optional.ofNullable(this.option);
	}

}
