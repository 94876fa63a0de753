package io.darkswap.wasm.loader;

import java.util.Arrays;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.ImportGlobal;
import com.dylibso.chicory.runtime.ImportTable;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.types.MutabilityType;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;

/**
 * The imports that a caller gave for all instances. The first instance uses them
 * themselves. Each further instance has tables and mutable globals of its own, with the
 * content that they had when the module was loaded: no thread may share them.
 */
final class FixedImports implements ModuleImports {

	private final ImportValues given;

	private final ImportValues initial;

	private boolean used;

	FixedImports(ImportValues given) {
		this.given = given;
		this.initial = copy(given);
	}

	@Override
	public ImportValues of(ImportContext context) {
		if (!this.used) {
			this.used = true;
			return this.given;
		}
		return copy(this.initial);
	}

	private static ImportValues copy(ImportValues values) {
		return ImportValues.builder()
			.addFunction(values.functions())
			.addGlobal(Arrays.stream(values.globals()).map(FixedImports::copy).toArray(ImportGlobal[]::new))
			.addTable(Arrays.stream(values.tables()).map(FixedImports::copy).toArray(ImportTable[]::new))
			.addTag(values.tags())
			.addMemory(values.memories())
			.build();
	}

	private static ImportGlobal copy(ImportGlobal global) {
		GlobalInstance value = global.instance();
		if (value.getMutabilityType() != MutabilityType.Var) {
			return global;
		}
		GlobalInstance own = new GlobalInstance(value.getValueLow(), value.getValueHigh(), value.getType(),
				value.getMutabilityType());
		own.setInstance(value.getInstance());
		return new ImportGlobal(global.module(), global.name(), own);
	}

	private static ImportTable copy(ImportTable table) {
		TableInstance content = table.table();
		TableLimits limits = content.limits();
		Table type = new Table(content.elementType(), new TableLimits(content.size(), limits.max(), limits.shared()));
		TableInstance own = new TableInstance(type, 0);
		for (int index = 0; index < content.size(); index++) {
			own.setRef(index, content.ref(index), content.instance(index));
		}
		return new ImportTable(table.module(), table.name(), own);
	}

}
