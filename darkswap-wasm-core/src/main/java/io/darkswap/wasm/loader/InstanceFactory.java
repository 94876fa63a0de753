package io.darkswap.wasm.loader;

import java.util.function.Function;

import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSection;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;

/**
 * Creates the instances of one module. They share only the memory.
 */
final class InstanceFactory {

	private final CachedModule module;

	private final Memory memory;

	private final boolean imported;

	private final ImportValues imports;

	/**
	 * Create a factory.
	 * @param module the module
	 * @param memory its memory
	 * @param imports the imports of the instances
	 */
	InstanceFactory(CachedModule module, ModuleMemory memory, ImportValues imports) {
		this.module = module;
		this.memory = memory.memory();
		this.imported = memory.imported() != null;
		this.imports = imports;
	}

	/**
	 * Create an instance and run its start function.
	 * @param first whether it is the first instance over the memory, which initialises
	 * it. A later instance must not overwrite the memory with the module's data. A memory
	 * that the module defines is the instance's own and always initialised.
	 */
	Instance create(boolean first) {
		Function<Instance, Machine> machines = this.module.machineFactory();
		return Instance.builder(this.module.wasmModule())
			.withMachineFactory((first || !this.imported) ? machines : (instance) -> {
				// Runs before the instance is initialised.
				dropActiveSegments(instance);
				return machines.apply(instance);
			})
			.withImportValues(this.imports)
			.withMemoryFactory((limits) -> this.memory)
			.withTableFactory(InstanceFactory::table)
			.build();
	}

	private static void dropActiveSegments(Instance instance) {
		DataSection data = instance.module().dataSection();
		for (int index = 0; index < data.dataSegmentCount(); index++) {
			if (data.getDataSegment(index) instanceof ActiveDataSegment) {
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
