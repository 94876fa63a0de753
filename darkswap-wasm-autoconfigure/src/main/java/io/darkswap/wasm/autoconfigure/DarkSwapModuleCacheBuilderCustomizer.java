package io.darkswap.wasm.autoconfigure;

import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Customizes the auto-configured cache of WebAssembly modules, for example to bound it:
 * give it as a bean. Several are called in their order.
 */
@FunctionalInterface
public interface DarkSwapModuleCacheBuilderCustomizer {

	/**
	 * Customizes the cache that is about to be built. Values must stay strongly held.
	 * @param builder the cache's builder, which records statistics
	 */
	void customize(Caffeine<Object, Object> builder);

}
