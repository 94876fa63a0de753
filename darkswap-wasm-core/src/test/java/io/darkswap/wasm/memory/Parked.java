package io.darkswap.wasm.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * A thread that waits in {@code memory.atomic.wait}, and the future result of its wait.
 */
record Parked(Thread thread, CompletableFuture<Integer> result) {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	/** Starts a thread and returns when it is parked. */
	static Parked in(IntSupplier wait) throws InterruptedException {
		Parked parked = start(wait);
		until(() -> LockSupport.getBlocker(parked.thread) instanceof Waiter);
		return parked;
	}

	static Parked start(IntSupplier wait) {
		CompletableFuture<Integer> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				result.complete(wait.getAsInt());
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		}, "waiter");
		thread.setDaemon(true);
		thread.start();
		return new Parked(thread, result);
	}

	/** Starts threads that park one after the other. */
	static List<Parked> inTurn(int count, IntSupplier wait) throws InterruptedException {
		List<Parked> parked = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			parked.add(in(wait));
		}
		return parked;
	}

	static void until(BooleanSupplier condition) throws InterruptedException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - deadline > 0) {
				throw new AssertionError("still not so after " + PATIENCE);
			}
			TimeUnit.MICROSECONDS.sleep(100);
		}
	}

	int returned() throws InterruptedException {
		try {
			return this.result.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
		}
		finally {
			this.thread.join(PATIENCE.toMillis());
		}
	}

	Throwable failure() throws InterruptedException {
		try {
			throw new AssertionError("returned " + returned());
		}
		catch (CompletionException ex) {
			return Objects.requireNonNull(ex.getCause());
		}
	}

	boolean isWaiting() {
		return !this.result.isDone();
	}

}
