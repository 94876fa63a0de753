package io.darkswap.wasm;

import java.util.List;

/**
 * A market's best prices at one moment. Immutable.
 *
 * @param bids the highest bids first
 * @param asks the lowest asks first
 */
public record Depth(List<PriceLevel> bids, List<PriceLevel> asks) {

	/** Keeps its own copies of the lists. */
	public Depth {
		bids = List.copyOf(bids);
		asks = List.copyOf(asks);
	}

}
