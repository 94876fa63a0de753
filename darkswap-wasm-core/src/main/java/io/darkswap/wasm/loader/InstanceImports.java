package io.darkswap.wasm.loader;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.ValType;
import io.darkswap.wasm.memory.SharedLinearMemory;

/**
 * Completes the imports of each instance: by the memory, in a view of its own, and by the
 * import with which wasi-threads start a thread.
 */
final class InstanceImports {

	private static final String WASI = "wasi";

	private static final String SPAWN = "thread-spawn";

	private final String url;

	private final WasmModule module;

	private final ModuleMemory memory;

	private final ModuleImports given;

	InstanceImports(CachedModule module, ModuleMemory memory, ModuleImports given) {
		this.url = module.url();
		this.module = module.wasmModule();
		this.memory = memory;
		this.given = given;
	}

	/**
	 * Create the imports of an instance.
	 * @throws io.darkswap.wasm.DarkSwapException with
	 * {@link io.darkswap.wasm.ErrorCode#MODULE_IMPORTS_REFUSED} if one is missing
	 */
	ImportValues of(ImportContext context) {
		ImportValues all = complete(this.module, this.memory, this.given.of(context), context);
		ImportCheck.check(this.url, this.module, all);
		return all;
	}

	/** Reject a module that imports more than it is given, before it is instantiated. */
	static void check(CachedModule module, ModuleMemory memory, ImportValues given) {
		ImportValues all = memory.importsWith(given);
		ImportCheck.check(module.url(), module.wasmModule(), withSpawn(module.wasmModule(), all, (argument) -> -1));
	}

	private static ImportValues complete(WasmModule module, ModuleMemory memory, ImportValues given,
			ImportContext context) {
		ImportValues all = memory.importsWith(given);
		ImportMemory[] views = Arrays.stream(all.memories()).map(InstanceImports::view).toArray(ImportMemory[]::new);
		ImportValues viewed = ImportValues.builder()
			.addFunction(all.functions())
			.addGlobal(all.globals())
			.addTable(all.tables())
			.addTag(all.tags())
			.addMemory(views)
			.build();
		return withSpawn(module, viewed, context::spawn);
	}

	/**
	 * An instance's data segments are its own. A memory of another class has those of the
	 * instance that was created last.
	 */
	private static ImportMemory view(ImportMemory imported) {
		Memory memory = imported.memory();
		return (memory instanceof SharedLinearMemory shared)
				? new ImportMemory(imported.module(), imported.name(), shared.forInstance()) : imported;
	}

	private static ImportValues withSpawn(WasmModule module, ImportValues values, IntUnaryOperator spawner) {
		boolean wanted = module.importSection().stream().anyMatch(InstanceImports::isSpawn);
		boolean given = Arrays.stream(values.functions())
			.anyMatch((function) -> function.module().equals(WASI) && function.name().equals(SPAWN));
		if (!wanted || given) {
			return values;
		}
		FunctionType type = FunctionType.of(List.of(ValType.I32), List.of(ValType.I32));
		ImportFunction spawn = new ImportFunction(WASI, SPAWN, type,
				(instance, arguments) -> new long[] { spawner.applyAsInt((int) arguments[0]) });
		return ImportValues.builder()
			.addFunction(values.functions())
			.addFunction(spawn)
			.addGlobal(values.globals())
			.addTable(values.tables())
			.addTag(values.tags())
			.addMemory(values.memories())
			.build();
	}

	private static boolean isSpawn(Import wanted) {
		return wanted.module().equals(WASI) && wanted.name().equals(SPAWN);
	}

}
