package io.darkswap.wasm.autoconfigure;

import java.util.function.Supplier;

import io.darkswap.wasm.DarkSwapException;

/**
 * Names the properties of the client's options: a property ends with its option's name.
 */
final class OptionProperties {

	private OptionProperties() {
	}

	static String property(String option) {
		return (option.equals("sign-orders") ? "darkswap.wallet." : "darkswap.wasm.") + option;
	}

	/**
	 * Return the configured object.
	 * @throws DarkSwapException that names the property, if an option is refused
	 */
	static <T> T configured(Supplier<T> configuration) {
		try {
			return configuration.get();
		}
		catch (DarkSwapException ex) {
			throw ex.option().map((option) -> named(ex, option)).orElse(ex);
		}
	}

	/** Returns the failure with the name of the property instead of the option. */
	private static DarkSwapException named(DarkSwapException refusal, String option) {
		String message = String.valueOf(refusal.getMessage()).replace("The option " + option, property(option));
		DarkSwapException named = new DarkSwapException(refusal.code(), message, refusal.getCause(), option);
		named.setStackTrace(refusal.getStackTrace());
		return named;
	}

}
