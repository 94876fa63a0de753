package io.darkswap.wasm.autoconfigure.actuate;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.darkswap.wasm.BalanceSource;
import io.darkswap.wasm.DarkSwapClient;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Tells whether a client trades: it is unknown until the client is initialised, down if
 * that failed, and up from then on unless the engine is poisoned or the client stopped.
 */
final class DarkSwapHealthIndicator extends AbstractHealthIndicator {

	private final DarkSwapClient client;

	private final Supplier<Optional<Throwable>> preloadingFailure;

	private final List<BalanceSource> balanceSources;

	/**
	 * Creates a health indicator.
	 * @param client the client to tell of
	 * @param preloadingFailure why the client could not be preloaded, if that is so
	 * @param balanceSources the sources whose limitations are shown
	 */
	DarkSwapHealthIndicator(DarkSwapClient client, Supplier<Optional<Throwable>> preloadingFailure,
			List<BalanceSource> balanceSources) {
		super("DarkSwap health check failed");
		this.client = client;
		this.preloadingFailure = preloadingFailure;
		this.balanceSources = balanceSources;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		switch (this.client.getState()) {
			case NEW -> failure().ifPresentOrElse(builder::down, builder::unknown);
			case STARTED -> builder.up();
			case STOPPED -> builder.outOfService();
			case POISONED, CLOSED -> builder.down();
		}
		builder.withDetails(ClientDetails.of(this.client));
		List<String> limitations = this.balanceSources.stream()
			.flatMap((source) -> source.limitation().stream())
			.toList();
		if (!limitations.isEmpty()) {
			builder.withDetail("balanceLimitations", limitations);
		}
	}

	/**
	 * A call that came early may have failed too, and without preloading only calls do.
	 */
	private Optional<Throwable> failure() {
		return this.client.getInitializationFailure().<Throwable>map((ex) -> ex).or(this.preloadingFailure);
	}

}
