package io.darkswap.wasm.loader;

import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * The initial and the maximum size of a module's linear memory, and whether instances
 * share it. A page is 64 KiB.
 *
 * @param initial the pages it starts with
 * @param maximum the pages it may grow to; their address space is reserved at once, but
 * memory is used only for the pages that are touched
 * @param shared whether the instances of the module share one memory
 */
public record MemoryOptions(int initial, int maximum, boolean shared) {

	/** 1 MiB that may grow to 16 MiB, shared. */
	public static final MemoryOptions DEFAULT = new MemoryOptions(16, 256, true);

	/**
	 * Validates the limits.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} unless 1 &le;
	 * initial &le; maximum &le; 32767, the most a JVM buffer can hold
	 */
	public MemoryOptions {
		if (initial < 1) {
			throw DarkSwapException.invalidOption("initial", initial + " pages", "at least 1");
		}
		if (maximum < initial) {
			throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
					"The option maximum is %d pages, below the option initial, which is %d: raise the maximum or lower the initial size"
						.formatted(maximum, initial),
					null, "maximum");
		}
		if (maximum > Memory.RUNTIME_MAX_PAGES) {
			throw DarkSwapException.invalidOption("maximum", maximum + " pages",
					"at most %d, just under 2 GiB, the limit of a JVM buffer".formatted(Memory.RUNTIME_MAX_PAGES));
		}
	}

}
