package io.darkswap.wasm.autoconfigure;

import java.util.function.Consumer;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.darkswap.wasm.autoconfigure.modules.ModuleLoaderFactory;
import io.darkswap.wasm.autoconfigure.properties.DirectoryPath;
import io.darkswap.wasm.autoconfigure.properties.OptionProperties;
import io.darkswap.wasm.autoconfigure.properties.StrictBindingConfiguration;
import io.darkswap.wasm.loader.CachedModule;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.io.ResourceLoader;

/**
 * Auto-configuration for the loader of WebAssembly modules and its cache.
 */
@AutoConfiguration
@ConditionalOnClass(SharedMemoryWasmLoader.class)
@EnableConfigurationProperties(DarkSwapWasmProperties.class)
@Import(StrictBindingConfiguration.class)
@ImportRuntimeHints(DarkSwapRuntimeHints.class)
public final class DarkSwapWasmLoaderAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(DarkSwapConnectionDetails.class)
	PropertiesDarkSwapConnectionDetails darkSwapConnectionDetails(DarkSwapWasmProperties properties) {
		return new PropertiesDarkSwapConnectionDetails(properties);
	}

	@Bean
	@ConditionalOnMissingBean
	AsyncCache<String, CachedModule> darkSwapModuleCache(
			ObjectProvider<DarkSwapModuleCacheBuilderCustomizer> customizers) {
		Caffeine<Object, Object> builder = Caffeine.newBuilder().recordStats();
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.buildAsync();
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	SharedMemoryWasmLoader sharedMemoryWasmLoader(DarkSwapWasmProperties properties,
			DarkSwapConnectionDetails connectionDetails, ModuleLoaderFactory darkSwapModuleLoaderFactory) {
		return OptionProperties.configured(() -> darkSwapModuleLoaderFactory.create((builder) -> {
			if (properties.sha256() != null) {
				builder.sha256(connectionDetails.getUrl(), properties.sha256());
			}
		}));
	}

	@Bean
	@ConditionalOnMissingBean
	ModuleLoaderFactory darkSwapModuleLoaderFactory(DarkSwapWasmProperties properties,
			AsyncCache<String, CachedModule> darkSwapModuleCache, ResourceLoader resourceLoader,
			ObjectProvider<SharedMemoryWasmLoaderBuilderCustomizer> customizers) {
		return (settings) -> loader(properties, darkSwapModuleCache, resourceLoader, settings, customizers);
	}

	private static SharedMemoryWasmLoader loader(DarkSwapWasmProperties properties,
			AsyncCache<String, CachedModule> cache, ResourceLoader resourceLoader,
			Consumer<SharedMemoryWasmLoader.Builder> settings,
			ObjectProvider<SharedMemoryWasmLoaderBuilderCustomizer> customizers) {
		SharedMemoryWasmLoader.Builder builder = SharedMemoryWasmLoader.builder()
			.cache(cache)
			.maximumModuleSize(properties.maxModuleSize().toBytes())
			.loadTimeout(properties.loadTimeout())
			.compileTimeout(properties.compileTimeout())
			.followRedirects(properties.followRedirects())
			.resourceOpener(new ModuleResources(resourceLoader));
		if (properties.compileCache() != null) {
			builder.compileCache(DirectoryPath.of("darkswap.wasm.compile-cache", properties.compileCache()));
		}
		settings.accept(builder);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

}
