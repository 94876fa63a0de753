package io.darkswap.wasm.autoconfigure;

import java.time.Clock;
import java.util.List;

import io.darkswap.wasm.BalanceSource;
import io.darkswap.wasm.CallObserver;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.PropertyMapper;

/**
 * Applies the application's properties and beans to the builder of either client.
 */
final class DarkSwapClientConfigurer {

	private final DarkSwapWasmProperties properties;

	private final DarkSwapConnectionDetails connectionDetails;

	private final SharedMemoryWasmLoader loader;

	private final DarkSwapConfig config;

	private final List<BalanceSource> balanceSources;

	private final @Nullable CallObserver callObserver;

	private final @Nullable Clock clock;

	private final List<DarkSwapClientBuilderCustomizer> customizers;

	DarkSwapClientConfigurer(DarkSwapWasmProperties properties, DarkSwapConnectionDetails connectionDetails,
			SharedMemoryWasmLoader loader, DarkSwapConfig config, List<BalanceSource> balanceSources,
			@Nullable CallObserver callObserver, @Nullable Clock clock,
			List<DarkSwapClientBuilderCustomizer> customizers) {
		this.properties = properties;
		this.connectionDetails = connectionDetails;
		this.loader = loader;
		this.config = config;
		this.balanceSources = balanceSources;
		this.callObserver = callObserver;
		this.clock = clock;
		this.customizers = customizers;
	}

	<B extends DarkSwapClient.Builder<?>> B configure(B builder) {
		builder.loader(this.loader).config(this.config);
		this.balanceSources.forEach(builder::balanceSource);
		PropertyMapper map = PropertyMapper.get();
		map.from(this.callObserver).to(builder::callObserver);
		map.from(this.clock).to(builder::clock);
		map.from(this.connectionDetails::getUrl).to(builder::url);
		map.from(this.properties::memory).to(builder::memory);
		map.from(this.properties::instances).to(builder::instances);
		map.from(this.properties::callTimeout).to(builder::callTimeout);
		map.from(this.properties::sweepInterval).to(builder::sweepInterval);
		map.from(this.properties::eventQueueCapacity).to(builder::eventQueueCapacity);
		builder.initializeOnFirstUse();
		this.customizers.forEach((customizer) -> customizer.customize(builder));
		return builder;
	}

	/**
	 * Makes a client ready for injection: initialised now, or, when it is preloaded once
	 * the application is ready, by whichever comes first of that and the first call.
	 */
	<C extends DarkSwapClient> C ready(C client) {
		if (!this.properties.preload()) {
			client.initialize();
		}
		return client;
	}

}
