package io.darkswap.wasm;

import org.jspecify.annotations.Nullable;

/** Refuses arguments before anything changes. */
final class Arguments {

	/** What a person gave is shown in messages up to this many characters. */
	private static final int SHOWN = 100;

	private Arguments() {
	}

	static void notNull(@Nullable Object argument, String name) {
		if (argument == null) {
			throw invalid("The %s is missing", name);
		}
	}

	static void atLeastOne(int argument, String name) {
		if (argument < 1) {
			throw invalid("The %s is %s: set it to at least 1", name, argument);
		}
	}

	static DarkSwapException invalid(String message, Object... arguments) {
		Object[] shown = new Object[arguments.length];
		for (int i = 0; i < arguments.length; i++) {
			String text = String.valueOf(arguments[i]);
			shown[i] = (text.length() > SHOWN) ? text.substring(0, SHOWN) + "..." : text;
		}
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT, message.formatted(shown));
	}

}
