package io.darkswap.wasm.threads;

import java.time.Duration;

/**
 * Durations as nanoseconds.
 */
public final class Nanos {

	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

	private Nanos() {
	}

	/**
	 * Return a duration's nanoseconds.
	 * @param duration the duration
	 * @return its nanoseconds; for one above 292 years, the most that fit
	 */
	public static long of(Duration duration) {
		return (duration.compareTo(LONGEST) < 0) ? duration.toNanos() : Long.MAX_VALUE;
	}

}
