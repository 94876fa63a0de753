package io.darkswap.wasm.autoconfigure;

import java.util.Map;

import com.github.benmanes.caffeine.cache.AsyncCache;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.loader.CachedModule;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration for the metrics of the DarkSwap clients and of the module cache.
 */
@AutoConfiguration(after = DarkSwapClientAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({ DarkSwapClient.class, MeterBinder.class })
@ConditionalOnBean({ DarkSwapClient.class, MeterRegistry.class })
public final class DarkSwapMetricsAutoConfiguration {

	private static final String MODULE_CACHE = "darkSwapModuleCache";

	@Bean
	@ConditionalOnMissingBean(name = "darkSwapMeters")
	DarkSwapMeters darkSwapMeters(Map<String, DarkSwapClient> clients) {
		return new DarkSwapMeters(clients);
	}

	/** Counts what the application's observers make of a call, too. */
	@Bean
	@ConditionalOnMissingBean(name = "darkSwapCallMeters")
	@Order(Ordered.HIGHEST_PRECEDENCE + 10)
	DarkSwapCallMeters darkSwapCallMeters() {
		return new DarkSwapCallMeters();
	}

	@Bean
	@ConditionalOnMissingBean(name = "darkSwapEventMeters")
	DarkSwapEventMeters darkSwapEventMeters() {
		return new DarkSwapEventMeters();
	}

	@Bean
	@ConditionalOnMissingBean(name = "darkSwapModuleCacheMetrics")
	MeterBinder darkSwapModuleCacheMetrics(ObjectProvider<AsyncCache<String, CachedModule>> cache) {
		return (registry) -> cache.ifUnique((modules) -> CaffeineCacheMetrics.monitor(registry, modules, MODULE_CACHE));
	}

}
