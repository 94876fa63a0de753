package io.darkswap.wasm.engine.abi;

/**
 * Statistics of a range of trades. Prices are unsigned fixed point with 8 decimals. Sums
 * have 128 bits: the sum of amounts has 8 decimals, and the exact sum of amounts times
 * prices has 16. Without trades, the prices are undefined.
 *
 * @param trades the number of trades
 * @param volumeLow the sum of the amounts, lower 64 bits
 * @param volumeHigh the same, upper 64 bits
 * @param quoteVolumeLow the sum of amounts times prices, lower 64 bits
 * @param quoteVolumeHigh the same, upper 64 bits
 * @param high the highest price
 * @param low the lowest price
 */
public record TradeStatistics(long trades, long volumeLow, long volumeHigh, long quoteVolumeLow, long quoteVolumeHigh,
		long high, long low) {
}
