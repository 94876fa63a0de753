package io.darkswap.wasm.engine.abi;

/**
 * The trades of one interval. Prices are unsigned fixed point with 8 decimals.
 *
 * @param start the start of the interval, microseconds since the epoch
 * @param open the first trade's price
 * @param high the highest price
 * @param low the lowest price
 * @param close the last trade's price
 * @param volumeLow the sum of the amounts, lower 64 bits
 * @param volumeHigh the same, upper 64 bits
 * @param trades the number of trades
 */
public record TradeCandle(long start, long open, long high, long low, long close, long volumeLow, long volumeHigh,
		long trades) {
}
