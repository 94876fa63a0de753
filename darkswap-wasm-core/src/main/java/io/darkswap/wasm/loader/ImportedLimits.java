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
		if (options.maximum() > allowed) {
			throw mismatch(
					"The option maximum is %d pages, but the module's memory (%s.%s) may have at most %d:"
							+ " lower it, or link the module with a larger --max-memory",
					options.maximum(), imported, allowed);
		}
		if (type.initialPages() > options.maximum()) {
			throw mismatch("The option maximum is %d pages, but the module's memory (%s.%s) starts with %d: raise it",
					options.maximum(), imported, type.initialPages());
		}
		// More than was asked for, but still within what was allowed: nothing to bother
		// anyone with.
		int initial = Math.max(options.initial(), type.initialPages());
		return new MemoryLimits(initial, options.maximum(), type.shared());
	}

	private static DarkSwapException mismatch(String message, int configured, MemoryImport imported, int ofModule) {
		return new DarkSwapException(ErrorCode.MODULE_MEMORY_MISMATCH,
				message.formatted(configured, imported.module(), imported.name(), ofModule), null, "maximum");
	}

}
