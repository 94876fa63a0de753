package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.DarkSwapClient;

/**
 * Customizes the auto-configured {@link DarkSwapClient}, plain or over shared memory,
 * after the properties are applied. Define it as a bean. Several customizers are called
 * in their order.
 */
@FunctionalInterface
public interface DarkSwapClientBuilderCustomizer {

	/**
	 * Customizes the client before it is built.
	 * @param builder the client's builder
	 */
	void customize(DarkSwapClient.Builder builder);

}
