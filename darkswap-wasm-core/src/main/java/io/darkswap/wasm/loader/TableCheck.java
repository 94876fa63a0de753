package io.darkswap.wasm.loader;

import com.dylibso.chicory.wasm.types.TableSection;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * Rejects a module whose tables alone would fill the heap: a few bytes can declare
 * billions of entries, and every instance has its own tables.
 */
final class TableCheck {

	/** Some hundred times what large modules need. */
	private static final long MOST_ENTRIES = 1_000_000;

	private TableCheck() {
	}

	static void check(CachedModule module) {
		TableSection tables = module.wasmModule().tableSection();
		long entries = 0;
		for (int index = 0; index < tables.tableCount(); index++) {
			entries += tables.getTable(index).limits().min();
		}
		if (entries > MOST_ENTRIES) {
			throw new DarkSwapException(ErrorCode.MODULE_INVALID,
					"The module at %s asks for tables of %d entries, above the %d allowed: build it with smaller ones"
						.formatted(module.url(), entries, MOST_ENTRIES));
		}
	}

}
