package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.DarkSwapClient;

/**
 * Customizes the auto-configured {@link DarkSwapClient}, of whichever kind, after the
 * properties have been applied: give it as a bean. Several are called in their order.
 */
@FunctionalInterface
public interface DarkSwapClientBuilderCustomizer {

	/**
	 * Customizes the client that is about to be built.
	 * @param builder the client's builder
	 */
	void customize(DarkSwapClient.Builder<?> builder);

}
