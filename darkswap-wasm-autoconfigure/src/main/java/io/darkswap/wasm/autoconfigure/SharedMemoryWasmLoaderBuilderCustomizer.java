package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.loader.SharedMemoryWasmLoader;

/**
 * Customizes the auto-configured {@link SharedMemoryWasmLoader}, after the properties are
 * applied. Define it as a bean. Several customizers are called in their order.
 */
@FunctionalInterface
public interface SharedMemoryWasmLoaderBuilderCustomizer {

	/**
	 * Customizes the loader before it is built.
	 * @param builder the loader's builder
	 */
	void customize(SharedMemoryWasmLoader.Builder builder);

}
