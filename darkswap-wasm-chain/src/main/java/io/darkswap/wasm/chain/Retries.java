package io.darkswap.wasm.chain;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Retries until an attempt succeeds or fails permanently, with pauses that double.
 * Spring's own retry support cannot wait for the time in {@code Retry-After}, and cannot
 * be tested without sleeping.
 */
final class Retries {

	private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

	/** If a server requests a longer pause, the call fails at once. */
	static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

	private final int retries;

	private final Pause pause;

	Retries(int retries, Pause pause) {
		this.retries = retries;
		this.pause = pause;
	}

	<T> T run(Supplier<T> attempt) throws InterruptedException {
		Duration backOff = FIRST_PAUSE;
		for (int retry = 0;; retry++) {
			try {
				return attempt.get();
			}
			catch (ChainException ex) {
				Duration asked = ex.retryAfter();
				if (asked == null || asked.compareTo(LONGEST_PAUSE) > 0 || retry == this.retries) {
					throw ex;
				}
				this.pause.last((asked.compareTo(backOff) > 0) ? asked : backOff);
				backOff = backOff.multipliedBy(2);
				if (backOff.compareTo(LONGEST_PAUSE) > 0) {
					backOff = LONGEST_PAUSE;
				}
			}
		}
	}

	/** Waits between attempts. */
	interface Pause {

		void last(Duration duration) throws InterruptedException;

	}

}
