package io.darkswap.wasm.engine;

/**
 * A take of an order, in the engine's numbers.
 *
 * @param idHigh the upper half of the trade's id
 * @param idLow the lower half of the trade's id
 * @param orderIdHigh the upper half of the order's id
 * @param orderIdLow the lower half of the order's id
 * @param amount the amount of the base asset, unsigned, scale 8
 * @param now the time, microseconds since the epoch
 * @param taker the taker's address in ASCII
 */
public record TakeOrder(long idHigh, long idLow, long orderIdHigh, long orderIdLow, long amount, long now,
		byte[] taker) {
}
