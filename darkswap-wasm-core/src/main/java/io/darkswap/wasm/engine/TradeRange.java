package io.darkswap.wasm.engine;

/**
 * A range of one market's trades, which the engine numbers from 0.
 *
 * @param first the number of the first trade
 * @param end the number after the last trade
 */
record TradeRange(long first, long end) {

	boolean isEmpty() {
		return this.first >= this.end;
	}

	long size() {
		return this.end - this.first;
	}

}
