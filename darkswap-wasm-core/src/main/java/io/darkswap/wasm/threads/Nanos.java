package io.darkswap.wasm.threads;

import java.time.Duration;

/**
 * Converts durations to nanoseconds.
 */
public final class Nanos {

	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

	private Nanos() {
	}

	/**
	 * Return a duration's nanoseconds.
	 * @param duration the duration
	 * @return its nanoseconds, at most {@link Long#MAX_VALUE} (292 years)
	 */
	public static long of(Duration duration) {
		return (duration.compareTo(LONGEST) < 0) ? duration.toNanos() : Long.MAX_VALUE;
	}

}
