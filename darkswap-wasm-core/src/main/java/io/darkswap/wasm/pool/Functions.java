package io.darkswap.wasm.pool;

import java.util.Optional;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Export;
import com.dylibso.chicory.wasm.types.ExportSection;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;

/**
 * Finds the functions that a module exports.
 */
final class Functions {

	private Functions() {
	}

	/** Return the type of an exported function, empty if there is none of that name. */
	static Optional<FunctionType> exported(WasmModule module, String name) {
		ExportSection exports = module.exportSection();
		for (int index = 0; index < exports.exportCount(); index++) {
			Export export = exports.getExport(index);
			if (export.exportType() == ExternalType.FUNCTION && export.name().equals(name)) {
				return Optional.of(type(module, export.index()));
			}
		}
		return Optional.empty();
	}

	private static FunctionType type(WasmModule module, int function) {
		int imported = module.importSection().count(ExternalType.FUNCTION);
		int type = (function < imported) ? module.importSection()
			.stream()
			.filter(FunctionImport.class::isInstance)
			.map(FunctionImport.class::cast)
			.skip(function)
			.mapToInt(FunctionImport::typeIndex)
			.findFirst()
			.orElseThrow() : module.functionSection().getFunctionType(function - imported);
		return module.typeSection().getType(type);
	}

}
