package io.darkswap.wasm.concurrent;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.darkswap.wasm.ClientKind;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.loader.MemoryOptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Unread events take memory of the engine; none of it leaks. */
@Timeout(300)
class EventMemoryTests {

	private static final int PRODUCERS = 8;

	private static final int ROUNDS = 10;

	/**
	 * The blocks by which two fillings of one memory differ: ids are random, and the tree
	 * of expiries has the fewer nodes the more orders a microsecond has, so that fillings
	 * of a warm JVM were seen to hold 54 orders more.
	 */
	private static final int FILLINGS_DIFFER_BY = 128;

	@ParameterizedTest
	@EnumSource
	void deliveringEventsLeaksNoMemory(ClientKind kind) throws Exception {
		try (DarkSwapClient client = client(kind, 0, 12)) {
			int capacity = capacity(client);
			EventRecorder recorder = new EventRecorder();
			client.addEventListener(recorder);
			for (int round = 0; round < ROUNDS; round++) {
				trade(client);
			}
			EventRecorder.end(client);
			assertThat(recorder.untilEnd()).hasSize(ROUNDS * PRODUCERS * 400);
			client.removeEventListener(recorder);
			assertNothingLeaked(client, capacity);
		}
	}

	@ParameterizedTest
	@EnumSource
	void togglingEventsWhileOthersTradeLeaksNoMemory(ClientKind kind) throws Exception {
		try (DarkSwapClient client = client(kind, 0, 12)) {
			int capacity = capacity(client);
			for (int round = 0; round < ROUNDS; round++) {
				ConcurrentRunner.run(PRODUCERS + 1, (thread) -> () -> {
					if (thread == PRODUCERS) {
						addAndRemoveListener(client);
					}
					else {
						trade(client, 100);
					}
					return null;
				});
			}
			assertNothingLeaked(client, capacity);
		}
	}

	private static void addAndRemoveListener(DarkSwapClient client) {
		for (int i = 0; i < 20; i++) {
			EventRecorder listener = new EventRecorder();
			client.addEventListener(listener);
			client.removeEventListener(listener);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aFullMemoryStillCancelsTakesAndPublishes(ClientKind kind) throws Exception {
		try (DarkSwapClient client = client(kind, 100, 8)) {
			EventRecorder recorder = new EventRecorder();
			client.addEventListener(recorder);
			List<Order> orders = Clients.fill(client);
			assertThat(client.getOrders(Clients.BTC, Clients.RUNE)).containsExactlyElementsOf(orders);
			orders.forEach((order) -> client.cancelOrder(order.id()));
			assertThat(client.getOrders(Clients.BTC, Clients.RUNE)).isEmpty();
			Order again = Clients.createOrder(client, OrderSide.SELL, 1, 1);
			assertThat(client.takeOrder(again.id(), BigDecimal.ONE).orderId()).isEqualTo(again.id());
			EventRecorder.end(client);
			List<DarkSwapEvent> received = recorder.untilEnd();
			assertThat(received).hasSize(2 * orders.size() + 3);
			EventReplay.of(received);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aRefusedOrderIsNotPublished(ClientKind kind) throws Exception {
		try (DarkSwapClient client = client(kind, 0, 8)) {
			EventRecorder recorder = new EventRecorder();
			client.addEventListener(recorder);
			List<Order> orders = Clients.fill(client);
			orders.forEach((order) -> client.cancelOrder(order.id()));
			EventRecorder.end(client);
			assertThat(recorder.untilEnd()).filteredOn(DarkSwapEvent.OrderCreated.class::isInstance)
				.hasSize(orders.size());
		}
	}

	@ParameterizedTest
	@EnumSource
	void aBatchLargerThanTheQueueIsPublishedCompletely(ClientKind kind) throws Exception {
		try (DarkSwapClient client = client(kind, 10, 256)) {
			EventRecorder recorder = new EventRecorder();
			client.addEventListener(recorder);
			List<Order> orders = client.createOrders(Clients.batch(20_000));
			EventRecorder.end(client);
			assertThat(recorder.untilEnd()).map((event) -> ((DarkSwapEvent.OrderCreated) event).order())
				.isEqualTo(orders);
		}
	}

	@ParameterizedTest
	@EnumSource
	void takingThousandsOfOrdersPublishesEachMatchBeforeItsTrade(ClientKind kind) throws Exception {
		try (DarkSwapClient client = client(kind, 10, 256)) {
			int orders = 10_000;
			List<UUID> makers = client.createOrders(Clients.batch(orders)).stream().map(Order::id).toList();
			EventRecorder recorder = new EventRecorder();
			client.addEventListener(recorder);
			List<Trade> trades = client.takeBest(Clients.BTC, Clients.RUNE, OrderSide.BUY, BigDecimal.valueOf(orders),
					BigDecimal.ONE);
			EventRecorder.end(client);
			List<UUID> matched = new ArrayList<>();
			List<Trade> received = new ArrayList<>();
			for (DarkSwapEvent event : recorder.untilEnd()) {
				if (event instanceof DarkSwapEvent.OrderMatched match) {
					matched.add(match.order().id());
				}
				else {
					received.add(((DarkSwapEvent.TradeCreated) event).trade());
					assertThat(matched).as("the match comes first").hasSize(received.size());
				}
			}
			assertThat(matched).isEqualTo(makers);
			assertThat(received).isEqualTo(trades);
		}
	}

	/**
	 * Counts the orders that fit into the memory. The first filling grows the index.
	 */
	private static int capacity(DarkSwapClient client) {
		Clients.capacity(client);
		return Clients.capacity(client);
	}

	/**
	 * An instance that read events for its caller keeps the last page of them until it is
	 * used again. Events are disabled, so the trades here use each instance and publish
	 * nothing. A leak of one event in a hundred would take 320 blocks.
	 */
	private static void assertNothingLeaked(DarkSwapClient client, int capacity) throws Exception {
		trade(client);
		assertThat(capacity(client)).isCloseTo(capacity, within(FILLINGS_DIFFER_BY));
	}

	/** Each of the eight threads causes 400 events. */
	private static void trade(DarkSwapClient client) throws Exception {
		ConcurrentRunner.run(PRODUCERS, (thread) -> () -> {
			trade(client, 100);
			return null;
		});
	}

	private static void trade(DarkSwapClient client, int times) {
		for (int i = 0; i < times; i++) {
			Order order = Clients.createOrder(client, OrderSide.SELL, 2, 1);
			client.takeOrder(order.id(), BigDecimal.ONE);
			client.cancelOrder(order.id());
		}
	}

	private static DarkSwapClient client(ClientKind kind, int history, int pages) {
		DarkSwapClient client = kind.builder()
			.config(Clients.config(history, history))
			.memory(new MemoryOptions(1, pages, true))
			.instances(3)
			.build();
		client.initialize();
		return client;
	}

}
