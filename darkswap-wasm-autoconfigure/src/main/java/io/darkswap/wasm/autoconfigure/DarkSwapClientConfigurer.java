package io.darkswap.wasm.autoconfigure;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.darkswap.wasm.CallInterceptor;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.autoconfigure.log.ClientLogs;
import io.darkswap.wasm.autoconfigure.properties.OptionProperties;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.wallet.BalanceSource;
import org.jspecify.annotations.Nullable;

/**
 * Applies the application's properties and beans to the builder of a client, as the
 * auto-configuration does for its own. Use it for your own client bean:
 *
 * <pre>{@code
 * &#64;Bean
 * SharedMemoryDarkSwapClient otc(DarkSwapClientConfigurer configurer) {
 *     return configurer.configure(SharedMemoryDarkSwapClient.builder()).instances(2).build();
 * }
 * }</pre>
 */
public final class DarkSwapClientConfigurer {

	private static final Pattern REMOTE = Pattern.compile("(?i)https?:.*");

	private final DarkSwapWasmProperties properties;

	private final DarkSwapConnectionDetails connectionDetails;

	private final SharedMemoryWasmLoader loader;

	private final DarkSwapConfig config;

	private final List<BalanceSource> balanceSources;

	private final @Nullable CallInterceptor callInterceptor;

	private final @Nullable Clock clock;

	private final List<DarkSwapClientBuilderCustomizer> customizers;

	private final @Nullable ClientLogs logs;

	DarkSwapClientConfigurer(DarkSwapWasmProperties properties, DarkSwapConnectionDetails connectionDetails,
			SharedMemoryWasmLoader loader, DarkSwapConfig config, List<BalanceSource> balanceSources,
			@Nullable CallInterceptor callInterceptor, @Nullable Clock clock,
			List<DarkSwapClientBuilderCustomizer> customizers, @Nullable ClientLogs logs) {
		this.properties = properties;
		this.connectionDetails = connectionDetails;
		this.loader = loader;
		this.config = config;
		this.balanceSources = balanceSources;
		this.callInterceptor = callInterceptor;
		this.clock = clock;
		this.customizers = customizers;
		this.logs = logs;
	}

	/**
	 * Apply the properties {@code darkswap.wasm.*} and {@code darkswap.log.*}, the
	 * application's beans (wallet, balance sources, interceptors, clock) and its
	 * customizers.
	 * @param <B> the kind of builder
	 * @param builder the builder; later settings on it take precedence
	 * @return the builder
	 */
	public <B extends DarkSwapClient.Builder> B configure(B builder) {
		return OptionProperties
			.configured(() -> apply(builder, Optional.ofNullable(this.logs).flatMap(ClientLogs::configured)));
	}

	/**
	 * Apply the same, with a command log in a directory of the client's own, unless
	 * {@code darkswap.log.enabled} is false. Each of several clients needs one;
	 * {@code darkswap.log.directory} is for a single client.
	 * @param <B> the kind of builder
	 * @param builder the builder; later settings on it take precedence
	 * @param logDirectory the directory of the log; created for this user alone if it is
	 * missing
	 * @return the builder
	 */
	public <B extends DarkSwapClient.Builder> B configure(B builder, Path logDirectory) {
		return OptionProperties.configured(() -> {
			B configured = apply(builder, Optional.empty());
			if (this.logs != null) {
				this.logs.in(logDirectory).ifPresent(configured::log);
			}
			return configured;
		});
	}

	private <B extends DarkSwapClient.Builder> B apply(B builder, Optional<LogOptions> log) {
		builder.loader(this.loader).config(this.config).initializeOnFirstUse();
		builder.url(this.connectionDetails.getUrl());
		builder.memory(this.properties.memory());
		builder.callTimeout(this.properties.callTimeout());
		builder.stopAfter(this.properties.stopAfter());
		builder.sweepInterval(this.properties.sweepInterval());
		builder.limits(this.properties.limits());
		builder.eventQueueCapacity(this.properties.eventQueueCapacity());
		if (this.properties.instances() != null) {
			builder.instances(this.properties.instances());
		}
		if (this.callInterceptor != null) {
			builder.callInterceptor(this.callInterceptor);
		}
		if (this.clock != null) {
			builder.clock(this.clock);
		}
		log.ifPresent(builder::log);
		this.balanceSources.forEach(builder::balanceSource);
		this.customizers.forEach((customizer) -> customizer.customize(builder));
		return builder;
	}

	/**
	 * Prepares a client for injection. The client is initialised now, or later by
	 * preloading or the first call. An invalid module always fails now.
	 */
	<C extends DarkSwapClient> C ready(C client) {
		return OptionProperties.configured(() -> prepare(client));
	}

	private <C extends DarkSwapClient> C prepare(C client) {
		if (Boolean.FALSE.equals(this.properties.preload())) {
			client.initialize();
		}
		else if (isVerifiedAtStart()) {
			client.verifyModule();
		}
		return client;
	}

	/**
	 * The build has verified the bundled module with the default memory and instances.
	 */
	private boolean isVerifiedAtStart() {
		String url = this.connectionDetails.getUrl();
		boolean remote = REMOTE.matcher(url).matches();
		boolean known = url.equals(DarkSwapClient.BUNDLED_URL) && this.properties.sha256() == null
				&& this.properties.memory().equals(MemoryOptions.DEFAULT) && this.properties.instances() == null
				&& this.customizers.isEmpty();
		return !known && (!remote || this.properties.failFast());
	}

}
