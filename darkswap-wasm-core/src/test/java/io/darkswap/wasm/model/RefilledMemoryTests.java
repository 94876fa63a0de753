package io.darkswap.wasm.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

import io.darkswap.wasm.ClientInvariants;
import io.darkswap.wasm.ClientKind;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.TestClock;
import io.darkswap.wasm.loader.MemoryOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A memory holds as many orders at the hundredth filling as at the first: nothing leaks.
 */
class RefilledMemoryTests {

	private static final AssetPair PAIR = AssetPair.TRADED.get(0);

	/**
	 * More than the growth of the index, so that a leak of a block in each round is
	 * detected.
	 */
	private static final int ROUNDS = 100;

	/**
	 * Ids are random, so one of the 16 parts of the index of orders, or of trades,
	 * sometimes needs one block more than before, for twelve records more.
	 */
	private static final int INDEX_GROWTH = 80;

	private static final int HISTORY = 100;

	/**
	 * The number of orders cancelled before others are taken: trades take memory, too.
	 */
	private static final int ROOM = 12;

	@ParameterizedTest
	@EnumSource(ClientKind.class)
	void aRefilledMemoryHoldsAsManyOrdersAsBefore(ClientKind kind) {
		Scenario scenario = new Scenario(kind, HISTORY, HISTORY, false, false, List.of());
		try (DarkSwapClient client = scenario.client(new TestClock(), new MemoryOptions(1, 6, true))) {
			int first = fill(client);
			for (int round = 0; round < ROUNDS; round++) {
				empty(client, round);
				assertThat(ClientInvariants.firstBroken(client)).isZero();
				assertThat(fill(client)).as("round %d", round).isGreaterThanOrEqualTo(first - INDEX_GROWTH);
			}
		}
	}

	/** Orders of many prices and expiries, so that the book's trees take memory, too. */
	private static int fill(DarkSwapClient client) {
		int orders = 0;
		try {
			while (true) {
				OrderSide side = (orders % 2 == 0) ? OrderSide.BUY : OrderSide.SELL;
				client.createOrder(PAIR.base(), PAIR.quote(), side, BigDecimal.ONE,
						BigDecimal.valueOf(1 + orders * 7 % 211), "maker", Duration.ofHours(1 + orders % 13));
				orders++;
			}
		}
		catch (DarkSwapException ex) {
			assertThat(ex.code()).isEqualTo(ErrorCode.ENGINE_MEMORY_EXHAUSTED);
		}
		return orders;
	}

	/** By cancellation in one round, by taking in the next. */
	private static void empty(DarkSwapClient client, int round) {
		List<Order> orders = client.getOrders(PAIR.base(), PAIR.quote());
		for (int i = 0; i < orders.size(); i++) {
			Order order = orders.get(i);
			if (round % 2 == 0 || i < ROOM) {
				client.cancelOrder(order.id());
			}
			else {
				client.takeOrder(order.id(), order.remaining());
			}
		}
		assertThat(client.getOrders(PAIR.base(), PAIR.quote())).isEmpty();
	}

}
