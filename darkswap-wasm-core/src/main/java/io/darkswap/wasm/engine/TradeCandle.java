package io.darkswap.wasm.engine;

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

	/** Joins this candle with the candle of later trades of the same interval. */
	TradeCandle then(TradeCandle later) {
		long volume = this.volumeLow + later.volumeLow;
		long carry = (Long.compareUnsigned(volume, later.volumeLow) < 0) ? 1 : 0;
		return new TradeCandle(this.start, this.open,
				(Long.compareUnsigned(this.high, later.high) >= 0) ? this.high : later.high,
				(Long.compareUnsigned(this.low, later.low) <= 0) ? this.low : later.low, later.close, volume,
				this.volumeHigh + later.volumeHigh + carry, this.trades + later.trades);
	}

}
