package io.darkswap.wasm.autoconfigure.actuate;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.autoconfigure.DarkSwapClientAutoConfiguration;
import io.darkswap.wasm.autoconfigure.DarkSwapClientPreloader;
import io.darkswap.wasm.autoconfigure.modules.NamedModule;
import io.darkswap.wasm.autoconfigure.modules.WasmModulesAutoConfiguration;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.wallet.BalanceSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for the health, the info and the endpoint of the DarkSwap client,
 * and for masking secrets in URLs. Each part is active if its library is present: health
 * does not need the actuator.
 */
@AutoConfiguration(after = { DarkSwapClientAutoConfiguration.class, WasmModulesAutoConfiguration.class })
@ConditionalOnClass(DarkSwapClient.class)
public final class DarkSwapActuatorAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
	@ConditionalOnBean(DarkSwapClient.class)
	@ConditionalOnEnabledHealthIndicator("dark-swap-wasm")
	static class HealthConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = { "darkSwapWasmHealthIndicator", "darkSwapWasmHealthContributor" })
		HealthContributor darkSwapWasmHealthContributor(Map<String, DarkSwapClient> clients,
				ObjectProvider<DarkSwapClientPreloader> preloader, ObjectProvider<BalanceSource> balanceSources) {
			Function<DarkSwapClient, DarkSwapHealthIndicator> indicators = (
					client) -> new DarkSwapHealthIndicator(client,
							() -> Optional.ofNullable(preloader.getIfAvailable())
								.flatMap((preloading) -> preloading.failure(client)),
							balanceSources.orderedStream().toList());
			return (clients.size() == 1) ? indicators.apply(clients.values().iterator().next())
					: CompositeHealthContributor.fromMap(clients, indicators);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
	@ConditionalOnBean(name = WasmModulesAutoConfiguration.REGISTRAR)
	@ConditionalOnEnabledHealthIndicator("dark-swap-modules")
	static class ModulesHealthConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = { "darkSwapModulesHealthIndicator", "darkSwapModulesHealthContributor" })
		HealthContributor darkSwapModulesHealthContributor(ObjectProvider<NamedModule> modules) {
			return CompositeHealthContributor.fromMap(
					modules.orderedStream().collect(Collectors.toMap(NamedModule::name, Function.identity())),
					ModuleHealthIndicator::new);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ InfoContributor.class, ConditionalOnEnabledInfoContributor.class })
	@ConditionalOnBean(DarkSwapClient.class)
	@ConditionalOnEnabledInfoContributor("dark-swap-wasm")
	static class InfoConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "darkSwapWasmInfoContributor")
		InfoContributor darkSwapWasmInfoContributor(Map<String, DarkSwapClient> clients) {
			return new DarkSwapInfoContributor(clients);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(SanitizingFunction.class)
	static class SanitizingConfiguration {

		/**
		 * Comes after the wallet's function: no function is called after the first that
		 * masks a value.
		 */
		@Bean
		@ConditionalOnMissingBean(name = "darkSwapUrlSanitizingFunction")
		@Order(Ordered.HIGHEST_PRECEDENCE + 10)
		SanitizingFunction darkSwapUrlSanitizingFunction(Environment environment) {
			return new UrlSanitizer(environment);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
	@ConditionalOnBean({ DarkSwapClient.class, SharedMemoryWasmLoader.class })
	@ConditionalOnAvailableEndpoint(DarkSwapEndpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		DarkSwapEndpoint darkSwapEndpoint(Map<String, DarkSwapClient> clients, SharedMemoryWasmLoader loader,
				ObjectProvider<NamedModule> modules) {
			return new DarkSwapEndpoint(clients, loader, modules.orderedStream().toList());
		}

	}

}
