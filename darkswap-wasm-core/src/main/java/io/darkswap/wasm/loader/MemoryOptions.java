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

	/** The initial pages that stand for those of the module. */
	private static final int OF_MODULE = Integer.MIN_VALUE;

	/**
	 * Validates the limits.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} unless 1 &le;
	 * initial &le; maximum &le; 32767, the most a JVM buffer can hold
	 */
	public MemoryOptions {
		if (initial < 1 && initial != OF_MODULE) {
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

	/**
	 * Returns the limits of the module itself, shared if the module's memory is.
	 * @return options whose maximum is the largest that a JVM buffer can hold
	 */
	public static MemoryOptions ofModule() {
		return ofModule(Memory.RUNTIME_MAX_PAGES);
	}

	/**
	 * Returns the limits of the module itself, with a smaller maximum if the module's is
	 * above it.
	 * @param maximum the most pages that the memory may grow to
	 * @return options with the module's initial pages
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the maximum is
	 * less than 1 or more than 32767
	 */
	public static MemoryOptions ofModule(int maximum) {
		if (maximum < 1) {
			throw DarkSwapException.invalidOption("maximum", maximum + " pages", "at least 1");
		}
		return new MemoryOptions(OF_MODULE, maximum, true);
	}

	/**
	 * Returns whether the limits are those of the module. Then {@link #initial()} has no
	 * meaning.
	 * @return whether they were created by {@link #ofModule()}
	 */
	public boolean isOfModule() {
		return this.initial == OF_MODULE;
	}

}
