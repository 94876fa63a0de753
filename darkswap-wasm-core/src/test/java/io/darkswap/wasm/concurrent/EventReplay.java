package io.darkswap.wasm.concurrent;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.OrderStatus;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.TradeStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rebuilds the books from events alone. An event that does not follow from the events
 * before it fails.
 */
final class EventReplay {

	/** In the order of their arrival. */
	private final Map<UUID, Order> orders = new LinkedHashMap<>();

	/** In the order of execution. */
	private final Map<UUID, Trade> trades = new LinkedHashMap<>();

	/** The matched amount of an order that has no trade yet. */
	private final Map<UUID, BigDecimal> matched = new HashMap<>();

	static EventReplay of(List<DarkSwapEvent> events) {
		EventReplay replay = new EventReplay();
		events.forEach(replay::add);
		assertThat(replay.matched).as("matches without a trade").isEmpty();
		return replay;
	}

	/** Returns all orders, open and closed. */
	Map<UUID, Order> orders() {
		return this.orders;
	}

	/** Bids best first, then asks best first, at one price oldest first. */
	List<Order> open(Asset quote) {
		Comparator<Order> bestFirst = Comparator.comparing(Order::price);
		List<Order> open = new ArrayList<>(open(quote, OrderSide.BUY, bestFirst.reversed()));
		open.addAll(open(quote, OrderSide.SELL, bestFirst));
		return open;
	}

	List<Trade> newestTrades(Asset quote) {
		List<Trade> newest = new ArrayList<>();
		for (Trade trade : this.trades.values()) {
			if (trade.quoteAsset().equals(quote)) {
				newest.add(0, trade);
			}
		}
		return newest;
	}

	private List<Order> open(Asset quote, OrderSide side, Comparator<Order> bestFirst) {
		return this.orders.values()
			.stream()
			.filter((order) -> order.quoteAsset().equals(quote) && order.side() == side
					&& order.status() == OrderStatus.OPEN)
			.sorted(bestFirst)
			.toList();
	}

	private void add(DarkSwapEvent event) {
		if (event instanceof DarkSwapEvent.OrderCreated created) {
			assertThat(created.order().status()).isEqualTo(OrderStatus.OPEN);
			assertThat(this.orders.put(created.order().id(), created.order())).as("created once").isNull();
		}
		else if (event instanceof DarkSwapEvent.OrderCancelled cancelled) {
			close(cancelled.order(), OrderStatus.CANCELLED);
		}
		else if (event instanceof DarkSwapEvent.OrderExpired expired) {
			close(expired.order(), OrderStatus.EXPIRED);
		}
		else if (event instanceof DarkSwapEvent.OrderMatched match) {
			match(match.order());
		}
		else if (event instanceof DarkSwapEvent.TradeCreated created) {
			trade(created.trade());
		}
		else if (event instanceof DarkSwapEvent.TradeCompleted completed) {
			settle(completed.trade(), TradeStatus.COMPLETED);
		}
		else if (event instanceof DarkSwapEvent.TradeFailed failed) {
			settle(failed.trade(), TradeStatus.FAILED);
		}
		else {
			throw new AssertionError(event);
		}
	}

	private void close(Order closed, OrderStatus how) {
		assertThat(closed.status()).isEqualTo(how);
		assertThat(closed.remaining()).isEqualTo(change(closed).remaining());
	}

	private void match(Order after) {
		BigDecimal amount = change(after).remaining().subtract(after.remaining());
		assertThat(amount).isPositive();
		assertThat(after.status()).isEqualTo((after.remaining().signum() == 0) ? OrderStatus.FILLED : OrderStatus.OPEN);
		assertThat(this.matched.put(after.id(), amount)).as("matched before the last match's trade").isNull();
	}

	private void trade(Trade trade) {
		assertThat(trade.status()).isEqualTo(TradeStatus.PENDING);
		assertThat(trade.amount()).isEqualTo(this.matched.remove(trade.orderId()));
		assertThat(trade.price()).isEqualTo(this.orders.get(trade.orderId()).price());
		assertThat(this.trades.put(trade.id(), trade)).as("traded once").isNull();
	}

	private void settle(Trade trade, TradeStatus how) {
		Trade before = this.trades.put(trade.id(), trade);
		assertThat(before).as("made before it was settled").isNotNull();
		assertThat(before.status()).isEqualTo(TradeStatus.PENDING);
		assertThat(trade.status()).isEqualTo(how);
		assertThat(trade.amount()).isEqualTo(before.amount());
	}

	/** Returns the order as it was, which was open. */
	private Order change(Order after) {
		Order before = this.orders.put(after.id(), after);
		assertThat(before).as("created before it was changed").isNotNull();
		assertThat(before.status()).isEqualTo(OrderStatus.OPEN);
		return before;
	}

}
