package io.darkswap.wasm.loader;

import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.MemoryImport;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * Fits the configured pages to the limits of a module's memory import. A memory satisfies
 * the import if it has at least the import's minimum and cannot outgrow its maximum.
 */
final class ImportedLimits {

	private ImportedLimits() {
	}

	static MemoryLimits fit(MemoryImport imported, MemoryOptions options) {
		MemoryLimits type = imported.limits();
		int allowed = Math.min(type.maximumPages(), Memory.RUNTIME_MAX_PAGES);
		int maximum = options.isOfModule() ? Math.min(options.maximum(), allowed) : options.maximum();
		if (maximum > allowed) {
			throw mismatch(
					"The option maximum is %d pages, but the module's memory (%s.%s) may have at most %d:"
							+ " lower it, or link the module with a larger --max-memory",
					options.maximum(), imported, allowed);
		}
		if (type.initialPages() > maximum) {
			throw mismatch("The option maximum is %d pages, but the module's memory (%s.%s) starts with %d: raise it",
					options.maximum(), imported, type.initialPages());
		}
		// More than was asked for, but still within what was allowed: nothing to bother
		// anyone with.
		int initial = Math.max(options.initial(), type.initialPages());
		return new MemoryLimits(initial, maximum, type.shared());
	}

	/**
	 * Validate a memory that the caller supplied, as JavaScript does.
	 * @throws DarkSwapException with {@link ErrorCode#MODULE_MEMORY_MISMATCH} if it does
	 * not satisfy the import
	 */
	static void check(MemoryImport imported, Memory supplied) {
		MemoryLimits type = imported.limits();
		String name = imported.module() + "." + imported.name();
		if (supplied.pages() < type.initialPages()) {
			throw mismatch("The memory that was given as %s has %d pages, but the module needs at least %d: grow it"
				.formatted(name, supplied.pages(), type.initialPages()));
		}
		if (supplied.maximumPages() > Math.min(type.maximumPages(), Memory.RUNTIME_MAX_PAGES)) {
			throw mismatch(
					"The memory that was given as %s may grow to %d pages, but the module allows at most %d: create it with that maximum"
						.formatted(name, supplied.maximumPages(), type.maximumPages()));
		}
		if (supplied.shared() != type.shared()) {
			throw mismatch(
					"The memory that was given as %s is %s, but the module imports %s memory: create it with the module's limits"
						.formatted(name, supplied.shared() ? "shared" : "not shared",
								type.shared() ? "a shared" : "an unshared"));
		}
	}

	private static DarkSwapException mismatch(String message) {
		return new DarkSwapException(ErrorCode.MODULE_MEMORY_MISMATCH, message);
	}

	private static DarkSwapException mismatch(String message, int configured, MemoryImport imported, int ofModule) {
		return new DarkSwapException(ErrorCode.MODULE_MEMORY_MISMATCH,
				message.formatted(configured, imported.module(), imported.name(), ofModule), null, "maximum");
	}

}
