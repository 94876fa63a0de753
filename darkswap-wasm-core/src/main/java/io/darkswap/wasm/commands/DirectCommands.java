package io.darkswap.wasm.commands;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.darkswap.wasm.Order;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.convert.Markets;
import io.darkswap.wasm.convert.ModelMapper;
import io.darkswap.wasm.engine.CreateOrder;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.engine.Market;
import io.darkswap.wasm.engine.OrderRecord;
import io.darkswap.wasm.engine.TakeBest;
import io.darkswap.wasm.engine.TakeOrder;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands in the engine at once, on the caller's thread. Commands of different
 * pairs run concurrently. Thread-safe.
 */
public final class DirectCommands implements BookCommands {

	private static final Comparator<BatchEntry> BY_MARKET = Comparator
		.comparingInt((order) -> order.command().market().number());

	private final Supplier<EngineSession> sessions;

	private final Markets markets;

	private final ModelMapper mapper;

	/**
	 * Create commands that wait for an instance as any call does.
	 * @param books the books to change
	 */
	public DirectCommands(Books books) {
		this(books, books.engine()::open);
	}

	/**
	 * Create commands.
	 * @param books the books to change
	 * @param sessions opens a session of their engine for each command
	 */
	DirectCommands(Books books, Supplier<EngineSession> sessions) {
		this.sessions = sessions;
		this.markets = books.markets();
		this.mapper = books.mapper();
	}

	@Override
	public Order createOrder(ValidatedOrder order) {
		// Made before the call, as the order may be taken before the call returns, and as
		// a
		// JIT makes real objects of what is used after such a long call.
		Order opened = order.opened();
		try (EngineSession session = this.sessions.get()) {
			Market market = this.markets.open(order.base(), order.quote(), order.imported(), session);
			order.enter(market, session);
		}
		return opened;
	}

	@Override
	public List<Order> createOrders(List<ValidatedOrder> orders, long now) {
		try (EngineSession session = this.sessions.get()) {
			List<BatchEntry> placed = new ArrayList<>(orders.size());
			for (ValidatedOrder order : orders) {
				placed.add(new BatchEntry(placed.size(),
						order.command(this.markets.open(order.base(), order.quote(), order.imported(), session))));
			}
			// Concurrent batches lock markets in ascending order.
			placed.sort(BY_MARKET);
			session.createOrders(placed.stream().map(BatchEntry::command).toList(), now,
					(index) -> placed.get(index).name());
		}
		return orders.stream().map(ValidatedOrder::opened).toList();
	}

	@Override
	public void cancelOrder(UUID orderId, long now) {
		try (EngineSession session = this.sessions.get()) {
			session.cancelOrder(orderId.getMostSignificantBits(), orderId.getLeastSignificantBits(), now);
		}
	}

	@Override
	public void evictOrder(UUID orderId, long now) {
		try (EngineSession session = this.sessions.get()) {
			session.evictOrder(orderId.getMostSignificantBits(), orderId.getLeastSignificantBits(), now);
		}
	}

	@Override
	public Trade takeOrder(Command.TakeOrder command, @Nullable Consumer<OrderRecord> check) {
		long orderIdHigh = command.orderId().getMostSignificantBits();
		long orderIdLow = command.orderId().getLeastSignificantBits();
		try (EngineSession session = this.sessions.get()) {
			if (check != null) {
				check.accept(session.getOrder(orderIdHigh, orderIdLow, command.now()));
			}
			return this.mapper.trade(session.takeOrder(new TakeOrder(command.tradeId().getMostSignificantBits(),
					command.tradeId().getLeastSignificantBits(), orderIdHigh, orderIdLow, command.amount(),
					command.now(), command.taker().ascii())));
		}
	}

	@Override
	public List<Trade> takeBest(Command.TakeBest command) {
		Optional<Market> market = this.markets.find(command.pair());
		if (market.isEmpty()) {
			return List.of();
		}
		List<Trade> trades = new ArrayList<>();
		try (EngineSession session = this.sessions.get()) {
			session.takeBest(
					new TakeBest(command.firstTradeId().getMostSignificantBits(),
							command.firstTradeId().getLeastSignificantBits(), market.get(), command.side().ordinal(),
							command.amount(), command.limitPrice(), command.now(), command.taker().ascii()),
					(trade) -> trades.add(this.mapper.trade(trade)));
		}
		return List.copyOf(trades);
	}

	@Override
	public Trade settleTrade(UUID tradeId, boolean completed, long now) {
		try (EngineSession session = this.sessions.get()) {
			return this.mapper.trade(session.settleTrade(tradeId.getMostSignificantBits(),
					tradeId.getLeastSignificantBits(), now, completed));
		}
	}

	@Override
	public void sweep(long now) {
		try (EngineSession session = this.sessions.get()) {
			session.sweep(now);
		}
	}

	/** An order of a batch, and its position in the caller's list. */
	private record BatchEntry(int position, CreateOrder command) {

		String name() {
			return "orders[%d], order %s".formatted(this.position,
					new UUID(this.command.idHigh(), this.command.idLow()));
		}

	}

}
