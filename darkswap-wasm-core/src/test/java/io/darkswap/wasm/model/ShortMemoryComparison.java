package io.darkswap.wasm.model;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderStatus;
import io.darkswap.wasm.TestClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A comparison with a client that has little memory. It may forget closed orders and
 * trades, the oldest first, and when it has forgotten all of them refuse what takes
 * memory. Open orders it keeps, and goes on as soon as some are cancelled.
 */
final class ShortMemoryComparison extends Comparison {

	private static final int ALL = 10_000;

	/** A new order takes a block of memory, and a few where the book's trees grow. */
	private static final int ROOM = 12;

	/** So that the memory is mostly full. */
	private static final int REFUSALS_PER_RECOVERY = 5;

	private int refusals;

	ShortMemoryComparison(Scenario scenario, DarkSwapClient client, TestClock clock) {
		super(scenario, client, clock);
	}

	boolean wasRefused() {
		return this.refusals > 0;
	}

	/** First, the reference forgets what the client forgot; that sweeps all markets. */
	@Override
	void run(Command command) {
		forgetTrades();
		super.run(command);
	}

	@Override
	void compareAll() {
		forgetTrades();
		super.compareAll();
	}

	@Override
	Answer change(Function<Exchange, Object> call) {
		Answer answer = ask(call);
		note(answer);
		if (answer.error() != ErrorCode.ENGINE_MEMORY_EXHAUSTED) {
			return compare(answer, call);
		}
		return refused(answer);
	}

	/** The event that tells of a settlement may take the place of the trade itself. */
	@Override
	void settle(Function<Exchange, Object> call) {
		Answer answer = ask(call);
		note(answer);
		if (answer.error() == ErrorCode.ENGINE_MEMORY_EXHAUSTED) {
			refused(answer);
			return;
		}
		if (answer.error() == ErrorCode.TRADE_NOT_FOUND) {
			forgetTrades();
		}
		compare(answer, call);
	}

	/**
	 * What was refused may have opened markets, and the order of markets is that of
	 * events.
	 */
	private Answer refused(Answer answer) {
		reference().forgetHistories();
		reference().openMarkets(markets());
		this.refusals++;
		if (!listening() && this.refusals % REFUSALS_PER_RECOVERY == 0) {
			recover();
		}
		return answer;
	}

	/** Events wait for their listener in the same memory, so this is for no listener. */
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
			reference().forgetClosed(id);
		}
		return id;
	}

	private void forgetTrades() {
		for (AssetPair pair : AssetPair.TRADED) {
			Function<Exchange, Object> query = (exchange) -> exchange.getTrades(pair.base(), pair.quote(), ALL);
			Answer known = ask(query);
			reference().forgetTrades(pair, ((List<?>) known.value()).size());
			compare(known, query);
		}
	}

}
