package io.darkswap.wasm.engine;

/**
 * Trades of one market, by their numbers: the engine counts them from 0.
 *
 * @param first the first of them
 * @param end the one after the last
 */
record TradeRange(long first, long end) {

	boolean isEmpty() {
		return this.first >= this.end;
	}

	long size() {
		return this.end - this.first;
	}

}
