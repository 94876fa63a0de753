package io.darkswap.wasm.concurrent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.OrderStatus;

/**
 * One pair's book for a single thread: the specification for concurrent histories. It
 * uses lists in place of every index, so that it is obviously correct.
 */
final class Book {

	private final int closedOrderHistory;

	private final int tradeHistory;

	/** In the order of their arrival. */
	private final List<BookOrder> open;

	/** In the order in which they were closed. */
	private final List<BookOrder> closed;

	/** In the order of execution. */
	private final List<BookTrade> trades;

	private long lastTradeAt;

	Book(int closedOrderHistory, int tradeHistory) {
		this.closedOrderHistory = closedOrderHistory;
		this.tradeHistory = tradeHistory;
		this.open = new ArrayList<>();
		this.closed = new ArrayList<>();
		this.trades = new ArrayList<>();
	}

	private Book(Book other) {
		this.closedOrderHistory = other.closedOrderHistory;
		this.tradeHistory = other.tradeHistory;
		this.open = new ArrayList<>(other.open);
		this.closed = new ArrayList<>(other.closed);
		this.trades = new ArrayList<>(other.trades);
		this.lastTradeAt = other.lastTradeAt;
	}

	Book copy() {
		return new Book(this);
	}

	void sweep(long now) {
		List<BookOrder> expired = this.open.stream()
			.filter((order) -> order.expiresAt() <= now)
			.sorted(Comparator.comparingLong(BookOrder::expiresAt))
			.toList();
		for (BookOrder order : expired) {
			close(order, order.closed(OrderStatus.EXPIRED));
		}
	}

	void enter(BookOrder order) {
		this.open.add(order);
	}

	Optional<BookOrder> find(UUID id) {
		for (List<BookOrder> orders : List.of(this.open, this.closed)) {
			for (BookOrder order : orders) {
				if (order.id().equals(id)) {
					return Optional.of(order);
				}
			}
		}
		return Optional.empty();
	}

	void cancel(BookOrder order) {
		close(order, order.closed(OrderStatus.CANCELLED));
	}

	BookTrade take(BookOrder order, long amount, long now) {
		this.lastTradeAt = Math.max(now, this.lastTradeAt);
		BookTrade trade = new BookTrade(order.id(), amount, order.price(), this.lastTradeAt);
		this.trades.add(trade);
		trim(this.trades, this.tradeHistory);
		BookOrder after = order.taken(amount);
		if (after.status() == OrderStatus.OPEN) {
			this.open.set(this.open.indexOf(order), after);
		}
		else {
			close(order, after);
		}
		return trade;
	}

	/**
	 * The open orders of a side that have not expired, best first and at one price oldest
	 * first.
	 */
	List<BookOrder> side(OrderSide side, long now) {
		Comparator<BookOrder> bestFirst = Comparator.comparingLong(BookOrder::price);
		return this.open.stream()
			.filter((order) -> order.side() == side && order.expiresAt() > now)
			.sorted((side == OrderSide.BUY) ? bestFirst.reversed() : bestFirst)
			.toList();
	}

	List<BookLevel> levels(OrderSide side, int limit, long now) {
		List<BookLevel> levels = new ArrayList<>();
		for (BookOrder order : side(side, now)) {
			int last = levels.size() - 1;
			if (last >= 0 && levels.get(last).price() == order.price()) {
				BookLevel level = levels.get(last);
				levels.set(last, new BookLevel(order.price(), level.amount() + order.remaining(), level.orders() + 1));
			}
			else {
				levels.add(new BookLevel(order.price(), order.remaining(), 1));
			}
		}
		return levels.subList(0, Math.min(limit, levels.size()));
	}

	List<BookTrade> newestTrades(int limit) {
		List<BookTrade> newest = new ArrayList<>();
		for (int i = this.trades.size() - 1; i >= 0 && newest.size() < limit; i--) {
			newest.add(this.trades.get(i));
		}
		return newest;
	}

	private void close(BookOrder order, BookOrder after) {
		this.open.remove(order);
		this.closed.add(after);
		trim(this.closed, this.closedOrderHistory);
	}

	private static void trim(List<?> history, int length) {
		while (history.size() > length) {
			history.remove(0);
		}
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Book book && this.lastTradeAt == book.lastTradeAt && this.open.equals(book.open)
				&& this.closed.equals(book.closed) && this.trades.equals(book.trades);
	}

	@Override
	public int hashCode() {
		return (this.open.hashCode() * 31 + this.closed.hashCode()) * 31 + this.trades.hashCode();
	}

	@Override
	public String toString() {
		return "open " + this.open + ", closed " + this.closed + ", trades " + this.trades;
	}

}
