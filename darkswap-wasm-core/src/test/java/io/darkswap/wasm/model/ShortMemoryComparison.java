package io.darkswap.wasm.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.MissedEvents;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.OrderStatus;
import io.darkswap.wasm.TestClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A comparison with a client that has little memory. It may evict closed orders and
 * trades, the oldest first. When it has evicted all of them, it may refuse calls that
 * take memory. It keeps open orders, and serves these calls again as soon as some are
 * cancelled.
 */
final class ShortMemoryComparison extends Comparison {

	private static final int ALL = 10_000;

	/** A new order takes a block of memory, and a few where the book's trees grow. */
	private static final int ROOM = 12;

	/** So that the memory is mostly full. */
	private static final int REFUSALS_PER_RECOVERY = 5;

	private static final BigDecimal HIGHEST_PRICE = new BigDecimal("184467440737.09551615");

	private final DarkSwapClient client;

	/** Events have memory of their own then. */
	private final boolean logs;

	private int refusals;

	private long missedEvents;

	ShortMemoryComparison(Scenario scenario, DarkSwapClient client, TestClock clock) {
		super(scenario, client, clock);
		this.client = client;
		this.logs = scenario.kind().hasLog();
	}

	boolean wasRefused() {
		return this.refusals > 0;
	}

	/**
	 * First, both close the expired orders, and the reference evicts what the client
	 * evicted.
	 */
	@Override
	void run(Command command) {
		closeExpired();
		evictTrades();
		super.run(command);
	}

	@Override
	void compareAll() {
		closeExpired();
		evictTrades();
		super.compareAll();
	}

	@Override
	Answer change(Function<Exchange, Object> call) {
		Answer answer = ask(call);
		note(answer);
		if (answer.error() == ErrorCode.ENGINE_MEMORY_EXHAUSTED) {
			return refused(answer);
		}
		reference().keepMarkets(markets());
		compare(answer, call);
		endCommand();
		return answer;
	}

	@Override
	Answer call(Function<Exchange, Object> call) {
		Answer answer = super.call(call);
		endCommand();
		return answer;
	}

	/**
	 * A command whose events find no memory beside a log's books is applied without them.
	 */
	private void endCommand() {
		long missed = MissedEvents.of(this.client);
		events().endCommand(missed > this.missedEvents);
		this.missedEvents = missed;
	}

	/** The memory of the event of a settlement may be taken from the trade itself. */
	@Override
	void settle(Function<Exchange, Object> call) {
		Answer answer = ask(call);
		note(answer);
		if (answer.error() == ErrorCode.ENGINE_MEMORY_EXHAUSTED && !this.logs) {
			refused(answer);
			return;
		}
		if (answer.error() == ErrorCode.TRADE_NOT_FOUND) {
			evictTrades();
		}
		compare(answer, call);
		endCommand();
	}

	/**
	 * A refused call may have opened markets and released others, and the order of
	 * markets is that of events.
	 */
	private Answer refused(Answer answer) {
		reference().evictHistories();
		reference().keepMarkets(markets());
		endCommand();
		this.refusals++;
		if ((this.logs || !listening()) && this.refusals % REFUSALS_PER_RECOVERY == 0) {
			recover();
		}
		return answer;
	}

	/**
	 * Without a log, unread events take the same memory, so this runs without a listener.
	 */
	private void recover() {
		List<UUID> open = reference().open();
		for (UUID id : open.subList(0, Math.min(ROOM, open.size()))) {
			call((exchange) -> {
				exchange.cancelOrder(id);
				return null;
			});
		}
		int refusalsBefore = this.refusals;
		super.run(END);
		assertThat(this.refusals).as(this::history).isEqualTo(refusalsBefore);
	}

	@Override
	UUID order(int number) {
		UUID id = super.order(number);
		boolean closed = reference().peek(id).map(Order::status).filter(OrderStatus.OPEN::equals).isEmpty();
		if (closed && ask((exchange) -> exchange.getOrder(id)).error() == ErrorCode.ORDER_NOT_FOUND) {
			reference().evictClosed(id);
		}
		return id;
	}

	/** A command closes the expired orders of its market, though it takes nothing. */
	private void closeExpired() {
		for (AssetPair pair : AssetPair.TRADED) {
			take((exchange) -> exchange.takeBest(pair.base(), pair.quote(), OrderSide.SELL, BigDecimal.ONE,
					HIGHEST_PRICE));
		}
	}

	private void evictTrades() {
		for (AssetPair pair : AssetPair.TRADED) {
			Function<Exchange, Object> query = (exchange) -> exchange.getTrades(pair.base(), pair.quote(), ALL);
			Answer known = ask(query);
			reference().evictTrades(pair, ((List<?>) known.value()).size());
			compare(known, query);
		}
	}

}
