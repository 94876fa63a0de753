package io.darkswap.wasm.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.OrderStatus;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.TradeStatus;

/** One pair's orders and trades, in plain lists. */
final class ReferenceMarket {

	private static final Comparator<Order> BY_PRICE = Comparator.comparing(Order::price);

	private final int closedOrderHistory;

	private final int tradeHistory;

	private final Consumer<DarkSwapEvent> events;

	/** In the order of creation. */
	private final List<Order> open = new ArrayList<>();

	/** In the order in which they were closed. */
	private final List<Order> closed = new ArrayList<>();

	/** In the order of execution. */
	private final List<Trade> trades = new ArrayList<>();

	private Instant lastTrade = Instant.MIN;

	ReferenceMarket(int closedOrderHistory, int tradeHistory, Consumer<DarkSwapEvent> events) {
		this.closedOrderHistory = closedOrderHistory;
		this.tradeHistory = tradeHistory;
		this.events = events;
	}

	/** Closes expired orders: by expiry, at one expiry the oldest first. */
	void sweep(Instant now) {
		this.open.stream()
			.filter((order) -> !order.expiry().isAfter(now))
			.sorted(Comparator.comparing(Order::expiry))
			.toList()
			.forEach((order) -> {
				Order expired = close(order, OrderStatus.EXPIRED);
				this.events.accept(new DarkSwapEvent.OrderExpired(expired, expired.expiry()));
			});
	}

	void add(Order order) {
		this.open.add(order);
		this.events.accept(new DarkSwapEvent.OrderCreated(order, order.timestamp()));
	}

	void cancel(Order order, Instant now) {
		Order cancelled = close(order, OrderStatus.CANCELLED);
		this.events.accept(new DarkSwapEvent.OrderCancelled(cancelled, now));
	}

	/** Requires that the client may release the market: it keeps open orders. */
	void requireNoOpenOrder() {
		if (!this.open.isEmpty()) {
			throw new AssertionError("The client released a market that has open orders: " + this.open);
		}
	}

	/** The market's time: now, or its newest trade's if that is later. */
	Instant time(Instant now) {
		return this.lastTrade.isBefore(now) ? now : this.lastTrade;
	}

	Trade take(Order order, BigDecimal amount, UUID tradeId, String taker, Instant now) {
		Order after = with(order, Rules.exact(order.remaining().subtract(amount)), OrderStatus.OPEN);
		this.open.set(this.open.indexOf(order), after);
		if (after.remaining().signum() == 0) {
			after = close(after, OrderStatus.FILLED);
		}
		if (this.lastTrade.isBefore(now)) {
			this.lastTrade = now;
		}
		Trade trade = new Trade(tradeId, order.id(), order.baseAsset(), order.quoteAsset(), opposite(order.side()),
				Rules.exact(amount), order.price(), order.maker(), taker, TradeStatus.PENDING, this.lastTrade);
		this.trades.add(trade);
		dropOldest(this.trades, this.tradeHistory);
		this.events.accept(new DarkSwapEvent.OrderMatched(after, now));
		this.events.accept(new DarkSwapEvent.TradeCreated(trade, trade.timestamp()));
		if (after.status() == OrderStatus.OPEN && Rules.isBelowUnit(after.remaining(), after.price())) {
			cancel(after, now);
		}
		return trade;
	}

	Trade settle(Trade trade, TradeStatus status) {
		Trade settled = new Trade(trade.id(), trade.orderId(), trade.baseAsset(), trade.quoteAsset(), trade.takerSide(),
				trade.amount(), trade.price(), trade.maker(), trade.taker(), status, trade.timestamp());
		this.trades.set(this.trades.indexOf(trade), settled);
		return settled;
	}

	private Order close(Order order, OrderStatus status) {
		Order closed = with(order, order.remaining(), status);
		this.open.removeIf((other) -> other.id().equals(order.id()));
		this.closed.add(closed);
		dropOldest(this.closed, this.closedOrderHistory);
		return closed;
	}

	/**
	 * Evicts a closed order, if it is in this market, and those that were closed before
	 * it.
	 */
	void evictClosed(UUID orderId) {
		while (closedOrder(orderId).isPresent()) {
			this.closed.remove(0);
		}
	}

	/** Evicts all but a number of the newest trades. */
	void evictTrades(int kept) {
		dropOldest(this.trades, kept);
	}

	/** Evicts all trades and closed orders. */
	void evictHistories() {
		this.trades.clear();
		this.closed.clear();
	}

	Optional<Order> openOrder(UUID orderId) {
		return this.open.stream().filter((order) -> order.id().equals(orderId)).findAny();
	}

	Optional<Order> closedOrder(UUID orderId) {
		return this.closed.stream().filter((order) -> order.id().equals(orderId)).findAny();
	}

	Optional<Trade> trade(UUID tradeId) {
		return this.trades.stream().filter((trade) -> trade.id().equals(tradeId)).findAny();
	}

	/** Open orders of one side, best price first, at one price the oldest first. */
	List<Order> side(OrderSide side) {
		return this.open.stream()
			.filter((order) -> order.side() == side)
			.sorted((side == OrderSide.BUY) ? BY_PRICE.reversed() : BY_PRICE)
			.toList();
	}

	/** The orders of one side that a reader sees: those that have not expired. */
	List<Order> seenSide(OrderSide side, Instant now) {
		return side(side).stream().filter((order) -> order.expiry().isAfter(now)).toList();
	}

	/** An order that a reader sees: expired, also when no command has closed it yet. */
	Optional<Order> seenOrder(UUID orderId, Instant now) {
		return openOrder(orderId)
			.map((order) -> order.expiry().isAfter(now) ? order : with(order, order.remaining(), OrderStatus.EXPIRED))
			.or(() -> closedOrder(orderId));
	}

	/** Trades that are in the history, oldest first. */
	List<Trade> trades() {
		return List.copyOf(this.trades);
	}

	static OrderSide opposite(OrderSide side) {
		return (side == OrderSide.BUY) ? OrderSide.SELL : OrderSide.BUY;
	}

	private static Order with(Order order, BigDecimal remaining, OrderStatus status) {
		return new Order(order.id(), order.maker(), order.baseAsset(), order.quoteAsset(), order.side(), order.amount(),
				remaining, order.price(), status, order.timestamp(), order.expiry());
	}

	private static void dropOldest(List<?> history, int length) {
		while (history.size() > length) {
			history.remove(0);
		}
	}

}
