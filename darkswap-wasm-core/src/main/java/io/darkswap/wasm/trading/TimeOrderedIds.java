package io.darkswap.wasm.trading;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * New ids for orders and trades: UUIDs of version 7 (RFC 9562), whose first 48 bits are
 * the time in milliseconds and the rest random. They are names, not secrets, so the
 * random numbers need not be of the cryptographic kind, which would cost more than the
 * order itself.
 */
final class TimeOrderedIds {

	private static final long VERSION_7 = 0x7000L;

	private static final long RANDOM_12_BITS = 0x0fffL;

	private static final long VARIANT = 0x8000_0000_0000_0000L;

	private static final long RANDOM_62_BITS = 0x3fff_ffff_ffff_ffffL;

	/** Left out where others follow, so that counting never reaches the variant. */
	private static final long HIGHEST_RANDOM_BIT = 0x2000_0000_0000_0000L;

	private TimeOrderedIds() {
	}

	static UUID next(Instant now) {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		return new UUID(now.toEpochMilli() << 16 | VERSION_7 | random.nextLong() & RANDOM_12_BITS,
				VARIANT | random.nextLong() & RANDOM_62_BITS);
	}

	/**
	 * Returns an id that many others may follow, each {@linkplain #after one more} than
	 * the one before it.
	 */
	static UUID first(Instant now) {
		UUID id = next(now);
		return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() & ~HIGHEST_RANDOM_BIT);
	}

	/** Returns the id that comes so many after the first. */
	static UUID after(UUID first, int count) {
		return new UUID(first.getMostSignificantBits(), first.getLeastSignificantBits() + count);
	}

}
