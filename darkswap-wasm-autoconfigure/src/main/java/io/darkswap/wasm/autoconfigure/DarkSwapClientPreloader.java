package io.darkswap.wasm.autoconfigure;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.log.LogMessage;

/**
 * Warms the module up and initialises the client, in the background, once the application
 * is ready. A call that comes earlier initialises the client itself and waits for no
 * warm-up.
 */
public final class DarkSwapClientPreloader implements ApplicationListener<ApplicationReadyEvent> {

	private static final Log logger = LogFactory.getLog(DarkSwapClientPreloader.class);

	private final DarkSwapClient client;

	private final Executor executor;

	private volatile @Nullable Throwable failure;

	DarkSwapClientPreloader(DarkSwapClient client, Executor executor) {
		this.client = client;
		this.executor = executor;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		this.executor.execute(this::preload);
	}

	private void preload() {
		try {
			this.client.preload().join();
			this.client.initialize();
			logger.info(LogMessage.format("DarkSwap client initialized: %s", this.client.getSharedMemoryStatus()));
		}
		catch (CompletionException ex) {
			failed((ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (RuntimeException ex) {
			failed(ex);
		}
	}

	private void failed(Throwable failure) {
		if (this.client.getState() == ClientState.CLOSED) {
			logger.debug("The application stopped before DarkSwap was preloaded", failure);
			return;
		}
		this.failure = failure;
		logger.error("DarkSwap could not be preloaded", failure);
	}

	/**
	 * Returns the reason why preloading failed.
	 * @return the failure, or empty if preloading has not failed
	 */
	public Optional<Throwable> failure() {
		return Optional.ofNullable(this.failure);
	}

}
