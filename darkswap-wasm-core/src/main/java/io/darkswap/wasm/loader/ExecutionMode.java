package io.darkswap.wasm.loader;

/**
 * The way a module's functions run.
 */
public enum ExecutionMode {

	/** As classes that the build of this library compiled from it. */
	BUILD_TIME,

	/** As classes that the loader compiled from it. */
	RUN_TIME,

	/** In Chicory's interpreter, about a hundred times slower. */
	INTERPRETED

}
