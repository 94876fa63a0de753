package io.darkswap.wasm.autoconfigure.actuate;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.autoconfigure.properties.OptionProperties;
import io.darkswap.wasm.log.LogStatus;
import io.darkswap.wasm.wallet.BalanceSource;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Reports whether a client trades. The status is unknown until the client is initialised,
 * and down if that fails. Afterwards it is up unless the engine is poisoned, the command
 * log has failed, or the client is stopped or closed.
 */
final class DarkSwapHealthIndicator extends AbstractHealthIndicator {

	private final DarkSwapClient client;

	private final Supplier<Optional<Throwable>> preloadingFailure;

	private final List<BalanceSource> balanceSources;

	/**
	 * Creates a health indicator.
	 * @param client the client
	 * @param preloadingFailure returns the failure of preloading, if any
	 * @param balanceSources the sources whose limitations are reported
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
			case NEW -> failure().ifPresentOrElse((failure) -> down(builder, failure), builder::unknown);
			case STARTED -> builder.up();
			case STOPPED -> builder.outOfService();
			case POISONED, CLOSED -> builder.down();
		}
		if (this.client.getLogStatus().flatMap(LogStatus::failure).isPresent()) {
			builder.down();
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
	 * The failure was logged when it occurred: a status with an exception is logged
	 * again.
	 */
	private static void down(Health.Builder builder, Throwable failure) {
		builder.down().withDetail("error", failure.getClass().getName() + ": " + failure.getMessage());
	}

	/**
	 * An early call can also fail the initialisation; without preloading, only calls can.
	 */
	private Optional<Throwable> failure() {
		return this.client.getInitializationFailure()
			.<Throwable>map(OptionProperties::named)
			.or(this.preloadingFailure);
	}

}
