package io.darkswap.wasm.autoconfigure.modules;

/**
 * Creates WASI for a module, if the library that implements it is on the class path.
 */
@FunctionalInterface
interface WasiFactory {

	/**
	 * Create WASI for one module.
	 * @param module the name of the module
	 * @param properties its properties
	 * @return functions that all threads of the module share
	 */
	HostFunctions create(String module, ModuleProperties.Wasi properties);

}
