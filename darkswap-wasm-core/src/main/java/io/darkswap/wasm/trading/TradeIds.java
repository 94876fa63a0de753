package io.darkswap.wasm.trading;

import java.util.UUID;

import io.darkswap.wasm.signing.TimeOrderedIds;

/**
 * Generates the ids of a shard's trades. The 12 bits behind the milliseconds, modulo the
 * number of shards, are the number of the shard, so that a trade is found by its id. The
 * others are as in {@link TimeOrderedIds}. Thread-safe.
 *
 * @param shard the number of the shard
 * @param shards the number of shards, at most 4096
 */
record TradeIds(int shard, int shards) {

	/** The ids of books in one engine. */
	static final TradeIds UNSHARDED = new TradeIds(0, 1);

	private static final int VALUES = 1 << TimeOrderedIds.LOWER_BITS;

	/** Return a random id. */
	UUID next(long now) {
		return marked(TimeOrderedIds.next(now));
	}

	/** Return the first id of a series, as {@link TimeOrderedIds#first} does. */
	UUID first(long now) {
		return marked(TimeOrderedIds.first(now));
	}

	private UUID marked(UUID id) {
		if (this.shards == 1) {
			return id;
		}
		int random = lower(id) % (VALUES / this.shards);
		long high = id.getMostSignificantBits();
		return new UUID(high & -VALUES | (long) random * this.shards + this.shard, id.getLeastSignificantBits());
	}

	/** Return the number of a trade's shard. */
	static int shard(UUID id, int shards) {
		return lower(id) % shards;
	}

	private static int lower(UUID id) {
		return (int) (id.getMostSignificantBits() & VALUES - 1);
	}

}
