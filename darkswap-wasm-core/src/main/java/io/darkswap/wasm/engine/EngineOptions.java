package io.darkswap.wasm.engine;

import java.time.Duration;

/**
 * How an engine runs.
 *
 * @param instances how many callers may be served at once
 * @param callTimeout how long a caller waits for an instance
 * @param stopAfter how long a call may compute before it is stopped
 * @param closedOrderHistory how many closed orders each market keeps
 * @param tradeHistory how many trades each market keeps
 * @param hashKey what the engine hashes ids with
 */
public record EngineOptions(int instances, Duration callTimeout, Duration stopAfter, int closedOrderHistory,
		int tradeHistory, HashKey hashKey) {

	/** Run with a hash key that nobody else knows. */
	public EngineOptions(int instances, Duration callTimeout, Duration stopAfter, int closedOrderHistory,
			int tradeHistory) {
		this(instances, callTimeout, stopAfter, closedOrderHistory, tradeHistory, HashKey.random());
	}

}
