package io.darkswap.wasm.autoconfigure;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.darkswap.wasm.CallInterceptor;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.autoconfigure.log.ClientLogs;
import io.darkswap.wasm.autoconfigure.log.DarkSwapLogAutoConfiguration;
import io.darkswap.wasm.autoconfigure.properties.OptionProperties;
import io.darkswap.wasm.autoconfigure.properties.StrictBindingConfiguration;
import io.darkswap.wasm.autoconfigure.wallet.DarkSwapWalletAutoConfiguration;
import io.darkswap.wasm.autoconfigure.wallet.DarkSwapWalletProperties;
import io.darkswap.wasm.autoconfigure.wallet.WalletPropertyValidator;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.wallet.BalanceSource;
import io.darkswap.wasm.wallet.Wallet;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Auto-configuration for the {@link DarkSwapClient}. The client uses shared memory if
 * {@code darkswap.wasm.shared} is true and the JVM supports it. It is preloaded once the
 * application accepts traffic.
 */
@AutoConfiguration(after = { DarkSwapWasmLoaderAutoConfiguration.class, DarkSwapWalletAutoConfiguration.class,
		DarkSwapLogAutoConfiguration.class })
@ConditionalOnClass(DarkSwapClient.class)
@EnableConfigurationProperties(DarkSwapWasmProperties.class)
@Import(StrictBindingConfiguration.class)
public final class DarkSwapClientAutoConfiguration {

	@Bean
	static DarkSwapReadiness darkSwapReadiness(ApplicationContext context) {
		return new DarkSwapReadiness(context);
	}

	@Bean
	static DarkSwapClientInitializer darkSwapClientInitializer() {
		return new DarkSwapClientInitializer();
	}

	@Bean
	@ConditionalOnMissingBean
	DarkSwapConfig darkSwapConfig(DarkSwapWasmProperties wasm, DarkSwapWalletProperties properties, Wallet wallet,
			Environment environment) {
		WalletPropertyValidator.validateAccount(environment);
		if (wallet.network() != properties.network()) {
			throw new InvalidConfigurationPropertyValueException("darkswap.wallet.network", properties.network(),
					"The Wallet bean is of " + wallet.network() + ".");
		}
		return OptionProperties.configured(() -> new DarkSwapConfig(properties.network(), wallet,
				wasm.closedOrderHistory(), wasm.tradeHistory(), properties.signOrders(), wasm.maximumExpiry()));
	}

	@Bean
	@ConditionalOnMissingBean(name = "darkSwapClientConfigurer")
	DarkSwapClientConfigurer darkSwapClientConfigurer(DarkSwapWasmProperties properties,
			DarkSwapConnectionDetails connectionDetails, SharedMemoryWasmLoader loader, DarkSwapConfig config,
			ObjectProvider<BalanceSource> balanceSources, ObjectProvider<CallInterceptor> callInterceptors,
			ObjectProvider<Clock> clock, ObjectProvider<DarkSwapClientBuilderCustomizer> customizers,
			ObjectProvider<ClientLogs> logs) {
		// The application's own sources come first: auto-configured beans are registered
		// last.
		return new DarkSwapClientConfigurer(properties, connectionDetails, loader, config,
				balanceSources.orderedStream().toList(),
				callInterceptors.orderedStream().reduce(NestedCallInterceptor::new).orElse(null), clock.getIfUnique(),
				customizers.orderedStream().toList(), logs.getIfAvailable());
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean(DarkSwapClient.class)
	@Conditional(OnSharedMemoryCondition.class)
	SharedMemoryDarkSwapClient sharedMemoryDarkSwapClient(DarkSwapClientConfigurer configurer) {
		return configurer.ready(configurer.configure(SharedMemoryDarkSwapClient.builder()).build());
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	DarkSwapClient darkSwapClient(DarkSwapClientConfigurer configurer) {
		return configurer.ready(configurer.configure(DarkSwapClient.builder()).build());
	}

	/**
	 * Runs in a separate thread, because the application's executor would keep a finished
	 * application alive. The methods above define the client, so its condition is
	 * evaluated after them.
	 */
	@Bean
	@ConditionalOnMissingBean(name = "darkSwapClientPreloader")
	@ConditionalOnBean(DarkSwapClient.class)
	@Conditional(OnPreloadingCondition.class)
	DarkSwapClientPreloader darkSwapClientPreloader(Map<String, DarkSwapClient> clients,
			DarkSwapWasmProperties properties, ConfigurableListableBeanFactory beans, DarkSwapReadiness readiness) {
		BooleanSupplier wanted = () -> Boolean.TRUE.equals(properties.preload())
				|| Stream.of(beans.getBeanNamesForType(DarkSwapClient.class))
					.anyMatch((name) -> ApplicationDependents.existFor(beans, name));
		return new DarkSwapClientPreloader(clients, wanted, readiness, daemon(), exitsOnRefresh());
	}

	private static boolean exitsOnRefresh() {
		return DefaultLifecycleProcessor.ON_REFRESH_VALUE
			.equalsIgnoreCase(SpringProperties.getProperty(DefaultLifecycleProcessor.EXIT_PROPERTY_NAME));
	}

	private static Executor daemon() {
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("darkswap-preload-");
		executor.setDaemon(true);
		return executor;
	}

}
