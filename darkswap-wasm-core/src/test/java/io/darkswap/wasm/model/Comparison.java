package io.darkswap.wasm.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.TestClock;

import static org.assertj.core.api.Assertions.assertThat;

/** Asks a client and the reference the same, and compares what they answer. */
final class Comparison {

	private static final UUID UNKNOWN = new UUID(7, 7);

	/** A failure shows this many commands; of shrunk scenarios that is all. */
	private static final int SHOWN = 60;

	private static final int ALL = 10_000;

	private static final int PATIENCE_SECONDS = 20;

	private static final int LOOKED_UP = 100;

	private static final Command LAST = new Commands.Create(
			new NewOrder(AssetPair.TRADED.get(0).base(), AssetPair.TRADED.get(0).quote(), OrderSide.BUY, BigDecimal.ONE,
					BigDecimal.ONE, "last", Duration.ofHours(1)));

	private static final Duration FAR = Duration.ofDays(1);

	private static final Duration INTERVAL = Duration.ofSeconds(7);

	private final String settings;

	private final Exchange client;

	private final ReferenceBook reference;

	private final TestClock clock;

	private final Deque<UUID> ids = new ArrayDeque<>();

	private final List<UUID> orders = new ArrayList<>();

	private final List<UUID> trades = new ArrayList<>();

	private final Queue<DarkSwapEvent> expectedEvents = new ArrayDeque<>();

	private final BlockingQueue<DarkSwapEvent> events = new LinkedBlockingQueue<>();

	private final List<Object> log = new ArrayList<>();

	Comparison(DarkSwapClient client, TestClock clock, Scenario scenario) {
		this.client = new ClientExchange(client);
		this.settings = "%s, histories of %d orders and %d trades".formatted(scenario.kind(),
				scenario.closedOrderHistory(), scenario.tradeHistory());
		this.clock = clock;
		this.reference = new ReferenceBook(clock, client.getAddress(), scenario.closedOrderHistory(),
				scenario.tradeHistory(), this::nextId, scenario.listening() ? this.expectedEvents::add : (event) -> {
				});
		if (scenario.listening()) {
			client.addEventListener(this.events::add);
		}
	}

	void run(List<Command> commands) {
		for (Command next : commands) {
			this.log.add(next);
			next.run(this);
		}
		compareAll();
		// Whatever was told too much would come before this order's event.
		LAST.run(this);
		compareEvents();
	}

	Answer call(Function<Exchange, Object> call) {
		Answer answer = compare(call);
		this.log.add(answer);
		return answer;
	}

	private Answer compare(Function<Exchange, Object> call) {
		Answer actual = Answer.of(this.client, call);
		this.ids.clear();
		this.ids.addAll(actual.ids());
		Answer expected = Answer.of(this.reference, call);
		if (!expected.equals(actual)) {
			assertThat(actual).as(this::history).isEqualTo(expected);
		}
		return actual;
	}

	void create(Function<Exchange, Object> call) {
		this.orders.addAll(call(call).ids());
	}

	void take(Function<Exchange, Object> call) {
		this.trades.addAll(call(call).ids());
	}

	TestClock clock() {
		return this.clock;
	}

	UUID order(int number) {
		return pick(this.orders, number);
	}

	UUID trade(int number) {
		return pick(this.trades, number);
	}

	private static UUID pick(List<UUID> ids, int number) {
		if (number < 0) {
			return null;
		}
		return (number < ids.size()) ? ids.get(ids.size() - 1 - number) : UNKNOWN;
	}

	/** How much remains of an order, 0 if there is none. */
	BigDecimal remaining(UUID orderId) {
		return this.reference.peek(orderId).map(Order::remaining).orElse(BigDecimal.ZERO);
	}

	/** How much a taker can have within a limit. */
	BigDecimal within(AssetPair pair, OrderSide side, BigDecimal limitPrice) {
		return this.reference.peek(pair, side, limitPrice);
	}

	/** Unless that is far away. */
	void waitForExpiry(int order, Duration after) {
		this.reference.peek(order(order))
			.map((found) -> Duration.between(this.clock.instant(), found.expiry().plus(after)))
			.filter((wait) -> wait.abs().compareTo(FAR) < 0)
			.ifPresent(this.clock::advance);
	}

	/** Compares all that can be seen of the books, the history and the events. */
	void compareAll() {
		for (AssetPair pair : AssetPair.TRADED) {
			compare((exchange) -> exchange.getBestBidAsk(pair.base(), pair.quote()));
			compare((exchange) -> exchange.getOrders(pair.base(), pair.quote()));
			compare((exchange) -> exchange.getDepth(pair.base(), pair.quote(), ALL));
			compare((exchange) -> exchange.getTrades(pair.base(), pair.quote(), ALL));
			compare((exchange) -> exchange.getMarketStats(pair.base(), pair.quote(), FAR));
			compare((exchange) -> exchange.getCandles(pair.base(), pair.quote(), INTERVAL, ALL));
		}
		int known = this.orders.size();
		for (UUID order : this.orders.subList(Math.max(0, known - LOOKED_UP), known)) {
			compare((exchange) -> exchange.getOrder(order));
		}
		compareEvents();
	}

	private void compareEvents() {
		for (DarkSwapEvent expected : this.expectedEvents) {
			assertThat(nextEvent()).as(this::history).isEqualTo(expected);
		}
		this.expectedEvents.clear();
	}

	private DarkSwapEvent nextEvent() {
		try {
			return this.events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** An id that the client gave; if it gave too few, the answers will differ. */
	private UUID nextId() {
		return this.ids.isEmpty() ? UNKNOWN : this.ids.remove();
	}

	private String history() {
		int shown = Math.min(this.log.size(), SHOWN);
		StringBuilder text = new StringBuilder("after\n");
		this.log.subList(this.log.size() - shown, this.log.size())
			.forEach((entry) -> text.append((entry instanceof Answer) ? "\t-> " : "").append(entry).append('\n'));
		return text.append("with ").append(this.settings).append(" at ").append(this.clock.instant()).toString();
	}

}
