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
 * @param maximumExpiry how long an order may last at most; longer than 2^63 microseconds
 * is no limit
 * @param hashKey what the engine hashes ids with
 */
public record EngineOptions(int instances, Duration callTimeout, Duration stopAfter, int closedOrderHistory,
		int tradeHistory, Duration maximumExpiry, HashKey hashKey) {

	private static final Duration MONTH = Duration.ofDays(30);

	/** Let orders last 30 days, and hash with a key that nobody else knows. */
	public EngineOptions(int instances, Duration callTimeout, Duration stopAfter, int closedOrderHistory,
			int tradeHistory) {
		this(instances, callTimeout, stopAfter, closedOrderHistory, tradeHistory, MONTH, HashKey.random());
	}

}
