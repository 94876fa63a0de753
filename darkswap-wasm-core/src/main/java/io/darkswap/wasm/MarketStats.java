package io.darkswap.wasm;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * The statistics of a market's trades within a window. Immutable. All numbers have 8
 * decimals.
 *
 * @param count the number of trades
 * @param volume the traded amount of the base asset
 * @param quoteVolume the traded amount of the quote asset: the exact sum of amount times
 * price, rounded once as {@link Trade#quoteAmount()} is, half up
 * @param vwap the volume-weighted average price, rounded half up; {@code null} without
 * trades
 * @param high the highest price; {@code null} without trades
 * @param low the lowest price; {@code null} without trades
 */
public record MarketStats(long count, BigDecimal volume, BigDecimal quoteVolume, @Nullable BigDecimal vwap,
		@Nullable BigDecimal high, @Nullable BigDecimal low) {
}
