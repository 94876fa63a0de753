package io.darkswap.wasm.engine;

import java.time.Duration;

import io.darkswap.wasm.engine.abi.ForeignLimits;
import io.darkswap.wasm.engine.abi.HashKey;

/**
 * The options of an engine.
 *
 * @param instances the most callers that run at once
 * @param callTimeout the longest wait of a caller for an instance, and for a market that
 * a long call has locked
 * @param stopAfter the time that a call may compute before it is stopped
 * @param closedOrderHistory the number of closed orders that each market keeps
 * @param tradeHistory the number of trades that each market keeps
 * @param maximumExpiry the longest time to an order's expiry; longer than 2^63
 * microseconds is no limit
 * @param foreign what imported orders may take of the books
 * @param hashKey the key with which the engine hashes ids
 * @param bookLimit the most bytes that the books take, 0 for no limit. With a limit,
 * whether a command finds memory depends on the commands only: not on the memory's size,
 * the number of instances, or unread events, as long as the memory has room beyond the
 * limit. Without one, books and events share the whole memory.
 */
public record EngineOptions(int instances, Duration callTimeout, Duration stopAfter, int closedOrderHistory,
		int tradeHistory, Duration maximumExpiry, ForeignLimits foreign, HashKey hashKey, long bookLimit) {

	private static final Duration MONTH = Duration.ofDays(30);

	/** Create options without a book limit. */
	public EngineOptions(int instances, Duration callTimeout, Duration stopAfter, int closedOrderHistory,
			int tradeHistory, Duration maximumExpiry, ForeignLimits foreign, HashKey hashKey) {
		this(instances, callTimeout, stopAfter, closedOrderHistory, tradeHistory, maximumExpiry, foreign, hashKey, 0);
	}

	/** Create options with a maximum expiry of 30 days and a random hash key. */
	public EngineOptions(int instances, Duration callTimeout, Duration stopAfter, int closedOrderHistory,
			int tradeHistory) {
		this(instances, callTimeout, stopAfter, closedOrderHistory, tradeHistory, MONTH, ForeignLimits.NONE,
				HashKey.random());
	}

	/**
	 * Return these options with another limit.
	 * @param bytes the most bytes that the books take, 0 for no limit
	 * @return the options
	 */
	public EngineOptions withBookLimit(long bytes) {
		return new EngineOptions(this.instances, this.callTimeout, this.stopAfter, this.closedOrderHistory,
				this.tradeHistory, this.maximumExpiry, this.foreign, this.hashKey, bytes);
	}

}
