package io.darkswap.wasm.engine;

import io.darkswap.wasm.engine.abi.Market;

/**
 * An order of a batch.
 *
 * @param order the order
 * @param market the market that it enters
 * @param position its position in the caller's list, from 0
 */
public record BatchEntry(OrderCommand order, Market market, int position) {

	/** Return the name of the order in messages. */
	String name() {
		return "order %s (orders[%d])".formatted(this.order.id(), this.position);
	}

}
