package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.loader.SharedMemoryWasmLoader;

/**
 * Customizes the auto-configured {@link SharedMemoryWasmLoader}, after the properties
 * have been applied: give it as a bean. Several are called in their order.
 */
@FunctionalInterface
public interface SharedMemoryWasmLoaderBuilderCustomizer {

	/**
	 * Customizes the loader that is about to be built.
	 * @param builder the loader's builder
	 */
	void customize(SharedMemoryWasmLoader.Builder builder);

}
