package io.darkswap.wasm.engine;

/**
 * What a range of trades adds up to. Prices are unsigned fixed point with 8 decimals;
 * sums are of 128 bits, that of amounts with 8 decimals and that of amounts times prices,
 * exact, with 16. Without trades, the prices mean nothing.
 *
 * @param trades how many trades
 * @param volumeLow the sum of the amounts, lower 64 bits
 * @param volumeHigh the same, upper 64 bits
 * @param quoteVolumeLow the sum of amounts times prices, lower 64 bits
 * @param quoteVolumeHigh the same, upper 64 bits
 * @param high the highest price
 * @param low the lowest price
 */
public record TradeStatistics(long trades, long volumeLow, long volumeHigh, long quoteVolumeLow, long quoteVolumeHigh,
		long high, long low) {

	static final TradeStatistics NONE = new TradeStatistics(0, 0, 0, 0, 0, 0, -1);

	TradeStatistics plus(TradeStatistics other) {
		long volume = this.volumeLow + other.volumeLow;
		long quoteVolume = this.quoteVolumeLow + other.quoteVolumeLow;
		return new TradeStatistics(this.trades + other.trades, volume,
				this.volumeHigh + other.volumeHigh + carry(volume, other.volumeLow), quoteVolume,
				this.quoteVolumeHigh + other.quoteVolumeHigh + carry(quoteVolume, other.quoteVolumeLow),
				(Long.compareUnsigned(this.high, other.high) >= 0) ? this.high : other.high,
				(Long.compareUnsigned(this.low, other.low) <= 0) ? this.low : other.low);
	}

	/** A sum that is below what was added has run over. */
	private static long carry(long sum, long added) {
		return (Long.compareUnsigned(sum, added) < 0) ? 1 : 0;
	}

}
