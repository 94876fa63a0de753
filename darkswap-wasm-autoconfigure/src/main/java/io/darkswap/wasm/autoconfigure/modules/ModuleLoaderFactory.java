package io.darkswap.wasm.autoconfigure.modules;

import java.util.function.Consumer;

import io.darkswap.wasm.loader.SharedMemoryWasmLoader;

/**
 * Creates loaders with the application's properties, module cache and customizers.
 */
@FunctionalInterface
public interface ModuleLoaderFactory {

	/**
	 * Create a loader.
	 * @param settings changes settings that the properties have made, before the
	 * customizers are called
	 * @return the loader, which uses the application's module cache
	 */
	SharedMemoryWasmLoader create(Consumer<SharedMemoryWasmLoader.Builder> settings);

}
