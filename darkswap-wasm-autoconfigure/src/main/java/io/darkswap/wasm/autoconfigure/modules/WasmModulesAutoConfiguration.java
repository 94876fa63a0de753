package io.darkswap.wasm.autoconfigure.modules;

import java.util.Map;
import java.util.stream.Collectors;

import com.dylibso.chicory.wasi.WasiPreview1;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Auto-configuration for the modules of {@code darkswap.wasm.modules}: a loaded module
 * and its workers for each, as beans that its name qualifies.
 */
@AutoConfiguration(afterName = "io.darkswap.wasm.autoconfigure.DarkSwapWasmLoaderAutoConfiguration")
@ConditionalOnClass(SharedMemoryWasmLoader.class)
@Conditional(OnModulesCondition.class)
public final class WasmModulesAutoConfiguration {

	/** The name of a bean that exists if properties name a module. */
	public static final String REGISTRAR = "darkSwapModuleBeanRegistrar";

	@Bean(REGISTRAR)
	static ModuleBeanRegistrar darkSwapModuleBeanRegistrar(Environment environment,
			ConfigurableListableBeanFactory beans) {
		return new ModuleBeanRegistrar(environment, beans);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WasiPreview1.class)
	static class WasiConfiguration {

		@Bean
		@ConditionalOnMissingBean
		WasiFactory darkSwapWasiFactory() {
			return WasiHost::new;
		}

	}

	/** Runs in separate daemon threads, as preloading of the clients does. */
	@Bean
	@ConditionalOnMissingBean(name = "darkSwapModulePreloader")
	@Conditional(OnModulePreloadingCondition.class)
	ModulePreloader darkSwapModulePreloader(Environment environment, ConfigurableListableBeanFactory beans) {
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("darkswap-preload-");
		executor.setDaemon(true);
		Map<String, ModuleFactory> factories = ConfiguredModules.in(environment)
			.entrySet()
			.stream()
			.filter((module) -> module.getValue().load() == ModuleLoading.IN_BACKGROUND)
			.collect(Collectors.toMap((module) -> module.getKey() + "Module",
					(module) -> new ModuleFactory(module.getKey(), module.getValue(), beans)));
		return new ModulePreloader(factories, beans, executor);
	}

}
