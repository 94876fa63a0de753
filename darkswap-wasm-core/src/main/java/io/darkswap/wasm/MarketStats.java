package io.darkswap.wasm;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * What a market's trades of some time add up to. Immutable. All numbers have 8 decimals.
 *
 * @param count how many trades
 * @param volume how much of the base asset was traded
 * @param quoteVolume how much of the quote asset that is: the exact sum of amount times
 * price, rounded once as {@link Trade#quoteAmount()} is, half up
 * @param vwap the volume-weighted average price, rounded half up; {@code null} without
 * trades
 * @param high the highest price; {@code null} without trades
 * @param low the lowest price; {@code null} without trades
 */
public record MarketStats(long count, BigDecimal volume, BigDecimal quoteVolume, @Nullable BigDecimal vwap,
		@Nullable BigDecimal high, @Nullable BigDecimal low) {
}
