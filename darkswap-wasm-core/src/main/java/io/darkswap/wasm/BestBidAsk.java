package io.darkswap.wasm;

import org.jspecify.annotations.Nullable;

/**
 * The best prices of a market at one moment. Immutable.
 *
 * @param bid the highest price that someone buys at, or {@code null} if nobody buys
 * @param ask the lowest price that someone sells at, or {@code null} if nobody sells
 */
public record BestBidAsk(@Nullable PriceLevel bid, @Nullable PriceLevel ask) {
}
