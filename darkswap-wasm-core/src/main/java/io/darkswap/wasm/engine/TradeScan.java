package io.darkswap.wasm.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.BinaryOperator;

/**
 * Scans a market's trades in parts of one call each. The trades that the first call does
 * not reach are split over the engine's instances, which scan their portions
 * concurrently; the calling thread scans the first portion.
 * <p>
 * A market is locked for a part at a time. A window of up to
 * {@link EngineAbi#LIMIT_SCAN_TRADES} trades is read at one moment. A larger window may
 * lack trades that leave the history meanwhile.
 *
 * @param <T> the type of the result
 * @param engine the engine
 * @param head scans the window's first part
 * @param tail scans a range, or its first part
 * @param join joins the results of two adjacent ranges
 */
record TradeScan<T>(Engine engine, Head<T> head, Tail<T> tail, BinaryOperator<T> join) {

	/** The fewest trades for which another thread is worth its cost. */
	private static final int PORTION = 4 * EngineAbi.LIMIT_SCAN_TRADES;

	T run() {
		Part<T> first;
		TradeRange rest;
		try (EngineSession session = this.engine.open()) {
			first = this.head.scan(session);
			rest = new TradeRange(first.next(), first.window().end());
			if (rest.size() <= PORTION) {
				return rest.isEmpty() ? first.value() : this.join.apply(first.value(), scan(session, rest));
			}
		}
		return this.join.apply(first.value(), scanPortions(split(rest)));
	}

	/** Splits a range into equal portions, each worth a thread. */
	private List<TradeRange> split(TradeRange range) {
		long portions = Math.min(this.engine.instances(), range.size() / PORTION + 1);
		List<TradeRange> ranges = new ArrayList<>();
		for (long i = 0; i < portions; i++) {
			ranges.add(new TradeRange(range.first() + range.size() * i / portions,
					range.first() + range.size() * (i + 1) / portions));
		}
		return ranges;
	}

	private T scanPortions(List<TradeRange> portions) {
		List<ForkJoinTask<T>> others = portions.subList(1, portions.size())
			.stream()
			.map((portion) -> ForkJoinPool.commonPool().submit(() -> scan(portion)))
			.toList();
		T result = scan(portions.get(0));
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

	/** Scans a window's first part. */
	interface Head<T> {

		Part<T> scan(EngineSession session);

	}

	/** Scans a range's first part. */
	interface Tail<T> {

		Part<T> scan(EngineSession session, TradeRange range);

	}

	/**
	 * The result of one call.
	 *
	 * @param <T> the type of the result
	 * @param value the result of the scanned trades
	 * @param window all trades of the window, if one was requested
	 * @param next the number of the next trade to scan
	 */
	record Part<T>(T value, TradeRange window, long next) {
	}

}
