package io.darkswap.wasm.concurrent;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.ClientInvariants;
import io.darkswap.wasm.ClientKind;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.Depth;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.loader.MemoryOptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A full memory refuses calls that need more of it, changes nothing, and serves them
 * again as soon as memory is freed.
 */
@Timeout(300)
class MemoryLimitTests {

	/** The errors of a full memory, when histories give their memory to open orders. */
	private static final Set<ErrorCode> SHORT_OF_MEMORY = Set.of(ErrorCode.ENGINE_MEMORY_EXHAUSTED,
			ErrorCode.ORDER_NOT_FOUND, ErrorCode.TRADE_NOT_FOUND);

	@ParameterizedTest
	@CsvSource({ "PLAIN, false", "PLAIN, true", "SHARED_MEMORY, false", "SHARED_MEMORY, true" })
	void aRefusedCallChangesNothing(ClientKind kind, boolean listening) {
		try (DarkSwapClient client = client(kind)) {
			listen(client, listening);
			List<Order> orders = Clients.fill(client);
			Depth depth = client.getDepth(Clients.BTC, Clients.RUNE, 10);
			assertExhausted(() -> client.createOrders(Clients.batch(1000)));
			assertExhausted(() -> Clients.createOrder(client, OrderSide.BUY, 1, 1));
			assertThat(client.getOrders(Clients.BTC, Clients.RUNE)).isEqualTo(orders);
			assertThat(client.getDepth(Clients.BTC, Clients.RUNE, 10)).isEqualTo(depth);
		}
	}

	@ParameterizedTest
	@CsvSource({ "PLAIN, false", "PLAIN, true", "SHARED_MEMORY, false", "SHARED_MEMORY, true" })
	void cancellingAlwaysWorksAndFreesMemory(ClientKind kind, boolean listening) {
		try (DarkSwapClient client = client(kind)) {
			listen(client, listening);
			List<Order> orders = Clients.fill(client);
			// An order may need a leaf of a tree or two besides its record.
			orders.subList(0, 8).forEach((order) -> client.cancelOrder(order.id()));
			assertThat(Clients.createOrder(client, OrderSide.BUY, 1, 1).remaining()).isEqualByComparingTo("1");
			orders.subList(8, orders.size()).forEach((order) -> client.cancelOrder(order.id()));
			assertThat(client.getOrders(Clients.BTC, Clients.RUNE)).hasSize(1);
		}
	}

	@ParameterizedTest
	@CsvSource({ "PLAIN, false", "PLAIN, true", "SHARED_MEMORY, false", "SHARED_MEMORY, true" })
	void takingContinuesWhenMemoryIsFreed(ClientKind kind, boolean listening) {
		try (DarkSwapClient client = client(kind)) {
			listen(client, listening);
			List<Order> orders = Clients.fill(client);
			orders.subList(0, 8).forEach((order) -> client.cancelOrder(order.id()));
			assertThat(client.takeBest(Clients.BTC, Clients.RUNE, OrderSide.BUY, BigDecimal.valueOf(3), BigDecimal.ONE))
				.hasSize(2);
		}
	}

	@ParameterizedTest
	@EnumSource
	void eventsDescribeTheWholeBookWhenMemoryIsShort(ClientKind kind) throws Exception {
		try (DarkSwapClient client = client(kind)) {
			EventRecorder recorder = new EventRecorder();
			client.addEventListener(recorder);
			List<Order> filling = Clients.fill(client);
			filling.subList(0, 200).forEach((order) -> client.cancelOrder(order.id()));
			produce(client);
			filling.subList(200, filling.size()).forEach((order) -> client.cancelOrder(order.id()));
			EventRecorder.end(client);
			EventReplay replay = EventReplay.of(recorder.untilEnd());
			for (Asset quote : EventProducer.QUOTES) {
				assertThat(client.getOrders(EventProducer.BTC, quote)).isEqualTo(replay.open(quote));
			}
			assertThat(ClientInvariants.firstBroken(client)).isZero();
		}
	}

	private static void produce(DarkSwapClient client) throws Exception {
		long seed = Long.getLong("darkswap.seed", System.nanoTime());
		System.out.printf("MemoryLimitTests: -Ddarkswap.seed=%d%n", seed);
		SplittableRandom seeds = new SplittableRandom(seed);
		ConcurrentLinkedDeque<UUID> orders = new ConcurrentLinkedDeque<>();
		ConcurrentLinkedDeque<UUID> trades = new ConcurrentLinkedDeque<>();
		List<EventProducer> producers = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			producers.add(new EventProducer(client, seeds.split(), orders, trades, SHORT_OF_MEMORY));
		}
		ConcurrentRunner.run(producers.size(), (thread) -> () -> producers.get(thread).produce(2000));
	}

	private static void listen(DarkSwapClient client, boolean listening) {
		if (listening) {
			client.addEventListener(new EventRecorder());
		}
	}

	private static void assertExhausted(Runnable call) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(call::run)
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.ENGINE_MEMORY_EXHAUSTED);
	}

	private static DarkSwapClient client(ClientKind kind) {
		DarkSwapClient client = kind.builder()
			.config(Clients.config(100, 100))
			.memory(new MemoryOptions(1, 10, true))
			.instances(3)
			.build();
		client.initialize();
		return client;
	}

}
