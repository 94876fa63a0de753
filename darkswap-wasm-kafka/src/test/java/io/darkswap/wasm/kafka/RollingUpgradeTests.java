package io.darkswap.wasm.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.commands.CommandType;
import io.darkswap.wasm.log.CommandLog;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.log.LogStatus;
import io.darkswap.wasm.wallet.HdWallet;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nodes are upgraded to another build of the engine, one after the other.
 */
@Timeout(180)
class RollingUpgradeTests {

	private static final Duration WHILE = Duration.ofSeconds(60);

	/** A node waits this long for the answers of the others, which have none here. */
	private static final Duration ANSWER_TIME = Duration.ofSeconds(5);

	private static final int PROPOSED = CommandType.PROPOSE_ENGINE.code();

	private static final int LACKED = CommandType.LACK_ENGINE.code();

	private static final int USED = CommandType.USE_ENGINE.code();

	@TempDir
	private Path folder;

	private KafkaBroker broker;

	private final String topic = "upgrade-" + UUID.randomUUID();

	private String next;

	private int partitions = 1;

	@BeforeEach
	void prepare() throws Exception {
		this.broker = KafkaBroker.shared();
		this.next = anotherBuild();
	}

	@Test
	void allNodesUseTheNextEngineOnceTheLastOneHasIt() {
		List<Integer> steps = new CopyOnWriteArrayList<>();
		try (CommandLog watcher = watch(steps)) {
			try (SharedMemoryDarkSwapClient last = former("last")) {
				former("first").close();
				try (SharedMemoryDarkSwapClient first = upgraded("first", WHILE)) {
					first.createOrder(ClusterTests.sell("1", "100"));
					Awaitility.await().atMost(WHILE).until(() -> steps.equals(List.of(PROPOSED, LACKED)));
					last.createOrder(ClusterTests.sell("1", "101"));
					ClusterTests.awaitSameBooks(first, last);
				}
			}
			try (SharedMemoryDarkSwapClient first = upgraded("first", WHILE);
					SharedMemoryDarkSwapClient last = upgraded("last", ANSWER_TIME)) {
				Order order = first.createOrder(ClusterTests.sell("2", "102"));
				Awaitility.await().atMost(WHILE).until(() -> steps.contains(USED));
				last.takeOrder(order.id(), order.amount());
				ClusterTests.awaitSameBooks(first, last);
				try (SharedMemoryDarkSwapClient replays = upgraded("new", WHILE)) {
					ClusterTests.awaitSameBooks(first, replays);
				}
			}
			assertThat(steps.subList(0, 3)).as("the answer of the last node counts")
				.containsExactly(PROPOSED, LACKED, PROPOSED);
			// A snapshot of the next engine needs no former one
			try (SharedMemoryDarkSwapClient first = open("first", this.next, null, WHILE);
					SharedMemoryDarkSwapClient last = open("last", this.next, null, WHILE)) {
				first.createOrder(ClusterTests.sell("1", "103"));
				ClusterTests.awaitSameBooks(first, last);
			}
		}
	}

	@Test
	void eachShardOfALogRunsTheFormerEngine() {
		this.partitions = 2;
		try (SharedMemoryDarkSwapClient last = former("last")) {
			last.createOrder(ClusterTests.sell("1", "100"));
			try (SharedMemoryDarkSwapClient first = upgraded("first", WHILE)) {
				first.createOrder(ClusterTests.sell("1", "101"));
				ClusterTests.awaitSameBooks(first, last);
			}
		}
	}

	@Test
	void aNodeThatLacksTheNextEngineStopsAndNamesIt() throws Exception {
		try (SharedMemoryDarkSwapClient node = former("node")) {
			node.createOrder(ClusterTests.sell("1", "100"));
			UUID topicId = UUID.fromString(Files.readString(this.folder.resolve("node").resolve("topic.id")));
			new Topics(this.broker.address()).write(this.topic,
					new RecordFrame(topicId, UUID.randomUUID(), 1, USED, 1, unknownEngine()).encode());
			Awaitility.await()
				.atMost(WHILE)
				.until(() -> node.getLogStatus().flatMap(LogStatus::failure).orElse(""),
						(failure) -> failure.contains("SHA-256 " + "ab".repeat(32) + ", which this one does not have"));
		}
	}

	/** Return a command that names an engine which no node has. */
	private static byte[] unknownEngine() {
		ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
		bytes.put(0, (byte) 2);
		for (int i = 0; i < 32; i++) {
			bytes.put(16 + i, (byte) 0xab);
		}
		return bytes.array();
	}

	/** Keep the steps of the upgrade as the topic has them. */
	private CommandLog watch(List<Integer> steps) {
		CommandLog watcher = options("watcher").open(LogListener.NONE, WHILE);
		watcher.start(1, (position, type, payload, context) -> {
			if (type >= PROPOSED && type <= USED) {
				steps.add(type);
			}
		});
		return watcher;
	}

	/** Start a node of the version before. */
	private SharedMemoryDarkSwapClient former(String node) {
		return open(node, DarkSwapClient.BUNDLED_URL, null, WHILE);
	}

	/** Start a node of the next version. */
	private SharedMemoryDarkSwapClient upgraded(String node, Duration answerTime) {
		return open(node, this.next, DarkSwapClient.BUNDLED_URL, answerTime);
	}

	private SharedMemoryDarkSwapClient open(String node, String engine, @Nullable String formerEngine,
			Duration callTimeout) {
		LogOptions log = LogOptions.of(options(node));
		SharedMemoryDarkSwapClient client = SharedMemoryDarkSwapClient.builder()
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST)))
			.url(engine)
			.log((formerEngine != null) ? log.withFormerEngine(formerEngine) : log)
			.callTimeout(callTimeout)
			.instances(2)
			.build();
		client.initialize();
		return client;
	}

	private KafkaLogOptions options(String node) {
		return ClusterTests.options(this.folder.resolve(node), this.broker.address(), this.topic)
			.withPartitions(this.partitions);
	}

	/** Return the URL of the bundled engine with a section that means nothing. */
	private String anotherBuild() throws IOException {
		Path other = this.folder.resolve("other.wasm");
		try (InputStream bundled = getClass().getResourceAsStream("/darkswap-wasm/darkswap_wasm_bg.wasm")) {
			Files.write(other, bundled.readAllBytes());
		}
		byte[] section = { 0, 6, 5, 'o', 't', 'h', 'e', 'r' };
		Files.write(other, section, StandardOpenOption.APPEND);
		return other.toUri().toString();
	}

}
