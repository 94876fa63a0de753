package io.darkswap.wasm.loader;

import io.darkswap.wasm.DarkSwapException;

/**
 * Limits the parts of a module that cost memory and time to compile. Each limit is
 * checked over the module's bytes, before they are parsed. The defaults are far above the
 * output of compilers.
 *
 * @param types the most types
 * @param functions the most functions, without imported functions
 * @param locals the most local variables of one function, without its parameters
 * @param bodyBytes the largest function, in bytes
 * @param codeBytes the largest code of all functions together, in bytes; each may take
 * some hundred bytes of heap while it is compiled
 */
public record ModuleLimits(int types, int functions, int locals, int bodyBytes, int codeBytes) {

	/** 100,000 types and functions, 50,000 locals, 7 MiB a function, 32 MiB of code. */
	public static final ModuleLimits DEFAULT = new ModuleLimits(100_000, 100_000, 50_000, 7 << 20, 32 << 20);

	/**
	 * Validate the limits.
	 * @throws DarkSwapException with {@link io.darkswap.wasm.ErrorCode#INVALID_ARGUMENT}
	 * if one is negative
	 */
	public ModuleLimits {
		if (types < 0 || functions < 0 || locals < 0 || bodyBytes < 0 || codeBytes < 0) {
			throw DarkSwapException.invalidArgument(
					"The limits of a module are %s types, %s functions, %s locals, %s bodyBytes, %s codeBytes: set each to 0 or more",
					types, functions, locals, bodyBytes, codeBytes);
		}
	}

}
