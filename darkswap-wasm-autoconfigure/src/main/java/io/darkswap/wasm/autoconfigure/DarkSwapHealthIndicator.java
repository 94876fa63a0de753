package io.darkswap.wasm.autoconfigure;

import java.util.Optional;
import java.util.function.Supplier;

import io.darkswap.wasm.DarkSwapClient;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Tells whether a client trades: it is unknown until the client is initialised, and up
 * from then on unless the engine is poisoned or the client stopped.
 */
final class DarkSwapHealthIndicator extends AbstractHealthIndicator {

	private final DarkSwapClient client;

	private final Supplier<Optional<Throwable>> failure;

	/**
	 * Creates a health indicator.
	 * @param client the client to tell of
	 * @param failure why the client could not be preloaded, if that is so
	 */
	DarkSwapHealthIndicator(DarkSwapClient client, Supplier<Optional<Throwable>> failure) {
		super("DarkSwap health check failed");
		this.client = client;
		this.failure = failure;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		switch (this.client.getState()) {
			case NEW -> this.failure.get().ifPresentOrElse(builder::down, builder::unknown);
			case STARTED -> builder.up();
			case STOPPED -> builder.outOfService();
			case POISONED, CLOSED -> builder.down();
		}
		builder.withDetails(ClientDetails.of(this.client));
	}

}
