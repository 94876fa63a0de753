package io.darkswap.wasm.signing;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Generates ids for orders and trades: UUIDs of version 7 (RFC 9562), whose first 48 bits
 * are the time in milliseconds and the rest random. They are not secrets, so the random
 * numbers need not be cryptographic, which would cost more than the order itself.
 */
public final class TimeOrderedIds {

	private static final long MICROS_PER_MILLI = 1000;

	/** The bits of the upper half that follow the milliseconds and the version. */
	public static final int LOWER_BITS = 12;

	private static final long VERSION_7 = 0x7000L;

	private static final long RANDOM_12_BITS = 0x0fffL;

	private static final long VARIANT = 0x8000_0000_0000_0000L;

	private static final long RANDOM_62_BITS = 0x3fff_ffff_ffff_ffffL;

	/**
	 * The bits that stay zero in the first of a series, so that counting never reaches
	 * the variant.
	 */
	private static final long HIGHEST_RANDOM_BIT = 0x2000_0000_0000_0000L;

	private TimeOrderedIds() {
	}

	/**
	 * Return a random id.
	 * @param now microseconds since the epoch
	 */
	public static UUID next(long now) {
		return new UUID(high(now / MICROS_PER_MILLI, ThreadLocalRandom.current().nextLong()), randomLow());
	}

	/** Return the upper half of milliseconds since the epoch and the lower 12 bits. */
	static long high(long millis, long lower) {
		return millis << 16 | VERSION_7 | lower & RANDOM_12_BITS;
	}

	/** Return a random lower half. */
	public static long randomLow() {
		return low(ThreadLocalRandom.current().nextLong());
	}

	/** Return the lower half that holds 62 bits of a number. */
	static long low(long bits) {
		return VARIANT | bits & RANDOM_62_BITS;
	}

	/**
	 * Return the first id of a series, in which each id is one more than the previous
	 * one.
	 */
	public static UUID first(long now) {
		UUID id = next(now);
		return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() & ~HIGHEST_RANDOM_BIT);
	}

}
