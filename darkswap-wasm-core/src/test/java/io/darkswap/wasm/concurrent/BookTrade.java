package io.darkswap.wasm.concurrent;

import java.io.Serializable;
import java.util.List;
import java.util.UUID;

import io.darkswap.wasm.Trade;

/** A trade in the {@link Book}; its own id is left out, because the client chooses it. */
record BookTrade(UUID order, long amount, long price, long executedAt) implements Serializable {

	static BookTrade of(Trade trade) {
		return new BookTrade(trade.orderId(), BookOrder.whole(trade.amount()), BookOrder.whole(trade.price()),
				RecordingClock.micros(trade.timestamp()));
	}

	static List<BookTrade> of(List<Trade> trades) {
		return trades.stream().map(BookTrade::of).toList();
	}

}
