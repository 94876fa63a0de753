package io.darkswap.benchmarks;

import java.util.function.Function;

import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.WasmModule;

/**
 * Instances of one module over one memory, each with its own page for its C stack and
 * thread-local storage, by LLVM's conventions.
 */
public record Instances(WasmModule module, Function<Instance, Machine> machineFactory, Memory memory) {

	private static final int ALIGNMENT = 16;

	public Instance create() {
		Instance instance = Instance.builder(this.module)
			.withMachineFactory(this.machineFactory)
			.withImportValues(ImportValues.builder().addMemory(new ImportMemory("env", "memory", this.memory)).build())
			.build();
		int page = this.memory.grow(1);
		int end = (page + 1) * Memory.PAGE_SIZE;
		int alignment = Math.max((int) instance.exports().global("__tls_align").getValue(), ALIGNMENT);
		int storage = (end - (int) instance.exports().global("__tls_size").getValue()) / alignment * alignment;
		instance.exports().global("__stack_pointer").setValue(storage);
		instance.export("__wasm_init_tls").apply(storage);
		return instance;
	}

}
