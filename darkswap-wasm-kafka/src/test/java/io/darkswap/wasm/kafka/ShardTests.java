package io.darkswap.wasm.kafka;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.darkswap.wasm.ClientInvariants;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderStatus;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.TradeStatus;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.log.LogStatus;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Nodes with a topic of four partitions. One pair of {@link #PAIRS} is in each.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class ShardTests {

	private static final Duration WHILE = Duration.ofSeconds(60);

	private static final List<TradingPair> PAIRS = Stream.of("1", "5", "2", "4")
		.map((rune) -> TradingPair.of("BTC/RUNE:840000:" + rune))
		.toList();

	private KafkaBroker broker;

	private Topics topics;

	@BeforeAll
	void startBroker() throws Exception {
		this.broker = KafkaBroker.shared();
		this.topics = new Topics(this.broker.address());
	}

	@Test
	void ordersAndTradesOfEveryShardAreFoundOnEveryNode(@TempDir Path one, @TempDir Path other) {
		try (SharedMemoryDarkSwapClient maker = open(one, "sharded");
				SharedMemoryDarkSwapClient taker = open(other, "sharded")) {
			List<Order> orders = new ArrayList<>();
			for (TradingPair pair : PAIRS) {
				// At once on the other node, which may not have applied the order yet
				Order order = maker.createOrder(sell(pair));
				Trade trade = taker.takeOrder(order.id(), BigDecimal.ONE);
				assertThat(maker.completeTrade(trade.id()).status()).isEqualTo(TradeStatus.COMPLETED);
				orders.add(order);
			}
			for (Order order : orders) {
				maker.cancelOrder(order.id());
			}
			awaitSameBooks(maker, taker);
			assertThat(orders).allSatisfy(
					(order) -> assertThat(taker.getOrder(order.id()).status()).isEqualTo(OrderStatus.CANCELLED));
			assertThat(PAIRS).allSatisfy(
					(pair) -> assertThat(taker.getTrades(pair, 10)).hasSize(1).isEqualTo(maker.getTrades(pair, 10)));
			assertThat(PAIRS.stream().map(maker::getShard)).containsExactly(0, 1, 2, 3);
			assertThat(maker.getLogStatuses()).hasSize(4)
				// Settings, two wallets, create, take, complete, cancel
				.allSatisfy((shard) -> assertThat(shard.applied()).isGreaterThanOrEqualTo(7));
		}
	}

	@Test
	void aNodeContinuesTheSnapshotOfEachShard(@TempDir Path one, @TempDir Path other) {
		try (SharedMemoryDarkSwapClient stays = open(one, "continued")) {
			try (SharedMemoryDarkSwapClient restarted = open(other, "continued")) {
				PAIRS.forEach((pair) -> restarted.createOrder(sell(pair)));
			}
			PAIRS.forEach((pair) -> stays.createOrder(sell(pair)));
			try (SharedMemoryDarkSwapClient restarted = open(other, "continued")) {
				awaitSameBooks(stays, restarted);
				assertThat(PAIRS).allSatisfy((pair) -> assertThat(restarted.getOrders(pair)).hasSize(2));
				assertThat(restarted.getLogStatuses()).allSatisfy((shard) -> assertThat(shard.snapshot()).isPositive());
			}
		}
		for (int shard = 0; shard < 4; shard++) {
			assertThat(other.resolve("shard-" + shard)).isDirectoryContaining("glob:**.snapshot");
		}
		assertThat(other.resolve("topic.id")).doesNotExist();
	}

	@Test
	void theNumberOfPartitionsNeverChanges(@TempDir Path before, @TempDir Path fresh) throws Exception {
		try (SharedMemoryDarkSwapClient client = open(before, "enlarged")) {
			client.createOrder(sell(PAIRS.get(0)));
		}
		assertRefused(ErrorCode.INVALID_ARGUMENT, options(before, "enlarged").withPartitions(8),
				"has 4 partitions, but the option partitions is 8");
		this.topics.enlarge("enlarged", 8);
		Awaitility.await()
			.atMost(WHILE)
			.untilAsserted(() -> assertRefused(ErrorCode.INVALID_ARGUMENT, options(before, "enlarged"),
					"has 8 partitions, but the option partitions is 4"));
		assertRefused(ErrorCode.LOG_MISMATCH, options(before, "enlarged").withPartitions(8), "of 4 partitions");
		assertRefused(ErrorCode.LOG_MISMATCH, options(fresh, "enlarged").withPartitions(8),
				"was sent when it had 4 partitions, but the option partitions is 8");
	}

	@Test
	void theSnapshotOfAnotherShardIsRefused(@TempDir Path directory) throws Exception {
		open(directory, "swapped").close();
		Path shard = directory.resolve("shard-1");
		Path kept = directory.resolve("kept");
		Files.move(shard, kept);
		Files.move(directory.resolve("shard-2"), shard);
		Files.move(kept, directory.resolve("shard-2"));
		assertRefused(ErrorCode.LOG_MISMATCH, options(directory, "swapped"),
				"shard-1 belongs to the topic with the id");
	}

	@Test
	void aShardThatStopsLeavesTheOthers(@TempDir Path directory) throws Exception {
		try (SharedMemoryDarkSwapClient client = open(directory, "stopped")) {
			List<Order> orders = PAIRS.stream().map((pair) -> client.createOrder(sell(pair))).toList();
			this.topics.write("stopped", newer());
			Awaitility.await().atMost(WHILE).until(() -> client.getLogStatus().orElseThrow().failure().isPresent());
			assertThat(client.getLogStatus().orElseThrow().failure()).get().asString().startsWith("Shard 0: Record");
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> client.createOrder(sell(PAIRS.get(0))))
				.matches((ex) -> ex.code() == ErrorCode.LOG_MISMATCH);
			assertThat(client.getOrder(orders.get(0).id())).isEqualTo(orders.get(0));
			for (Order order : orders.subList(1, 4)) {
				client.cancelOrder(order.id());
				client.createOrder(sell(order.pair()));
			}
		}
	}

	@Test
	void anOrderOfAnotherNodeIsFoundBesideAStoppedShard(@TempDir Path one, @TempDir Path other) throws Exception {
		try (SharedMemoryDarkSwapClient maker = open(one, "beside");
				SharedMemoryDarkSwapClient client = open(other, "beside")) {
			this.topics.write("beside", newer());
			Awaitility.await().atMost(WHILE).until(() -> client.getLogStatus().orElseThrow().failure().isPresent());
			for (int i = 0; i < 20; i++) {
				// At once, so that this node may not have applied the order yet
				client.cancelOrder(maker.createOrder(sell(PAIRS.get(2))).id());
			}
			assertThatExceptionOfType(DarkSwapException.class).as("it may be in the stopped shard")
				.isThrownBy(() -> client.cancelOrder(UUID.randomUUID()))
				.matches((ex) -> ex.code() == ErrorCode.LOG_MISMATCH);
		}
	}

	/** Return a record of a newer version, which stops the first shard. */
	private static byte[] newer() {
		byte[] newer = new RecordFrame(UUID.randomUUID(), UUID.randomUUID(), 1, 1, 4, new byte[0]).encode();
		newer[7] = 9;
		return newer;
	}

	private static void assertRefused(ErrorCode code, KafkaLogOptions options, String message) {
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> ClusterTests.started(options, ClusterTests.CALL_TIMEOUT).close())
			.matches((ex) -> ex.code() == code, "has the code " + code)
			.withMessageContaining(message);
	}

	private static void awaitSameBooks(SharedMemoryDarkSwapClient one, SharedMemoryDarkSwapClient other) {
		Awaitility.await()
			.atMost(WHILE)
			.until(() -> applied(one).equals(applied(other)) && applied(one).equals(durable(one)));
		assertThat(ClientInvariants.digests(one)).hasSize(4).isEqualTo(ClientInvariants.digests(other));
		assertThat(one.getLogStatus()).hasValueSatisfying((log) -> {
			assertThat(log.damage()).isEmpty();
			assertThat(log.failure()).isEmpty();
		});
	}

	private static List<Long> applied(SharedMemoryDarkSwapClient client) {
		return client.getLogStatuses().stream().map(LogStatus::applied).toList();
	}

	private static List<Long> durable(SharedMemoryDarkSwapClient client) {
		return client.getLogStatuses().stream().map(LogStatus::durable).toList();
	}

	private static NewOrder sell(TradingPair pair) {
		return NewOrder.sell(pair).amount("2").price("100").expiresIn(Duration.ofHours(1));
	}

	private SharedMemoryDarkSwapClient open(Path directory, String topic) {
		return ClusterTests.started(options(directory, topic), ClusterTests.CALL_TIMEOUT);
	}

	private KafkaLogOptions options(Path directory, String topic) {
		return ClusterTests.options(directory, this.broker.address(), topic).withPartitions(4).withDigestInterval(2);
	}

}
