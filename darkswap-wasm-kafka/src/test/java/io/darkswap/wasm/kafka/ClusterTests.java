package io.darkswap.wasm.kafka;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.UnknownOutcomeException;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.log.ReadConsistency;
import io.darkswap.wasm.wallet.HdWallet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Clients with one topic have the same books, whatever node or broker dies.
 * {@code -Ddarkswap.soak.kills} sets another number of kills of the broker.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class ClusterTests {

	private static final Duration WHILE = Duration.ofSeconds(60);

	private static final int KILLS = Integer.getInteger("darkswap.soak.kills", 1);

	private static final int ORDERS_OF_CALLER = 250 * KILLS;

	/** Longer than a broker needs to start again. */
	static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

	private static final TradingPair PAIR = TradingPair.of("BTC/RUNE:840000:3");

	private KafkaBroker broker;

	private int names;

	@BeforeAll
	void startBroker() throws Exception {
		this.broker = KafkaBroker.shared();
	}

	@Test
	void anOrderOfOneNodeIsTakenOnAnother(@TempDir Path one, @TempDir Path other) {
		String topic = newTopic();
		try (SharedMemoryDarkSwapClient maker = open(one, topic);
				SharedMemoryDarkSwapClient taker = open(other, topic)) {
			Order order = maker.createOrder(sell("2", "100"));
			Trade trade = taker.takeOrder(order.id(), BigDecimal.ONE);
			assertThat(trade.maker()).isEqualTo(maker.getAddress());
			assertThat(trade.taker()).isEqualTo(taker.getAddress());
			awaitSameBooks(maker, taker);
			assertThat(maker.getTrades(PAIR, 10)).containsExactly(trade);
			assertThat(maker.getOrder(order.id()).remaining()).isEqualByComparingTo("1");
		}
	}

	@Test
	void eventsOfEveryCommandAreDeliveredOnEveryNode(@TempDir Path one, @TempDir Path other) throws Exception {
		String topic = newTopic();
		CountDownLatch arrived = new CountDownLatch(1);
		try (SharedMemoryDarkSwapClient maker = open(one, topic);
				SharedMemoryDarkSwapClient watcher = open(other, topic)) {
			watcher.on(DarkSwapEvent.class, (event) -> arrived.countDown());
			maker.createOrder(sell("1", "100"));
			assertThat(arrived.await(WHILE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void nodesThatCompareTheirBooksAgree(@TempDir Path folder) {
		String topic = newTopic();
		List<SharedMemoryDarkSwapClient> nodes = new ArrayList<>();
		try {
			for (int node = 1; node <= 3; node++) {
				nodes.add(started(options(folder.resolve("node" + node), topic).withDigestInterval(10), CALL_TIMEOUT));
			}
			for (int i = 0; i < 60; i++) {
				nodes.get(i % 3).createOrder(sell("1", "100"));
				nodes.get(i % 2).takeBest(PAIR, OrderSide.BUY, new BigDecimal("0.3"), new BigDecimal("100"));
			}
			awaitSameBooks(nodes.get(0), nodes.get(1));
			awaitSameBooks(nodes.get(0), nodes.get(2));
			// 12 digests of each node, and those of what they append at the start
			Awaitility.await()
				.atMost(WHILE)
				.until(() -> new Topics(this.broker.address()).size(topic + ".digests") >= 36);
			assertThat(nodes).allSatisfy((node) -> assertThat(node.getLogStatus()).hasValueSatisfying((log) -> {
				assertThat(log.damage()).isEmpty();
				assertThat(log.failure()).isEmpty();
			}));
		}
		finally {
			nodes.forEach(SharedMemoryDarkSwapClient::close);
		}
	}

	@Test
	void nodesThatBeginAtTheSameTimeHaveTheSameBooks(@TempDir Path folder) throws Exception {
		String topic = newTopic();
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			List<Future<SharedMemoryDarkSwapClient>> starts = new ArrayList<>();
			for (String node : List.of("one", "other")) {
				starts.add(threads.submit(() -> open(folder.resolve(node), topic)));
			}
			try (SharedMemoryDarkSwapClient one = starts.get(0).get();
					SharedMemoryDarkSwapClient other = starts.get(1).get()) {
				one.createOrder(sell("1", "100"));
				other.createOrder(sell("1", "101"));
				awaitSameBooks(one, other);
				assertThat(one.getOrders(PAIR)).hasSize(2);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void aNodeContinuesItsSnapshotAndANewNodeReplaysAll(@TempDir Path one, @TempDir Path other, @TempDir Path third) {
		String topic = newTopic();
		try (SharedMemoryDarkSwapClient stays = open(one, topic)) {
			try (SharedMemoryDarkSwapClient restarted = open(other, topic)) {
				restarted.createOrder(sell("1", "100"));
			}
			Order order = stays.createOrder(sell("3", "101"));
			try (SharedMemoryDarkSwapClient restarted = open(other, topic);
					SharedMemoryDarkSwapClient fresh = open(third, topic)) {
				assertThat(restarted.getLogStatus()).hasValueSatisfying((log) -> {
					assertThat(log.type()).isEqualTo("kafka");
					assertThat(log.snapshot()).isPositive();
				});
				fresh.takeOrder(order.id(), BigDecimal.ONE);
				awaitSameBooks(stays, restarted);
				awaitSameBooks(stays, fresh);
			}
		}
	}

	@Test
	void aLinearizableNodeShowsWhatAnotherWasAnswered(@TempDir Path one, @TempDir Path other) {
		String topic = newTopic();
		try (SharedMemoryDarkSwapClient writer = open(one, topic);
				SharedMemoryDarkSwapClient reader = started(
						options(other, topic).withRead(ReadConsistency.LINEARIZABLE), CALL_TIMEOUT)) {
			for (int i = 0; i < 50; i++) {
				Order order = writer.createOrder(sell("1", "100"));
				assertThat(reader.getOrder(order.id())).isEqualTo(order);
			}
		}
	}

	@Test
	void aNodeWhoseClockIsAheadSweepsOnceForOrdersThatHaveNotExpired(@TempDir Path one, @TempDir Path other) {
		String topic = newTopic();
		ClockAhead clock = new ClockAhead(Duration.ofHours(2));
		try (SharedMemoryDarkSwapClient right = open(one, topic);
				SharedMemoryDarkSwapClient ahead = builder(options(other, topic), CALL_TIMEOUT).clock(clock)
					.sweepInterval(Duration.ofMillis(10))
					.build()) {
			ahead.initialize();
			long before = applied(ahead);
			Order order = right.createOrder(sell("1", "100"));
			Awaitility.await().atMost(WHILE).until(() -> applied(ahead) == before + 2);
			long reads = clock.reads();
			Awaitility.await().atMost(WHILE).until(() -> clock.reads() >= reads + 20);
			assertThat(applied(ahead)).as("the order and one sweep").isEqualTo(before + 2);
			assertThat(right.getOrder(order.id())).isEqualTo(order);
		}
	}

	@Test
	void aCommandWithoutAnAnswerIsUnknownAndNamesItsOrder(@TempDir Path directory) throws Exception {
		try (SharedMemoryDarkSwapClient client = started(options(directory, newTopic()), Duration.ofSeconds(2))) {
			Order before = client.createOrder(sell("1", "100"));
			this.broker.kill();
			UUID unknown;
			try {
				UnknownOutcomeException failure = (UnknownOutcomeException) org.assertj.core.api.Assertions
					.catchException(() -> client.createOrder(sell("1", "101")));
				assertThat(failure.code()).isEqualTo(ErrorCode.CALL_TIMED_OUT);
				assertThat(failure.isRetryable()).isFalse();
				assertThat(failure).hasMessageContaining(failure.id().toString());
				unknown = failure.id();
				assertThat(client.getOrder(before.id())).as("reads go on").isEqualTo(before);
			}
			finally {
				this.broker.restart();
			}
			Awaitility.await()
				.atMost(WHILE)
				.ignoreExceptions()
				.until(() -> client.createOrder(sell("1", "102")) != null);
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> client.getOrder(unknown))
				.matches((ex) -> ex.code() == ErrorCode.ORDER_NOT_FOUND);
		}
	}

	@Test
	@Timeout(120 + 30 * 100)
	void whenTheBrokerIsKilledNothingAcknowledgedIsLostOrDoubled(@TempDir Path one, @TempDir Path other)
			throws Exception {
		String topic = newTopic();
		Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
		Set<UUID> unknown = ConcurrentHashMap.newKeySet();
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try (SharedMemoryDarkSwapClient first = open(one, topic);
				SharedMemoryDarkSwapClient second = open(other, topic)) {
			List<Future<?>> callers = new ArrayList<>();
			for (SharedMemoryDarkSwapClient client : List.of(first, second, first, second)) {
				callers.add(threads.submit(() -> {
					for (int i = 0; i < ORDERS_OF_CALLER; i++) {
						create(client, acknowledged, unknown);
					}
				}));
			}
			for (int kill = 0; kill < KILLS; kill++) {
				int enough = 100 + 900 * kill;
				Awaitility.await().atMost(WHILE).until(() -> acknowledged.size() > enough);
				this.broker.kill();
				this.broker.restart();
			}
			for (Future<?> caller : callers) {
				caller.get();
			}
			awaitSameBooks(first, second);
			Set<UUID> open = new HashSet<>();
			first.getOrders(PAIR).forEach((order) -> assertThat(open.add(order.id())).isTrue());
			assertThat(open).containsAll(acknowledged);
			open.removeAll(acknowledged);
			assertThat(unknown).containsAll(open);
			assertThat(acknowledged.size() + unknown.size()).isEqualTo(4 * ORDERS_OF_CALLER);
			System.out.printf("ClusterTests: %d acknowledged, %d unknown, of which %d were applied%n",
					acknowledged.size(), unknown.size(), open.size());
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static void create(SharedMemoryDarkSwapClient client, Set<UUID> acknowledged, Set<UUID> unknown) {
		try {
			acknowledged.add(client.createOrder(sell("1", "100")).id());
		}
		catch (UnknownOutcomeException ex) {
			unknown.add(ex.id());
		}
	}

	static void awaitSameBooks(SharedMemoryDarkSwapClient one, SharedMemoryDarkSwapClient other) {
		long position = Math.max(applied(one), applied(other));
		Awaitility.await().atMost(WHILE).until(() -> applied(one) >= position && applied(other) >= position);
		assertThat(one.getLogStatus().orElseThrow().failure()).isEmpty();
		assertThat(one.getOrders(PAIR)).isEqualTo(other.getOrders(PAIR));
		assertThat(one.getTrades(PAIR, Integer.MAX_VALUE)).isEqualTo(other.getTrades(PAIR, Integer.MAX_VALUE));
	}

	private static long applied(SharedMemoryDarkSwapClient client) {
		return client.getLogStatus().orElseThrow().applied();
	}

	static NewOrder sell(String amount, String price) {
		return new NewOrder(PAIR.base(), PAIR.quote(), OrderSide.SELL, new BigDecimal(amount), new BigDecimal(price),
				null, Duration.ofHours(1));
	}

	private SharedMemoryDarkSwapClient open(Path directory, String topic) {
		return started(options(directory, topic), CALL_TIMEOUT);
	}

	private KafkaLogOptions options(Path directory, String topic) {
		return options(directory, this.broker.address(), topic);
	}

	static KafkaLogOptions options(Path directory, String brokers, String topic) {
		return KafkaLogOptions.of(directory, brokers, topic).withCreatedTopic(1);
	}

	private static SharedMemoryDarkSwapClient.Builder builder(KafkaLogOptions options, Duration callTimeout) {
		return SharedMemoryDarkSwapClient.builder()
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST)))
			.log(LogOptions.of(options))
			.callTimeout(callTimeout)
			.instances(2);
	}

	static SharedMemoryDarkSwapClient started(KafkaLogOptions options, Duration callTimeout) {
		SharedMemoryDarkSwapClient client = builder(options, callTimeout).build();
		try {
			client.initialize();
			return client;
		}
		catch (RuntimeException ex) {
			client.close();
			throw ex;
		}
	}

	private synchronized String newTopic() {
		return "cluster-" + ++this.names;
	}

	/** Shows a later time than that of the machine, and counts its readers. */
	private static final class ClockAhead extends Clock {

		private final Duration ahead;

		private final AtomicLong reads = new AtomicLong();

		ClockAhead(Duration ahead) {
			this.ahead = ahead;
		}

		long reads() {
			return this.reads.get();
		}

		@Override
		public Instant instant() {
			this.reads.incrementAndGet();
			return Instant.now().plus(this.ahead);
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
