package io.darkswap.wasm.chain;

import java.time.Duration;
import java.util.Objects;
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
 * Caches values for a short time. Concurrent callers of one key wait for the first
 * caller's value. Failures are not cached. Thread-safe.
 *
 * @param <V> the value
 */
final class CoalescingCache<V> {

	private static final int MAX_VALUES = 1_000;

	private final AsyncCache<String, Outcome<V>> cache;

	CoalescingCache(Duration timeToLive) {
		this(timeToLive, Ticker.systemTicker());
	}

	CoalescingCache(Duration timeToLive, Ticker ticker) {
		this.cache = Caffeine.newBuilder()
			.maximumSize(MAX_VALUES)
			.expireAfterWrite(timeToLive)
			.ticker(ticker)
			.executor(Runnable::run)
			.buildAsync();
	}

	/**
	 * Returns the value of a key. The first caller loads it on its own thread.
	 */
	V get(String key, Function<String, V> loader) {
		while (true) {
			CompletableFuture<Outcome<V>> own = new CompletableFuture<>();
			CompletableFuture<Outcome<V>> shared = this.cache.get(key, (missing, executor) -> own);
			if (shared == own) {
				load(own, key, loader);
			}
			Outcome<V> outcome = await(shared);
			if (outcome.value() != null) {
				return outcome.value();
			}
			RuntimeException failure = Objects.requireNonNull(outcome.failure());
			if (shared == own || !isInterruption(failure)) {
				throw failure;
			}
			// The first caller was interrupted, but this one was not.
		}
	}

	/**
	 * Completes the future also if the load fails: Caffeine logs futures that fail, but
	 * the caller reports the failure.
	 */
	private void load(CompletableFuture<Outcome<V>> own, String key, Function<String, V> loader) {
		Outcome<V> outcome = new Outcome<>(null, new IllegalStateException("The load ended with an error"));
		try {
			outcome = new Outcome<>(loader.apply(key), null);
		}
		catch (RuntimeException ex) {
			outcome = new Outcome<>(null, ex);
		}
		finally {
			if (outcome.failure() != null) {
				this.cache.asMap().remove(key, own);
			}
			own.complete(outcome);
		}
	}

	private static <V> Outcome<V> await(CompletableFuture<Outcome<V>> shared) {
		try {
			return shared.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new DarkSwapException(ErrorCode.CALL_INTERRUPTED,
					"The thread was interrupted while it waited for a balance: try again", ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("Loads never fail their future", ex);
		}
	}

	private static boolean isInterruption(RuntimeException failure) {
		return failure instanceof DarkSwapException known && known.code() == ErrorCode.CALL_INTERRUPTED;
	}

	/** A value, or the failure to load it. */
	private record Outcome<V>(@Nullable V value, @Nullable RuntimeException failure) {

	}

}
