package io.darkswap.wasm.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import io.darkswap.wasm.ClientInvariants;
import io.darkswap.wasm.ClientMarkets;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.TestClock;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the same commands on a client and the reference, and compares the answers. */
class Comparison {

	private static final UUID UNKNOWN = new UUID(7, 7);

	/**
	 * A failure shows this many commands and answers; of shrunk scenarios that is all.
	 */
	private static final int SHOWN = 60;

	private static final int ALL = 10_000;

	/** The number of the latest orders that are read by their ids. */
	private static final int LOOKED_UP = 100;

	private static final Duration FAR = Duration.ofDays(1);

	private static final Duration INTERVAL = Duration.ofNanos(7000);

	/** An order that is valid whenever there is memory. */
	static final Commands.Create END = new Commands.Create(
			new NewOrder(AssetPair.TRADED.get(0).base(), AssetPair.TRADED.get(0).quote(), OrderSide.BUY, BigDecimal.ONE,
					BigDecimal.ONE, "end", Duration.ofHours(1)));

	private final Scenario scenario;

	private final DarkSwapClient client;

	private final Exchange exchange;

	private final ReferenceBook reference;

	private final TestClock clock;

	private final EventComparison events = new EventComparison();

	/** The ids in the client's last answer, which the reference uses, too. */
	private final Deque<UUID> ids = new ArrayDeque<>();

	private final List<UUID> orders = new ArrayList<>();

	private final List<UUID> trades = new ArrayList<>();

	private final List<Object> log = new ArrayList<>();

	Comparison(Scenario scenario, DarkSwapClient client, TestClock clock) {
		this(scenario, client, new ClientExchange(client), clock);
	}

	/**
	 * Compare an exchange.
	 * @param client the client of the exchange whose events are compared
	 */
	Comparison(Scenario scenario, DarkSwapClient client, Exchange exchange, TestClock clock) {
		this.scenario = scenario;
		this.client = client;
		this.exchange = exchange;
		this.clock = clock;
		this.reference = new ReferenceBook(clock, client.getAddress(), scenario.closedOrderHistory(),
				scenario.tradeHistory(), this::nextId, scenario.listening() ? this.events::expect : (event) -> {
				});
		if (scenario.listening()) {
			client.addEventListener(this.events);
		}
	}

	void run() {
		this.scenario.commands().forEach(this::run);
		compareAll();
		// An event that should not have been published would come before this one's.
		run(END);
		this.events.compare(this::history);
	}

	void run(Command command) {
		this.log.add(command);
		command.run(this);
	}

	void create(Function<Exchange, Object> call) {
		this.orders.addAll(change(call).ids());
	}

	/** The ids that a client gives to many orders at once ascend. */
	void createInOrder(Function<Exchange, Object> call) {
		Answer answer = change(call);
		assertThat(answer.ids()).as(this::history).isSorted();
		this.orders.addAll(answer.ids());
	}

	void take(Function<Exchange, Object> call) {
		this.trades.addAll(change(call).ids());
	}

	void settle(Function<Exchange, Object> call) {
		change(call);
	}

	/** Runs a change that takes memory. */
	Answer change(Function<Exchange, Object> call) {
		return call(call);
	}

	/** Runs any other call. */
	Answer call(Function<Exchange, Object> call) {
		Answer answer = ask(call);
		note(answer);
		return compare(answer, call);
	}

	final void note(Answer answer) {
		this.log.add(answer);
	}

	final Answer ask(Function<Exchange, Object> call) {
		return Answer.of(this.exchange, call);
	}

	final Answer compare(Answer actual, Function<Exchange, Object> call) {
		this.ids.clear();
		this.ids.addAll(actual.ids());
		this.reference.assume(actual.isRefusal(ErrorCode.CLOCK_SET_BACK));
		Answer expected = Answer.of(this.reference, call);
		if (!expected.equals(actual)) {
			assertThat(actual).as(this::history).isEqualTo(expected);
		}
		return actual;
	}

	/** The client's markets and their numbers, in its order. */
	Map<AssetPair, Integer> markets() {
		Map<AssetPair, Integer> numbers = new LinkedHashMap<>();
		ClientMarkets.numbers(this.client)
			.forEach((pair, number) -> numbers.put(new AssetPair(pair.base(), pair.quote()), number));
		return numbers;
	}

	/**
	 * Returns an id that the client assigned; if it assigned too few, the answers differ.
	 */
	private UUID nextId() {
		return this.ids.isEmpty() ? UNKNOWN : this.ids.remove();
	}

	final ReferenceBook reference() {
		return this.reference;
	}

	final boolean listening() {
		return this.scenario.listening();
	}

	final EventComparison events() {
		return this.events;
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
		boolean unknown = number == Commands.UNKNOWN || ids.isEmpty();
		return unknown ? UNKNOWN : ids.get(ids.size() - 1 - number % ids.size());
	}

	/** Returns the remaining amount of an order, 0 if there is none. */
	BigDecimal remaining(UUID orderId) {
		return this.reference.peek(orderId).map(Order::remaining).orElse(BigDecimal.ZERO);
	}

	/** Returns the amount that a taker can take within a limit. */
	BigDecimal within(AssetPair pair, OrderSide side, BigDecimal limitPrice) {
		return this.reference.peek(pair, side, limitPrice);
	}

	/** Waits until an order expires, or nearly, unless that is far away. */
	void waitForExpiry(int order, Duration after) {
		this.reference.peek(order(order))
			.map((found) -> Duration.between(this.clock.instant(), found.expiry().plus(after)))
			.filter((wait) -> wait.abs().compareTo(FAR) < 0)
			.ifPresent(this.clock::advance);
	}

	/** Compares the books, the histories and the events. */
	void compareAll() {
		for (AssetPair pair : AssetPair.TRADED) {
			compare((market) -> market.getBestBidAsk(pair.base(), pair.quote()));
			compare((market) -> market.getOrders(pair.base(), pair.quote()));
			compare((market) -> market.getDepth(pair.base(), pair.quote(), ALL));
			compare((market) -> market.getTrades(pair.base(), pair.quote(), ALL));
			compare((market) -> market.getMarketStats(pair.base(), pair.quote(), FAR));
			compare((market) -> market.getCandles(pair.base(), pair.quote(), INTERVAL, ALL));
		}
		for (int i = 0; i < Math.min(LOOKED_UP, this.orders.size()); i++) {
			UUID order = order(i);
			compare((market) -> market.getOrder(order));
		}
		assertThat(ClientInvariants.firstBroken(this.client)).as(() -> "broken invariant " + history()).isZero();
		this.events.compare(this::history);
	}

	private void compare(Function<Exchange, Object> query) {
		compare(ask(query), query);
	}

	final String history() {
		int shown = Math.min(this.log.size(), SHOWN);
		StringBuilder text = new StringBuilder("after\n");
		this.log.subList(this.log.size() - shown, this.log.size())
			.forEach((entry) -> text.append((entry instanceof Answer) ? "\t-> " : "").append(entry).append('\n'));
		return text.append("by a ").append(this.scenario).append(" at ").append(this.clock.instant()).toString();
	}

}
