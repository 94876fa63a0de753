package io.darkswap.wasm.engine.abi;

import io.darkswap.wasm.engine.MarketReleasedException;

/**
 * A market that the engine has opened. The engine may release a market that has no open
 * orders: then calls with it throw {@link MarketReleasedException}. Its number never
 * names another market.
 *
 * @param number the number that commands use for it, unsigned
 * @param summary the address of its best prices in the linear memory
 * @param shownNumber the address of its number in the linear memory, where another number
 * is once the market is released
 */
public record Market(int number, int summary, int shownNumber) {

	/**
	 * Return the place of a market, which no other open market has.
	 * @param number a market's number
	 * @return a small number, at least 1
	 */
	public static int place(int number) {
		return number & EngineAbi.MASK_MARKET_PLACE;
	}

}
