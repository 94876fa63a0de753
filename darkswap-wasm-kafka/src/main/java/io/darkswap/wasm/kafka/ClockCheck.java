package io.darkswap.wasm.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Compares the clock of this node with that of the brokers, which appends the time to
 * each record. One thread uses it.
 */
final class ClockCheck {

	private static final Duration LARGEST = Duration.ofMinutes(1);

	private final long largestMicros;

	private boolean warned;

	/**
	 * Create a check.
	 * @param longestAppend the longest time that a record waits until it is appended
	 */
	ClockCheck(Duration longestAppend) {
		this.largestMicros = TimeUnit.MILLISECONDS.toMicros(LARGEST.plus(longestAppend).toMillis());
	}

	/**
	 * Compare the times of a record of this node.
	 * @param created the time of this node, microseconds since the epoch; 0 if the record
	 * has none
	 * @param appended the time of the broker, milliseconds since the epoch
	 * @return a warning the first time that they are far apart
	 */
	Optional<String> compare(long created, long appended) {
		long ahead = created - TimeUnit.MILLISECONDS.toMicros(appended);
		if (this.warned || created == 0 || appended < 0 || Math.abs(ahead) <= this.largestMicros) {
			return Optional.empty();
		}
		this.warned = true;
		return Optional
			.of("The clock of this node is %s %s that of the brokers, so the orders that it creates expire as much too %s: synchronise the clock"
				.formatted(Duration.ofSeconds(TimeUnit.MICROSECONDS.toSeconds(Math.abs(ahead))),
						(ahead > 0) ? "ahead of" : "behind", (ahead > 0) ? "late" : "early"));
	}

}
