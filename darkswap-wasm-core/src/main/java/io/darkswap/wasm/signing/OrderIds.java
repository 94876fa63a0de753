package io.darkswap.wasm.signing;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Generates the upper halves of the ids of signed orders, whose lower halves are derived
 * from the signed content (see {@link OrderHash}). Each is used once, so that two orders
 * with the same content have different ids. They ascend. Thread-safe.
 */
public final class OrderIds {

	/** A millisecond and a count within it, of 12 bits; it may run ahead of the clock. */
	private final AtomicLong last = new AtomicLong();

	/**
	 * Reserve upper halves.
	 * @param now microseconds since the epoch
	 * @return the number of the first; the others' numbers follow it
	 */
	public long reserve(int count, long now) {
		// Other clients of the same maker start at other counts.
		long earliest = now / 1000 << TimeOrderedIds.LOWER_BITS
				| ThreadLocalRandom.current().nextInt(1 << TimeOrderedIds.LOWER_BITS);
		long reserved = this.last.updateAndGet((before) -> Math.max(before, earliest) + count);
		return reserved - count;
	}

	/** Returns the upper half with a number. */
	public static long high(long number) {
		return TimeOrderedIds.high(number >>> TimeOrderedIds.LOWER_BITS, number);
	}

}
