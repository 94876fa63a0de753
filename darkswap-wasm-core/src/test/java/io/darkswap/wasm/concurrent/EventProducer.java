package io.darkswap.wasm.concurrent;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.Trade;

/**
 * Trades at random, also on the orders of others, and records the events that its
 * commands must cause, in their order. Used by one thread.
 */
final class EventProducer {

	static final Asset BTC = Asset.bitcoin();

	static final List<Asset> QUOTES = List.of(Asset.rune("840000:1"), Asset.rune("840000:2"), Asset.alkane("2:0"));

	/** Refusals because another thread was faster. */
	private static final Set<ErrorCode> LOST_RACES = Set.of(ErrorCode.ORDER_NOT_OPEN,
			ErrorCode.AMOUNT_EXCEEDS_REMAINING, ErrorCode.TRADE_NOT_PENDING);

	private static final Duration LONG = Duration.ofDays(1);

	private final DarkSwapClient client;

	private final SplittableRandom random;

	/** The orders and trades of all producers. */
	private final ConcurrentLinkedDeque<UUID> orders;

	private final ConcurrentLinkedDeque<UUID> trades;

	/** The expected events of each command. */
	private final List<List<Expected>> expected = new ArrayList<>();

	/** Other refusals of the client. */
	private final Set<ErrorCode> tolerated;

	EventProducer(DarkSwapClient client, SplittableRandom random, ConcurrentLinkedDeque<UUID> orders,
			ConcurrentLinkedDeque<UUID> trades, Set<ErrorCode> tolerated) {
		this.tolerated = tolerated;
		this.client = client;
		this.random = random;
		this.orders = orders;
		this.trades = trades;
	}

	/**
	 * Returns the events that each command must cause, except matches, which come with
	 * their trades.
	 */
	List<List<Expected>> produce(int commands) {
		for (int i = 0; i < commands; i++) {
			try {
				giveCommand();
			}
			catch (DarkSwapException ex) {
				if (!LOST_RACES.contains(ex.code()) && !this.tolerated.contains(ex.code())) {
					throw ex;
				}
			}
		}
		return this.expected;
	}

	private void giveCommand() {
		UUID order = next(this.orders);
		UUID trade = next(this.trades);
		int command = this.random.nextInt(10);
		if (command < 3 || order == null) {
			created(List.of(create(newOrder())));
		}
		else if (command == 3) {
			created(this.client.createOrders(List.of(newOrder(), newOrder(), newOrder())));
		}
		else if (command < 6) {
			this.client.cancelOrder(order);
			gave(DarkSwapEvent.OrderCancelled.class, List.of(order));
		}
		else if (command < 8) {
			traded(List.of(this.client.takeOrder(order, BigDecimal.ONE)));
		}
		else if (command == 8) {
			traded(this.client.takeBest(BTC, quote(), side(), BigDecimal.valueOf(this.random.nextInt(1, 20)),
					BigDecimal.valueOf(this.random.nextInt(1, 10))));
		}
		else if (trade != null) {
			settle(trade);
		}
	}

	private Order create(NewOrder order) {
		return this.client.createOrder(order.base(), order.quote(), order.side(), order.amount(), order.price(),
				order.maker(), order.expiry());
	}

	private void settle(UUID trade) {
		if (this.random.nextBoolean()) {
			this.client.completeTrade(trade);
			gave(DarkSwapEvent.TradeCompleted.class, List.of(trade));
		}
		else {
			this.client.failTrade(trade);
			gave(DarkSwapEvent.TradeFailed.class, List.of(trade));
		}
	}

	private void created(List<Order> created) {
		List<UUID> ids = created.stream().map(Order::id).toList();
		gave(DarkSwapEvent.OrderCreated.class, ids);
		this.orders.addAll(ids);
	}

	private void traded(List<Trade> made) {
		List<UUID> ids = made.stream().map(Trade::id).toList();
		gave(DarkSwapEvent.TradeCreated.class, ids);
		this.trades.addAll(ids);
	}

	private void gave(Class<? extends DarkSwapEvent> kind, List<UUID> ids) {
		this.expected.add(ids.stream().map((id) -> new Expected(kind, id)).toList());
	}

	/** Removes the first id, and sometimes puts it back for another thread. */
	private UUID next(ConcurrentLinkedDeque<UUID> ids) {
		UUID id = ids.poll();
		if (id != null && this.random.nextInt(3) != 0) {
			ids.add(id);
		}
		return id;
	}

	private NewOrder newOrder() {
		return new NewOrder(BTC, quote(), side(), BigDecimal.valueOf(this.random.nextInt(1, 5)),
				BigDecimal.valueOf(this.random.nextInt(1, 10)), "maker", LONG);
	}

	private Asset quote() {
		return QUOTES.get(this.random.nextInt(QUOTES.size()));
	}

	private OrderSide side() {
		return this.random.nextBoolean() ? OrderSide.BUY : OrderSide.SELL;
	}

	/** An event that must come, once. */
	record Expected(Class<? extends DarkSwapEvent> kind, UUID id) {

		static Expected of(DarkSwapEvent event) {
			UUID id = (event instanceof DarkSwapEvent.OrderEvent order) ? order.order().id()
					: ((DarkSwapEvent.TradeEvent) event).trade().id();
			return new Expected(event.getClass(), id);
		}

	}

}
