package io.darkswap.wasm.autoconfigure.metrics;

import java.util.Map;

import com.github.benmanes.caffeine.cache.AsyncCache;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.autoconfigure.DarkSwapClientAutoConfiguration;
import io.darkswap.wasm.autoconfigure.modules.NamedModule;
import io.darkswap.wasm.autoconfigure.modules.WasmModulesAutoConfiguration;
import io.darkswap.wasm.loader.CachedModule;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration for the metrics of the DarkSwap clients and of the module cache, and
 * for the observation of calls, which Micrometer records as timers and traces.
 */
@AutoConfiguration(after = { DarkSwapClientAutoConfiguration.class, WasmModulesAutoConfiguration.class },
		afterName = {
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
				"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration" })
@ConditionalOnClass(DarkSwapClient.class)
public final class DarkSwapMetricsAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	@ConditionalOnBean({ DarkSwapClient.class, MeterRegistry.class })
	static class MetersConfiguration {

		private static final String MODULE_CACHE = "darkSwapModuleCache";

		@Bean
		@ConditionalOnMissingBean(name = "darkSwapMeters")
		DarkSwapMeters darkSwapMeters(Map<String, DarkSwapClient> clients) {
			return new DarkSwapMeters(clients);
		}

		@Bean
		@ConditionalOnMissingBean(name = "darkSwapLogMeters")
		DarkSwapLogMeters darkSwapLogMeters(Map<String, DarkSwapClient> clients) {
			return new DarkSwapLogMeters(clients);
		}

		@Bean
		@ConditionalOnMissingBean(name = "darkSwapEventMeters")
		DarkSwapEventMeters darkSwapEventMeters() {
			return new DarkSwapEventMeters();
		}

		@Bean
		@ConditionalOnMissingBean(name = "darkSwapModuleCacheMetrics")
		MeterBinder darkSwapModuleCacheMetrics(ObjectProvider<AsyncCache<String, CachedModule>> cache) {
			return (registry) -> cache
				.ifUnique((modules) -> CaffeineCacheMetrics.monitor(registry, modules, MODULE_CACHE));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	@ConditionalOnBean(value = MeterRegistry.class, name = WasmModulesAutoConfiguration.REGISTRAR)
	static class ModuleMetersConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "darkSwapModuleMeters")
		DarkSwapModuleMeters darkSwapModuleMeters(ObjectProvider<NamedModule> modules) {
			return new DarkSwapModuleMeters(modules.orderedStream().toList());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ObservationRegistry.class)
	@ConditionalOnBean(ObservationRegistry.class)
	static class ObservationConfiguration {

		/** Comes first: an observed call includes the other interceptors. */
		@Bean
		@ConditionalOnMissingBean(name = "darkSwapObservationCallInterceptor")
		@Order(Ordered.HIGHEST_PRECEDENCE)
		ObservationCallInterceptor darkSwapObservationCallInterceptor(ObservationRegistry registry,
				ConfigurableListableBeanFactory beans) {
			return new ObservationCallInterceptor(registry, new ClientNames(beans));
		}

	}

}
