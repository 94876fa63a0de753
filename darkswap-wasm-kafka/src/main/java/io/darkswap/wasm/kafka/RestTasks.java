package io.darkswap.wasm.kafka;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;

import io.darkswap.wasm.DarkSwapException;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that wait for the thread that applies records, oldest first. Thread-safe.
 */
final class RestTasks {

	private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();

	private volatile @Nullable DarkSwapException refusal;

	/**
	 * Add a task, and wait until it has run; an interruption does not end the wait.
	 * @param task receives the position of the newest applied record
	 * @param wake lets the thread look for tasks
	 * @throws DarkSwapException the refusal, if the thread has ended
	 */
	void runAndWait(LongConsumer task, Runnable wake) {
		Task entry = new Task(task, new CompletableFuture<>());
		this.tasks.add(entry);
		wake.run();
		// The thread may have looked for the last time before the task was added
		refuseIfEnded();
		entry.await();
	}

	/** Run the tasks that wait. */
	void run(long position) {
		for (Task task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run(position);
		}
	}

	/** Refuse all tasks from now on. */
	void end(DarkSwapException reason) {
		this.refusal = reason;
		refuseIfEnded();
	}

	private void refuseIfEnded() {
		DarkSwapException reason = this.refusal;
		if (reason == null) {
			return;
		}
		for (Task task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.done.completeExceptionally(reason);
		}
	}

	/**
	 * A task.
	 *
	 * @param task receives the position of the newest applied record
	 * @param done completes when the task has run or is refused
	 */
	private record Task(LongConsumer task, CompletableFuture<Void> done) {

		void run(long position) {
			try {
				this.task.accept(position);
				this.done.complete(null);
			}
			catch (RuntimeException | Error ex) {
				this.done.completeExceptionally(ex);
			}
		}

		void await() {
			try {
				this.done.join();
			}
			catch (CompletionException ex) {
				throw (ex.getCause() instanceof DarkSwapException failure) ? KafkaFailures.again(failure) : ex;
			}
		}

	}

}
