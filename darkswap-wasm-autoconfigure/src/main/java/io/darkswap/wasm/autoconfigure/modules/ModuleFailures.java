package io.darkswap.wasm.autoconfigure.modules;

import java.util.Set;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.autoconfigure.properties.OptionProperties;

/**
 * Names the properties of a module in failures.
 */
final class ModuleFailures {

	/** The prefix of the properties of all modules. */
	static final String MODULES = "darkswap.wasm.modules";

	/** The options of the loader that each module may set for itself. */
	private static final Set<String> OWN_OPTIONS = Set.of("url", "sha256", "initial", "maximum", "compile-timeout");

	private ModuleFailures() {
	}

	/** Return the whole name of a property of a module. */
	static String property(String module, String option) {
		return "%s.%s.%s".formatted(MODULES, module, option);
	}

	/** Create the refusal of a property of a module. */
	static DarkSwapException invalid(String module, String option, String why) {
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT, property(module, option) + " " + why);
	}

	/**
	 * Return a failure of the core with the names of the module's properties in its
	 * message.
	 */
	static DarkSwapException named(String module, DarkSwapException failure) {
		String message = OptionProperties.named(String.valueOf(failure.getMessage()),
				(option) -> OWN_OPTIONS.contains(option) ? property(module, option)
						: OptionProperties.property(option));
		String named = message.contains(property(module, "")) ? message
				: "%s: %s".formatted(property(module, "url"), message);
		return new DarkSwapException(failure.code(), named, failure);
	}

}
