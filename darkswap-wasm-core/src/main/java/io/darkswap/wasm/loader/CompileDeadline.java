package io.darkswap.wasm.loader;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.threads.DaemonThreads;
import io.darkswap.wasm.threads.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * Limits the time to parse and compile a module. Neither can be stopped from outside:
 * abandoned work continues at the lowest priority until its current step ends, and its
 * result is dropped.
 */
final class CompileDeadline {

	private CompileDeadline() {
	}

	/**
	 * Run some work within a time limit.
	 * @param url the module's URL, without secrets
	 * @param timeout the time limit
	 * @param work compiles the module; its argument returns whether the time is over
	 * @return the result of the work
	 * @throws DarkSwapException with {@link ErrorCode#MODULE_TIMED_OUT} if it takes
	 * longer, {@link ErrorCode#CALL_INTERRUPTED} if this thread is interrupted, which it
	 * stays
	 */
	static CachedModule run(String url, Duration timeout, Function<BooleanSupplier, CachedModule> work) {
		AtomicBoolean expired = new AtomicBoolean();
		CompletableFuture<CachedModule> result = new CompletableFuture<>();
		Thread worker = DaemonThreads.start("darkswap-module-compiler", () -> {
			try {
				result.complete(work.apply(expired::get));
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		});
		try {
			return result.get(Nanos.of(timeout), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			abandon(worker, expired);
			throw new DarkSwapException(ErrorCode.MODULE_TIMED_OUT,
					"The module at %s was not compiled within the option compile-timeout, which is %d ms: build a smaller one, or raise the limit if you trust it"
						.formatted(url, timeout.toMillis()),
					ex, "compile-timeout");
		}
		catch (InterruptedException ex) {
			abandon(worker, expired);
			Thread.currentThread().interrupt();
			throw new DarkSwapException(ErrorCode.CALL_INTERRUPTED, "Interrupted while " + url + " was compiled", ex);
		}
		catch (ExecutionException ex) {
			throw rethrown(ex.getCause());
		}
	}

	/** Give up between two steps if the time is over. */
	static void check(BooleanSupplier expired) {
		if (expired.getAsBoolean()) {
			throw new CancellationException("The time to compile is over");
		}
	}

	private static void abandon(Thread worker, AtomicBoolean expired) {
		expired.set(true);
		worker.setPriority(Thread.MIN_PRIORITY);
	}

	private static RuntimeException rethrown(@Nullable Throwable failure) {
		if (failure instanceof Error error) {
			throw error;
		}
		return (failure instanceof RuntimeException exception) ? exception : new IllegalStateException(failure);
	}

}
