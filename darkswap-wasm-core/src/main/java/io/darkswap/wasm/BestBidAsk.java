package io.darkswap.wasm;

import org.jspecify.annotations.Nullable;

/**
 * The best prices of a market at one moment. Immutable.
 *
 * @param bid the highest price of the open orders to buy, or {@code null} if there are
 * none
 * @param ask the lowest price of the open orders to sell, or {@code null} if there are
 * none
 */
public record BestBidAsk(@Nullable PriceLevel bid, @Nullable PriceLevel ask) {
}
