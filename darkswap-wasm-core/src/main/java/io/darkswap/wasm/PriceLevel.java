package io.darkswap.wasm;

import java.math.BigDecimal;

/**
 * All open orders of one side at one price. Immutable.
 *
 * @param price how much of the quote asset is paid for 1 of the base asset
 * @param amount how much of the base asset remains of all these orders
 * @param orders how many they are
 */
public record PriceLevel(BigDecimal price, BigDecimal amount, int orders) {
}
