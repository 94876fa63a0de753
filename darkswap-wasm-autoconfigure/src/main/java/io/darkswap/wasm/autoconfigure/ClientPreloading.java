package io.darkswap.wasm.autoconfigure;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.autoconfigure.properties.OptionProperties;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;

/**
 * Preloads one client, and retries with growing pauses until preloading succeeds or the
 * application stops. The application refuses traffic between the first failure and the
 * success.
 */
final class ClientPreloading implements Runnable {

	private static final Log logger = LogFactory.getLog(DarkSwapClientPreloader.class);

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

	private final String name;

	private final DarkSwapClient client;

	private final DarkSwapReadiness readiness;

	private final CountDownLatch stopped = new CountDownLatch(1);

	private volatile @Nullable Throwable failure;

	ClientPreloading(String name, DarkSwapClient client, DarkSwapReadiness readiness) {
		this.name = name;
		this.client = client;
		this.readiness = readiness;
	}

	@Override
	public void run() {
		Duration pause = FIRST_PAUSE;
		while (!preload() && !isStoppedWithin(pause)) {
			pause = pause.multipliedBy(2);
			pause = (pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE;
		}
	}

	/** Warm up in this thread, without initializing the client. */
	void warmUp() {
		try {
			this.client.preload().join();
		}
		catch (CompletionException ex) {
			logger.warn(LogMessage
				.format("The client %s could not be warmed up: an archive of this run lacks the engine", this.name),
					ex.getCause());
		}
	}

	/** Return whether preloading is done. */
	private boolean preload() {
		try {
			this.client.preload().join();
			if (this.client.getState() == ClientState.NEW) {
				this.client.initialize();
			}
			this.failure = null;
			logger.info(LogMessage.format("The client %s is initialized: %s", this.name,
					this.client.getSharedMemoryStatus()));
			return true;
		}
		catch (CompletionException ex) {
			return failed((ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (RuntimeException ex) {
			return failed(ex);
		}
	}

	private boolean failed(Throwable failure) {
		Throwable cause = (failure instanceof DarkSwapException ex) ? OptionProperties.named(ex) : failure;
		if (this.stopped.getCount() == 0 || this.client.getState() == ClientState.CLOSED) {
			logger.debug(LogMessage.format("The application stopped before the client %s was preloaded", this.name),
					cause);
			return true;
		}
		boolean first = this.failure == null;
		this.failure = cause;
		if (first) {
			logger.error(LogMessage.format(
					"The client %s could not be preloaded: the application refuses traffic until a retry succeeds",
					this.name), cause);
			this.readiness.refuse(this.client);
		}
		else {
			logger.debug(LogMessage.format("A retry could not preload the client %s either", this.name), cause);
		}
		return false;
	}

	private boolean isStoppedWithin(Duration pause) {
		try {
			return this.stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return true;
		}
	}

	void stop() {
		this.stopped.countDown();
	}

	DarkSwapClient client() {
		return this.client;
	}

	Optional<Throwable> failure() {
		return Optional.ofNullable(this.failure);
	}

}
