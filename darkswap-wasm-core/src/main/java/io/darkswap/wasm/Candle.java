package io.darkswap.wasm;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A market's trades of one interval. Immutable. Prices and volume have 8 decimals.
 *
 * @param start the start of the interval, a multiple of its length since the epoch
 * @param open the first trade's price
 * @param high the highest price
 * @param low the lowest price
 * @param close the last trade's price
 * @param volume the traded amount of the base asset
 * @param trades the number of trades, at least 1
 */
public record Candle(Instant start, BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close,
		BigDecimal volume, long trades) {
}
