package io.darkswap.wasm.autoconfigure;

import java.time.Clock;
import java.util.List;

import io.darkswap.wasm.BalanceSource;
import io.darkswap.wasm.CallObserver;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.jspecify.annotations.Nullable;

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
		builder.loader(this.loader).config(this.config).initializeOnFirstUse();
		builder.url(this.connectionDetails.getUrl());
		builder.memory(this.properties.memory());
		builder.callTimeout(this.properties.callTimeout());
		builder.stopAfter(this.properties.stopAfter());
		builder.sweepInterval(this.properties.sweepInterval());
		builder.eventQueueCapacity(this.properties.eventQueueCapacity());
		if (this.properties.instances() != null) {
			builder.instances(this.properties.instances());
		}
		if (this.callObserver != null) {
			builder.callObserver(this.callObserver);
		}
		if (this.clock != null) {
			builder.clock(this.clock);
		}
		this.balanceSources.forEach(builder::balanceSource);
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
