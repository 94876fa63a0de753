package io.darkswap.wasm.autoconfigure;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.darkswap.wasm.loader.CachedModule;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.unit.DataSize;

/**
 * Auto-configuration for the loader of WebAssembly modules and the cache it keeps them
 * in.
 */
@AutoConfiguration
@ConditionalOnClass(SharedMemoryWasmLoader.class)
@EnableConfigurationProperties(DarkSwapWasmProperties.class)
public final class DarkSwapWasmLoaderAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AsyncCache<String, CachedModule> darkSwapModuleCache() {
		return Caffeine.newBuilder().buildAsync();
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	SharedMemoryWasmLoader sharedMemoryWasmLoader(DarkSwapWasmProperties properties,
			AsyncCache<String, CachedModule> darkSwapModuleCache, ResourceLoader resourceLoader) {
		SharedMemoryWasmLoader.Builder builder = SharedMemoryWasmLoader.builder()
			.cache(darkSwapModuleCache)
			.resourceOpener((location) -> resourceLoader.getResource(location).getInputStream());
		PropertyMapper map = PropertyMapper.get();
		map.from(properties::sha256).to((sha256) -> builder.sha256(properties.url(), sha256));
		map.from(properties::maxModuleSize).as(DataSize::toBytes).to(builder::maximumModuleSize);
		map.from(properties::loadTimeout).to(builder::loadTimeout);
		map.from(properties::compileCache).to(builder::compileCache);
		return builder.build();
	}

}
