package io.darkswap.wasm.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.BinaryOperator;

/**
 * Goes through a market's trades in parts that are one call each. What the first call
 * does not reach is split over the engine's instances, which go through their shares at
 * once; the calling thread takes the first share.
 * <p>
 * A market is locked for a part at a time. A window of up to
 * {@link EngineAbi#LIMIT_SCAN_TRADES} trades is seen as it is at one moment; of a larger
 * one, trades that leave the history meanwhile may be left out.
 *
 * @param <T> what the trades of a range give
 * @param engine the engine
 * @param head goes through the window's first part
 * @param tail goes through a range, or its first part
 * @param join joins what two ranges give, the second following the first
 */
record TradeScan<T>(Engine engine, Head<T> head, Tail<T> tail, BinaryOperator<T> join) {

	/** Below so many trades another thread would cost more than it brings. */
	private static final int SHARE = 4 * EngineAbi.LIMIT_SCAN_TRADES;

	T run() {
		Part<T> first;
		TradeRange rest;
		try (EngineSession session = this.engine.open()) {
			first = this.head.scan(session);
			rest = new TradeRange(first.next(), first.window().end());
			if (rest.size() <= SHARE) {
				return rest.isEmpty() ? first.value() : this.join.apply(first.value(), scan(session, rest));
			}
		}
		return this.join.apply(first.value(), scanShares(split(rest)));
	}

	/** The shares are equal, and at least as large as it takes. */
	private List<TradeRange> split(TradeRange range) {
		long shares = Math.min(this.engine.instances(), range.size() / SHARE + 1);
		List<TradeRange> ranges = new ArrayList<>();
		for (long i = 0; i < shares; i++) {
			ranges.add(new TradeRange(range.first() + range.size() * i / shares,
					range.first() + range.size() * (i + 1) / shares));
		}
		return ranges;
	}

	private T scanShares(List<TradeRange> shares) {
		List<ForkJoinTask<T>> others = shares.subList(1, shares.size())
			.stream()
			.map((share) -> ForkJoinPool.commonPool().submit(() -> scan(share)))
			.toList();
		T result = scan(shares.get(0));
		for (ForkJoinTask<T> other : others) {
			result = this.join.apply(result, other.join());
		}
		return result;
	}

	private T scan(TradeRange range) {
		try (EngineSession session = this.engine.open()) {
			return scan(session, range);
		}
	}

	private T scan(EngineSession session, TradeRange range) {
		Part<T> part = this.tail.scan(session, range);
		T result = part.value();
		while (part.next() < range.end()) {
			part = this.tail.scan(session, new TradeRange(part.next(), range.end()));
			result = this.join.apply(result, part.value());
		}
		return result;
	}

	/** Goes through a window's first part. */
	interface Head<T> {

		Part<T> scan(EngineSession session);

	}

	/** Goes through a range's first part. */
	interface Tail<T> {

		Part<T> scan(EngineSession session, TradeRange range);

	}

	/**
	 * What a call gives.
	 *
	 * @param <T> what the trades give
	 * @param value what those gave that it went through
	 * @param window all trades of the window, if one was asked for
	 * @param next where to go on
	 */
	record Part<T>(T value, TradeRange window, long next) {
	}

}
