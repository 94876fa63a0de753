package io.darkswap.wasm.loader;

import com.dylibso.chicory.runtime.ImportValues;

/**
 * Supplies the imports of each instance of a module, as every Web Worker of a page
 * creates its own. It is called once for each instance, on the thread that creates it,
 * for one instance at a time.
 */
@FunctionalInterface
public interface ModuleImports {

	/**
	 * Create the imports of an instance. The loader adds the memory, and
	 * {@code wasi.thread-spawn} if the module imports it and it is not among them.
	 * @param context the module and the thread of the instance
	 * @return the imports, without the memory
	 */
	ImportValues of(ImportContext context);

}
