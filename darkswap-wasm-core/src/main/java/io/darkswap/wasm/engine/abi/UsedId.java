package io.darkswap.wasm.engine.abi;

/**
 * The id of an order that was imported.
 *
 * @param idHigh the upper half of the id
 * @param idLow the lower half of the id
 * @param expiresAt the time of the order's expiry, microseconds since the epoch; until
 * then no other order may have the id
 */
public record UsedId(long idHigh, long idLow, long expiresAt) {
}
