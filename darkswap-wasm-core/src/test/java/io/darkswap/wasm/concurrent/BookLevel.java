package io.darkswap.wasm.concurrent;

import java.io.Serializable;
import java.util.List;

import io.darkswap.wasm.PriceLevel;

/** A price level of the {@link Book}. */
record BookLevel(long price, long amount, int orders) implements Serializable {

	static BookLevel of(PriceLevel level) {
		return new BookLevel(BookOrder.whole(level.price()), BookOrder.whole(level.amount()), level.orders());
	}

	static List<BookLevel> of(List<PriceLevel> levels) {
		return levels.stream().map(BookLevel::of).toList();
	}

}
