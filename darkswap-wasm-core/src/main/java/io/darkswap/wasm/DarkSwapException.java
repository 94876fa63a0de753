package io.darkswap.wasm;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A failure of this library. The {@linkplain #code() code} is for programs. The message
 * names the failure and its remedy.
 */
public class DarkSwapException extends RuntimeException {

	/** An argument is shown in messages up to this many characters. */
	private static final int SHOWN = 100;

	private final ErrorCode code;

	private final @Nullable String option;

	/**
	 * Creates an exception without a cause.
	 * @param code the kind of failure
	 * @param message the failure and its remedy
	 */
	public DarkSwapException(ErrorCode code, String message) {
		this(code, message, null);
	}

	/**
	 * Creates an exception with a cause.
	 * @param code the kind of failure
	 * @param message the failure and its remedy
	 * @param cause the cause, or {@code null}
	 */
	public DarkSwapException(ErrorCode code, String message, @Nullable Throwable cause) {
		this(code, message, cause, null);
	}

	/**
	 * Creates an exception that a change of a client's option resolves.
	 * @param code the kind of failure
	 * @param message the failure and its remedy
	 * @param cause the cause, or {@code null}
	 * @param option the option, see {@link #option()}, or {@code null}
	 */
	public DarkSwapException(ErrorCode code, String message, @Nullable Throwable cause, @Nullable String option) {
		super(message, cause);
		this.code = code;
		this.option = option;
	}

	/**
	 * Creates the refusal of an argument. Arguments of the message that are longer than
	 * 100 characters are shortened, since they may come from any caller.
	 * @param message the refusal and its remedy, as for {@link String#formatted}
	 * @param arguments the arguments of the message, shown as text
	 * @return an exception with {@link ErrorCode#INVALID_ARGUMENT}
	 */
	public static DarkSwapException invalidArgument(String message, @Nullable Object... arguments) {
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT, message.formatted(shortened(arguments)));
	}

	/**
	 * Creates the refusal of an option's value.
	 * @param option the option, see {@link #option()}
	 * @param value the value
	 * @param remedy the valid values
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
	 * Returns the kind of failure.
	 * @return the code
	 */
	public ErrorCode code() {
		return this.code;
	}

	/**
	 * Returns whether the same call can succeed later without any change by the caller:
	 * it changed nothing, and its cause is temporary.
	 * @return {@code true} if a retry can succeed
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
	 * Returns the option of the client whose change resolves this failure, if there is
	 * one.
	 * @return its name in lower case with hyphens, such as {@code call-timeout}
	 */
	public Optional<String> option() {
		return Optional.ofNullable(this.option);
	}

}
