package io.darkswap.wasm.autoconfigure.chain;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers for a short time, and lets callers who want the same one at the same time
 * wait for the first. Failures are not kept. Thread-safe.
 *
 * @param <V> the answer
 */
final class SharedAnswers<V> {

	private static final int MAX_ANSWERS = 1_000;

	private final AsyncCache<String, V> cache;

	SharedAnswers(Duration kept) {
		this(kept, Ticker.systemTicker());
	}

	SharedAnswers(Duration kept, Ticker ticker) {
		this.cache = Caffeine.newBuilder()
			.maximumSize(MAX_ANSWERS)
			.expireAfterWrite(kept)
			.ticker(ticker)
			.executor(Runnable::run)
			.buildAsync();
	}

	/**
	 * Returns the answer to a question, which the first caller asks on its own thread.
	 */
	V get(String question, Function<String, V> ask) {
		while (true) {
			CompletableFuture<V> own = new CompletableFuture<>();
			CompletableFuture<V> shared = this.cache.get(question, (key, executor) -> own);
			if (shared == own) {
				complete(own, question, ask);
			}
			try {
				return shared.get();
			}
			catch (ExecutionException ex) {
				if (shared == own || !wasInterrupted(ex.getCause())) {
					throw (RuntimeException) ex.getCause();
				}
				// The one that was waited for gave up, but this caller did not.
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new DarkSwapException(ErrorCode.CALL_INTERRUPTED,
						"The thread was interrupted while it waited for a balance: ask again", ex);
			}
		}
	}

	private static <V> void complete(CompletableFuture<V> own, String question, Function<String, V> ask) {
		try {
			own.complete(ask.apply(question));
		}
		catch (RuntimeException ex) {
			own.completeExceptionally(ex);
		}
		catch (Error ex) {
			own.completeExceptionally(new IllegalStateException(ex));
			throw ex;
		}
	}

	private static boolean wasInterrupted(@Nullable Throwable failure) {
		return failure instanceof DarkSwapException known && known.code() == ErrorCode.CALL_INTERRUPTED;
	}

}
