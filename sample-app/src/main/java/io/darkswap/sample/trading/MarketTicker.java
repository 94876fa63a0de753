package io.darkswap.sample.trading;

import java.math.BigDecimal;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.PriceLevel;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A market at a glance. Prices are absent where nothing was traded within the time.
 *
 * @param base the asset that is traded
 * @param quote the asset that it is paid in
 * @param last the price of the last trade
 * @param change what the price has changed by in 24 hours
 * @param changePercent the same in per cent, with 2 decimals
 * @param high the highest price of 24 hours
 * @param low the lowest price of 24 hours
 * @param vwap the volume-weighted average price of 24 hours
 * @param volume how much of the base asset was traded in 24 hours
 * @param quoteVolume how much of the quote asset that is
 * @param trades how many trades of 24 hours these are
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
