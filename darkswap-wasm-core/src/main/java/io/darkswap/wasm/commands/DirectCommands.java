package io.darkswap.wasm.commands;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

import io.darkswap.wasm.Order;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.engine.BatchEntry;
import io.darkswap.wasm.engine.Engine;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.engine.MarketBusyException;
import io.darkswap.wasm.engine.MarketReleasedException;
import io.darkswap.wasm.engine.OrderCommand;
import io.darkswap.wasm.engine.TakeBest;
import io.darkswap.wasm.engine.TakeOrder;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.engine.abi.OrderRecord;
import io.darkswap.wasm.market.Markets;
import io.darkswap.wasm.market.ModelMapper;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands in the engine at once, on the caller's thread. Commands of different
 * pairs run concurrently. Thread-safe.
 */
public class DirectCommands implements BookCommands {

	private static final Comparator<BatchEntry> BY_MARKET = Comparator.comparing((entry) -> entry.market().number(),
			Integer::compareUnsigned);

	/** How often a market is opened for an order, in all. */
	private static final int ATTEMPTS = 10;

	private final Engine engine;

	private final Markets markets;

	private final ModelMapper mapper;

	/**
	 * Create commands.
	 * @param books the books to change
	 */
	public DirectCommands(Books books) {
		this.engine = books.engine();
		this.markets = books.markets();
		this.mapper = books.mapper();
	}

	/** Open a session for a command, which waits for an instance as any call does. */
	protected EngineSession open() {
		return this.engine.open();
	}

	@Override
	public Order createOrder(OrderCommand order) {
		// Created before the call: the order may be taken before the call returns, and a
		// JIT allocates what is used after such a long call.
		Order opened = order.opened();
		enter(order);
		return opened;
	}

	/** Enter an order as {@link #createOrder} does, without its result. */
	void enter(OrderCommand order) {
		try (EngineSession session = open()) {
			enter(order, session);
		}
		catch (MarketBusyException ex) {
			this.engine.callWhenFree(ex, this::open, (session) -> enter(order, session));
		}
	}

	/** Run a command in an instance, once its markets are free. */
	private <T extends @Nullable Object> T call(Function<EngineSession, T> command) {
		return this.engine.call(this::open, command);
	}

	/** An empty market may be released between its opening and its first order. */
	private Market enter(OrderCommand order, EngineSession session) {
		for (int attempt = 1;; attempt++) {
			Market market = this.markets.open(order.pair(), order.imported(), session);
			try {
				session.createOrder(market, order);
				return market;
			}
			catch (MarketReleasedException ex) {
				this.markets.removeReleased(market);
				retry(session, attempt, ex);
			}
		}
	}

	@Override
	public List<Order> createOrders(List<OrderCommand> orders, long now) {
		call((session) -> enterAll(orders, now, session));
		return orders.stream().map(OrderCommand::opened).toList();
	}

	/** As with a single order, markets are opened again that were released. */
	private List<BatchEntry> enterAll(List<OrderCommand> orders, long now, EngineSession session) {
		for (int attempt = 1;; attempt++) {
			List<BatchEntry> placed = place(orders, session);
			try {
				session.createOrders(placed, now);
				return placed;
			}
			catch (MarketReleasedException ex) {
				placed.stream()
					.map(BatchEntry::market)
					.distinct()
					.filter((market) -> !session.isOpen(market))
					.forEach(this.markets::removeReleased);
				retry(session, attempt, ex);
			}
		}
	}

	/** The market gave way for memory, which unread events may hold. */
	private static void retry(EngineSession session, int attempt, MarketReleasedException released) {
		if (attempt == ATTEMPTS) {
			throw released;
		}
		session.deliverEvents();
	}

	/** Concurrent batches lock markets in ascending order. */
	private List<BatchEntry> place(List<OrderCommand> orders, EngineSession session) {
		List<BatchEntry> placed = new ArrayList<>(orders.size());
		for (OrderCommand order : orders) {
			Market market = this.markets.open(order.pair(), order.imported(), session);
			placed.add(new BatchEntry(order, market, placed.size()));
		}
		placed.sort(BY_MARKET);
		return placed;
	}

	@Override
	public void cancelOrder(UUID orderId, long now) {
		try (EngineSession session = open()) {
			cancel(orderId, now, session);
		}
		catch (MarketBusyException ex) {
			this.engine.callWhenFree(ex, this::open, (session) -> cancel(orderId, now, session));
		}
	}

	private static UUID cancel(UUID orderId, long now, EngineSession session) {
		session.cancelOrder(orderId.getMostSignificantBits(), orderId.getLeastSignificantBits(), now);
		return orderId;
	}

	@Override
	public void evictOrder(UUID orderId, long now) {
		call((session) -> {
			session.evictOrder(orderId.getMostSignificantBits(), orderId.getLeastSignificantBits(), now);
			return null;
		});
	}

	@Override
	public Trade takeOrder(Command.TakeOrder command, @Nullable Consumer<OrderRecord> check) {
		long orderIdHigh = command.orderId().getMostSignificantBits();
		long orderIdLow = command.orderId().getLeastSignificantBits();
		return call((session) -> {
			if (check != null) {
				check.accept(session.getOrder(orderIdHigh, orderIdLow, command.now()));
			}
			return this.mapper.trade(session.takeOrder(new TakeOrder(command.tradeId().getMostSignificantBits(),
					command.tradeId().getLeastSignificantBits(), orderIdHigh, orderIdLow, command.amount(),
					command.now(), command.taker().ascii())));
		});
	}

	@Override
	public List<Trade> takeBest(Command.TakeBest command) {
		return this.markets.read(command.pair(), List.of(), (market) -> takeBest(command, market));
	}

	private List<Trade> takeBest(Command.TakeBest command, Market market) {
		return call((session) -> {
			List<Trade> trades = new ArrayList<>();
			session.takeBest(
					new TakeBest(command.firstTradeId().getMostSignificantBits(),
							command.firstTradeId().getLeastSignificantBits(), market, command.side().ordinal(),
							command.amount(), command.limitPrice(), command.now(), command.taker().ascii()),
					(trade) -> trades.add(this.mapper.trade(trade)));
			return List.copyOf(trades);
		});
	}

	@Override
	public Trade settleTrade(UUID tradeId, boolean completed, long now) {
		return call((session) -> this.mapper.trade(session.settleTrade(tradeId.getMostSignificantBits(),
				tradeId.getLeastSignificantBits(), now, completed)));
	}

	@Override
	public void sweep(long now) {
		call((session) -> {
			session.sweep(now);
			return null;
		});
	}

}
