package io.darkswap.wasm.loader;

import java.util.function.Function;

import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSection;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;

/**
 * Creates the instances of one module. They share only the memories that the module
 * imports.
 */
final class InstanceFactory {

	private final CachedModule module;

	private final ModuleMemory memory;

	private final int importedMemories;

	/**
	 * Create a factory.
	 * @param module the module
	 * @param memory its memory
	 */
	InstanceFactory(CachedModule module, ModuleMemory memory) {
		this.module = module;
		this.memory = memory;
		this.importedMemories = module.wasmModule().importSection().count(ExternalType.MEMORY);
	}

	/**
	 * Create an instance and run its start function.
	 * @param first whether it is the first instance over the memory, which initialises
	 * it. A later instance must not overwrite the memory with the module's data. A memory
	 * that the module defines is the instance's own and always initialised.
	 * @param imports the imports of the instance
	 */
	Instance create(boolean first, ImportValues imports) {
		Function<Instance, Machine> machines = this.module.machineFactory();
		return Instance.builder(this.module.wasmModule()).withMachineFactory(first ? machines : (instance) -> {
			// Runs before the instance is initialised.
			dropSegmentsOfImportedMemories(instance);
			return machines.apply(instance);
		})
			.withImportValues(imports)
			.withMemoryFactory(definedMemories())
			.withTableFactory(InstanceFactory::table)
			// An exported _start is the caller's to call, as in JavaScript: threads must
			// not.
			.withStart(false)
			.build();
	}

	/** Chicory asks for the memories in the order of their indices. */
	private Function<MemoryLimits, Memory> definedMemories() {
		int[] next = { this.importedMemories };
		return (limits) -> (next[0]++ == 0) ? this.memory.memory() : this.memory.another(limits);
	}

	private void dropSegmentsOfImportedMemories(Instance instance) {
		DataSection data = instance.module().dataSection();
		for (int index = 0; index < data.dataSegmentCount(); index++) {
			if (data.getDataSegment(index) instanceof ActiveDataSegment active
					&& active.index() < this.importedMemories) {
				instance.dropDataSegment(index);
			}
		}
	}

	/** Chicory writes the growth of a table into the limits that it was created from. */
	private static TableInstance table(Table declared, int initialValue) {
		TableLimits limits = declared.limits();
		Table own = new Table(declared.elementType(), new TableLimits(limits.min(), limits.max(), limits.shared()),
				declared.initialize());
		return new TableInstance(own, initialValue);
	}

}
