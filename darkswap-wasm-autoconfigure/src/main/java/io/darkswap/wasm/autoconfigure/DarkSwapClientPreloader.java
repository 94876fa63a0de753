package io.darkswap.wasm.autoconfigure;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.core.log.LogMessage;

/**
 * Warms the module up and initialises the client, in the background, once the application
 * accepts traffic. A call that comes earlier initialises the client itself and waits for
 * no warm-up.
 * <p>
 * If that fails, the application refuses traffic through its readiness state, and
 * preloading is tried again until it succeeds.
 */
public final class DarkSwapClientPreloader
		implements ApplicationListener<AvailabilityChangeEvent<ReadinessState>>, DisposableBean {

	private static final Log logger = LogFactory.getLog(DarkSwapClientPreloader.class);

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

	private final DarkSwapClient client;

	private final BooleanSupplier wanted;

	private final Executor executor;

	private final ApplicationEventPublisher publisher;

	private final AtomicBoolean begun = new AtomicBoolean();

	private final CountDownLatch destroyed = new CountDownLatch(1);

	private volatile @Nullable Throwable failure;

	/**
	 * Creates a preloader.
	 * @param client the client to initialise
	 * @param wanted whether to do so, asked when the application accepts traffic
	 * @param executor runs one task that may last as long as the application
	 * @param publisher receives the readiness state
	 */
	DarkSwapClientPreloader(DarkSwapClient client, BooleanSupplier wanted, Executor executor,
			ApplicationEventPublisher publisher) {
		this.client = client;
		this.wanted = wanted;
		this.executor = executor;
		this.publisher = publisher;
	}

	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
		if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC && !this.begun.get() && this.wanted.getAsBoolean()
				&& this.begun.compareAndSet(false, true)) {
			this.executor.execute(this::preloadUntilDone);
		}
	}

	private void preloadUntilDone() {
		Duration pause = FIRST_PAUSE;
		while (!preload() && !isDestroyedWithin(pause)) {
			pause = pause.multipliedBy(2);
			pause = (pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE;
		}
	}

	/** Returns whether there is nothing left to do. */
	private boolean preload() {
		try {
			this.client.preload().join();
			if (this.client.getState() == ClientState.NEW) {
				this.client.initialize();
			}
			succeeded();
			return true;
		}
		catch (CompletionException ex) {
			return failed((ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (RuntimeException ex) {
			return failed(ex);
		}
	}

	private boolean isDestroyedWithin(Duration pause) {
		try {
			return this.destroyed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return true;
		}
	}

	private void succeeded() {
		logger.info(LogMessage.format("DarkSwap client initialized: %s", this.client.getSharedMemoryStatus()));
		if (this.failure != null) {
			this.failure = null;
			AvailabilityChangeEvent.publish(this.publisher, this, ReadinessState.ACCEPTING_TRAFFIC);
		}
	}

	private boolean failed(Throwable failure) {
		if (this.destroyed.getCount() == 0 || this.client.getState() == ClientState.CLOSED) {
			logger.debug("The application stopped before DarkSwap was preloaded", failure);
			return true;
		}
		boolean first = this.failure == null;
		this.failure = failure;
		if (first) {
			logger.error("DarkSwap could not be preloaded: the application refuses traffic until a retry succeeds",
					failure);
			AvailabilityChangeEvent.publish(this.publisher, this, ReadinessState.REFUSING_TRAFFIC);
		}
		else {
			logger.debug("DarkSwap could not be preloaded by a retry either", failure);
		}
		return false;
	}

	/**
	 * Returns the reason why preloading failed.
	 * @return the failure, or empty if preloading has not failed or a retry succeeded
	 */
	public Optional<Throwable> failure() {
		return Optional.ofNullable(this.failure);
	}

	@Override
	public void destroy() {
		this.destroyed.countDown();
	}

}
