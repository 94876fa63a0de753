package io.darkswap.wasm.loader;

/**
 * How a module's functions run.
 */
public enum ExecutionMode {

	/** As classes that were compiled from it when this library was built. */
	BUILD_TIME,

	/** As classes that were compiled from it when it was loaded. */
	RUN_TIME,

	/** In Chicory's interpreter, about a hundred times slower. */
	INTERPRETED

}
