package io.darkswap.wasm.autoconfigure.modules;

import java.util.Arrays;

import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;

/**
 * Functions of the host that a module may import beside those of the application.
 */
interface HostFunctions extends AutoCloseable {

	/** No function. */
	HostFunctions NONE = () -> new ImportFunction[0];

	/**
	 * Return the functions.
	 * @return the functions, which several threads may call at once
	 */
	ImportFunction[] functions();

	/** Release what the functions use. */
	@Override
	default void close() {
	}

	/**
	 * Add the functions to the imports of the application, which take precedence.
	 */
	default ImportValues addTo(ImportValues given) {
		ImportFunction[] added = Arrays.stream(functions())
			.filter((function) -> Arrays.stream(given.functions())
				.noneMatch((own) -> own.module().equals(function.module()) && own.name().equals(function.name())))
			.toArray(ImportFunction[]::new);
		return ImportValues.builder()
			.addFunction(given.functions())
			.addFunction(added)
			.addGlobal(given.globals())
			.addTable(given.tables())
			.addTag(given.tags())
			.addMemory(given.memories())
			.build();
	}

}
