package io.darkswap.wasm.engine.abi;

/**
 * All orders of one side at one price. The price is unsigned fixed point with 8 decimals,
 * and so is the amount, of 96 bits.
 *
 * @param price the price
 * @param amountLow the remaining amount of all the orders, lower 64 bits
 * @param amountHigh the same, upper 32 bits
 * @param orders the number of orders
 */
public record EngineLevel(long price, long amountLow, int amountHigh, int orders) {
}
