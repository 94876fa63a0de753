package io.darkswap.wasm.autoconfigure.modules;

/**
 * When a module of the properties is loaded.
 */
public enum ModuleLoading {

	/** While the application starts. A module that cannot be loaded stops the start. */
	AT_START,

	/**
	 * In a separate thread, once the application accepts traffic, or earlier on demand.
	 */
	IN_BACKGROUND,

	/** When its bean is first injected or looked up. */
	ON_DEMAND

}
