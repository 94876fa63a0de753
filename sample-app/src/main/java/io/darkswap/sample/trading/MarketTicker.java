package io.darkswap.sample.trading;

import java.math.BigDecimal;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.PriceLevel;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of a market. Prices are absent if nothing was traded within 24 hours.
 *
 * @param base the asset that is traded
 * @param quote the asset that it is paid in
 * @param last the price of the last trade
 * @param change the change of the price in 24 hours
 * @param changePercent the same in per cent, with 2 decimals
 * @param high the highest price of 24 hours
 * @param low the lowest price of 24 hours
 * @param vwap the volume-weighted average price of 24 hours
 * @param volume the traded amount of the base asset in 24 hours
 * @param quoteVolume the traded amount of the quote asset in 24 hours
 * @param trades the number of trades in 24 hours
 * @param bid the best bid
 * @param ask the best ask
 */
public record MarketTicker(Asset base, Asset quote, @Nullable BigDecimal last,
		@Nullable @Schema(pattern = SIGNED) BigDecimal change,
		@Nullable @Schema(pattern = SIGNED) BigDecimal changePercent, @Nullable BigDecimal high,
		@Nullable BigDecimal low, @Nullable BigDecimal vwap, BigDecimal volume, BigDecimal quoteVolume, long trades,
		@Nullable PriceLevel bid, @Nullable PriceLevel ask) {

	private static final String SIGNED = "^-?[0-9]+(\\.[0-9]+)?$";

}
