package io.darkswap.wasm.concurrent;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongFunction;
import java.util.function.Supplier;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BestBidAsk;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.Depth;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.PriceLevel;
import org.jspecify.annotations.Nullable;

/**
 * Runs a client's commands on one pair, and records their answers and times. Thread-safe.
 */
final class HistoryRecorder {

	private static final Asset BTC = Asset.bitcoin();

	private final DarkSwapClient client;

	private final RecordingClock clock;

	private final Asset quote;

	private final Queue<Operation> history = new ConcurrentLinkedQueue<>();

	private final List<UUID> orders = new CopyOnWriteArrayList<>();

	HistoryRecorder(DarkSwapClient client, RecordingClock clock, Asset quote) {
		this.client = client;
		this.clock = clock;
		this.quote = quote;
	}

	List<Operation> history() {
		return List.copyOf(this.history);
	}

	/** The ids of the orders that were created until now, in no particular order. */
	List<UUID> orders() {
		return this.orders;
	}

	NewOrder newOrder(OrderSide side, long amount, long price, Duration expiry) {
		return new NewOrder(BTC, this.quote, side, BigDecimal.valueOf(amount), BigDecimal.valueOf(price), "maker",
				expiry);
	}

	void create(NewOrder order) {
		long invoked = System.nanoTime();
		Order created = this.client.createOrder(order.base(), order.quote(), order.side(), order.amount(),
				order.price(), order.maker(), order.expiry());
		entered(List.of(created), invoked, System.nanoTime());
	}

	/** Enters orders of several pairs at once, into the history of each. */
	static void createTogether(DarkSwapClient client, List<HistoryRecorder> pairs, List<NewOrder> batch) {
		long invoked = System.nanoTime();
		List<Order> created = client.createOrders(batch);
		long returned = System.nanoTime();
		for (HistoryRecorder pair : pairs) {
			List<Order> part = created.stream().filter((order) -> order.quoteAsset().equals(pair.quote)).toList();
			if (!part.isEmpty()) {
				pair.entered(part, invoked, returned);
			}
		}
	}

	private void entered(List<Order> created, long invoked, long returned) {
		List<BookOrder> entered = created.stream().map(BookOrder::of).toList();
		this.history.add(new Operation(new Command.Create(entered, this.clock.lastRead()), entered, invoked, returned));
		entered.forEach((order) -> this.orders.add(order.id()));
	}

	void get(UUID order) {
		record((now) -> new Command.Get(order, now), () -> BookOrder.of(this.client.getOrder(order)));
	}

	void cancel(UUID order) {
		record((now) -> new Command.Cancel(order, now), () -> {
			this.client.cancelOrder(order);
			return "cancelled";
		});
	}

	void take(UUID order, long amount) {
		record((now) -> new Command.Take(order, amount, now),
				() -> BookTrade.of(this.client.takeOrder(order, BigDecimal.valueOf(amount))));
	}

	void takeBest(OrderSide side, long amount, long limit) {
		record((now) -> new Command.TakeBest(side, amount, limit, now), () -> BookTrade
			.of(this.client.takeBest(BTC, this.quote, side, BigDecimal.valueOf(amount), BigDecimal.valueOf(limit))));
	}

	void getOrders() {
		record(Command.GetOrders::new,
				() -> this.client.getOrders(BTC, this.quote).stream().map(BookOrder::of).toList());
	}

	void getDepth(int levels) {
		record((now) -> new Command.GetDepth(levels, now), () -> {
			Depth depth = this.client.getDepth(BTC, this.quote, levels);
			return List.of(BookLevel.of(depth.bids()), BookLevel.of(depth.asks()));
		});
	}

	void getBestBidAsk() {
		record(Command.GetBestBidAsk::new, () -> {
			BestBidAsk best = this.client.getBestBidAsk(BTC, this.quote);
			return List.of(levels(best.bid()), levels(best.ask()));
		});
	}

	void getTrades(int limit) {
		record((now) -> new Command.GetTrades(limit, now),
				() -> BookTrade.of(this.client.getTrades(BTC, this.quote, limit)));
	}

	private static List<BookLevel> levels(@Nullable PriceLevel best) {
		return (best != null) ? List.of(BookLevel.of(best)) : new ArrayList<>();
	}

	private void record(LongFunction<Command> command, Supplier<Object> call) {
		long invoked = System.nanoTime();
		Object answer;
		try {
			answer = call.get();
		}
		catch (DarkSwapException ex) {
			answer = ex.code();
		}
		long returned = System.nanoTime();
		this.history.add(new Operation(command.apply(this.clock.lastRead()), answer, invoked, returned));
	}

}
