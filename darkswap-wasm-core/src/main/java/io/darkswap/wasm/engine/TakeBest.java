package io.darkswap.wasm.engine;

import io.darkswap.wasm.engine.abi.Market;

/**
 * A take of a market's best orders, in the engine's numbers.
 *
 * @param idHigh the upper half of the first trade's id
 * @param idLow the lower half of the first trade's id; the id of each next trade is one
 * more
 * @param market the market
 * @param side the taker's side: 0 buys, 1 sells
 * @param amount the most to take of the base asset, unsigned, scale 8
 * @param limitPrice the worst price, unsigned, scale 8
 * @param now the time, microseconds since the epoch
 * @param taker the taker's address in ASCII
 */
public record TakeBest(long idHigh, long idLow, Market market, int side, long amount, long limitPrice, long now,
		byte[] taker) {
}
