package io.darkswap.wasm.engine;

import io.darkswap.wasm.engine.abi.Market;
import org.jspecify.annotations.Nullable;

/**
 * A new order, in the engine's numbers.
 *
 * @param idHigh the upper half of its id
 * @param idLow the lower half of its id
 * @param market the market it enters
 * @param side 0 for a bid, 1 for an ask
 * @param amount the amount of the base asset, unsigned, scale 8
 * @param price the price in the quote asset, unsigned, scale 8
 * @param now the time, microseconds since the epoch
 * @param expiresAt the time of its expiry, microseconds since the epoch
 * @param maker the maker's address in ASCII
 * @param signature its 64-byte signature, kept with it, or {@code null}
 * @param imported whether another client created it, so that this one may not cancel it
 */
public record CreateOrder(long idHigh, long idLow, Market market, int side, long amount, long price, long now,
		long expiresAt, byte[] maker, byte @Nullable [] signature, boolean imported) {
}
