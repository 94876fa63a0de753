package io.darkswap.wasm.log;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.log.file.LogFailures;

/**
 * A task that waits for the writer, which runs it between two batches.
 */
final class PendingTask extends Pending {

	private final LongConsumer task;

	private final CompletableFuture<Void> done = new CompletableFuture<>();

	/**
	 * Create a task.
	 * @param task receives the position of the newest applied record
	 */
	PendingTask(LongConsumer task) {
		this.task = task;
	}

	/** Wait until the task has run; an interruption does not end the wait. */
	void await() {
		try {
			this.done.join();
		}
		catch (CompletionException ex) {
			Throwable cause = ex.getCause();
			throw (cause instanceof DarkSwapException failure) ? LogFailures.again(failure) : ex;
		}
	}

	@Override
	void refused(DarkSwapException reason) {
		this.done.completeExceptionally(reason);
	}

	void run(long position) {
		try {
			this.task.accept(position);
			this.done.complete(null);
		}
		catch (RuntimeException | Error ex) {
			this.done.completeExceptionally(ex);
		}
	}

}
