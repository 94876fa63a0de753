package io.darkswap.sample.events;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.darkswap.wasm.Depth;
import io.darkswap.wasm.PriceLevel;

/**
 * The changed price levels. A level without orders is removed; every other level replaces
 * the level of its price, or is new.
 *
 * @param bids changed levels of bids
 * @param asks changed levels of asks
 */
record DepthChange(List<PriceLevel> bids, List<PriceLevel> asks) {

	static DepthChange between(Depth before, Depth after) {
		return new DepthChange(changes(before.bids(), after.bids()), changes(before.asks(), after.asks()));
	}

	boolean isEmpty() {
		return this.bids.isEmpty() && this.asks.isEmpty();
	}

	private static List<PriceLevel> changes(List<PriceLevel> before, List<PriceLevel> after) {
		Map<BigDecimal, PriceLevel> removed = new LinkedHashMap<>();
		before.forEach((level) -> removed.put(level.price(), level));
		List<PriceLevel> changes = new ArrayList<>();
		for (PriceLevel level : after) {
			if (!level.equals(removed.remove(level.price()))) {
				changes.add(level);
			}
		}
		removed.keySet().forEach((price) -> changes.add(new PriceLevel(price, BigDecimal.ZERO, 0)));
		return changes;
	}

}
