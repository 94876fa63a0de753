package io.darkswap.wasm.autoconfigure;

import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Customizes the auto-configured cache of WebAssembly modules, for example to bound it.
 * Define it as a bean. Several customizers are called in their order.
 */
@FunctionalInterface
public interface DarkSwapModuleCacheBuilderCustomizer {

	/**
	 * Customizes the cache before it is built. Values must stay strongly held.
	 * @param builder the cache's builder, which records statistics
	 */
	void customize(Caffeine<Object, Object> builder);

}
