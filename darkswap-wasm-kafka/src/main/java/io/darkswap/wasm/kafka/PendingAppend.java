package io.darkswap.wasm.kafka;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.darkswap.wasm.DarkSwapException;
import org.jspecify.annotations.Nullable;

/**
 * A record that was sent to the topic and that a caller waits for.
 */
final class PendingAppend {

	private final @Nullable Object context;

	private final CompletableFuture<Long> position = new CompletableFuture<>();

	/**
	 * Why the producer gave the record up, if it cannot say whether it is in the topic.
	 */
	private volatile @Nullable Throwable unknown;

	PendingAppend(@Nullable Object context) {
		this.context = context;
	}

	/** Return the context that the caller passes to the applier. */
	@Nullable Object context() {
		return this.context;
	}

	void applied(long at) {
		this.position.complete(at);
	}

	void refused(DarkSwapException reason) {
		this.position.completeExceptionally(reason);
	}

	/** Keep why the producer gave up. The record may still arrive. */
	void unknown(Throwable reason) {
		this.unknown = reason;
	}

	@Nullable Throwable unknown() {
		return this.unknown;
	}

	/**
	 * Wait until the record is applied or refused. An interruption does not end the wait,
	 * and the thread stays interrupted.
	 * @param deadline the time at which the wait ends, as {@link System#nanoTime}
	 * @return the position of the record, or -1 if the time ended
	 * @throws DarkSwapException the refusal
	 */
	long await(long deadline) {
		boolean interrupted = false;
		try {
			while (true) {
				try {
					return this.position.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
				}
				catch (TimeoutException ex) {
					return -1;
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
				catch (ExecutionException ex) {
					throw (ex.getCause() instanceof DarkSwapException failure) ? KafkaFailures.again(failure)
							: new IllegalStateException(ex);
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/** Wait until the record is answered or the time ends, whatever the answer. */
	void awaitAnswer(long deadline) {
		try {
			await(deadline);
		}
		catch (DarkSwapException ex) {
			// The caller receives it.
		}
	}

}
