package io.darkswap.wasm.pool;

import java.time.Duration;

/**
 * Durations as nanoseconds.
 */
final class Nanos {

	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

	private Nanos() {
	}

	/** Return a duration's nanoseconds, for one above 292 years the most there are. */
	static long of(Duration duration) {
		return (duration.compareTo(LONGEST) < 0) ? duration.toNanos() : Long.MAX_VALUE;
	}

}
