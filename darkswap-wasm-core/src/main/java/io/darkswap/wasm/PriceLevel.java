package io.darkswap.wasm;

import java.math.BigDecimal;

/**
 * All open orders of one side at one price. Immutable.
 *
 * @param price the amount of the quote asset for 1 of the base asset
 * @param amount the remaining amount of the base asset of all these orders
 * @param orders the number of orders
 */
public record PriceLevel(BigDecimal price, BigDecimal amount, int orders) {
}
