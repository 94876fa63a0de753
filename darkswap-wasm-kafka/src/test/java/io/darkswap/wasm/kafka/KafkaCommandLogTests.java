package io.darkswap.wasm.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.CommandLog;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.log.ReadConsistency;
import io.darkswap.wasm.log.RecordApplier;
import io.darkswap.wasm.log.SnapshotWriter;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The log on a topic of a real broker: order, answers, and what stops a node.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class KafkaCommandLogTests {

	private static final Duration WHILE = Duration.ofSeconds(30);

	private KafkaBroker broker;

	private Topics topics;

	private int names;

	@BeforeAll
	void startBroker() throws Exception {
		this.broker = KafkaBroker.shared();
		this.topics = new Topics(this.broker.address());
	}

	@Test
	void aRecordIsAnsweredWhenItIsAppliedWithTheContextOfItsCaller(@TempDir Path directory) {
		Applied applied = new Applied();
		try (CommandLog log = open(directory, newTopic())) {
			log.start(1, applied);
			assertThat(log.append(7, bytes("one"), "caller")).isEqualTo(1);
			assertThat(applied.records).containsExactly("1 7 one caller");
			assertThat(log.append(8, bytes("two"), null)).isEqualTo(2);
			assertThat(applied.records).containsExactly("1 7 one caller", "2 8 two null");
			assertThat(log.appliedPosition()).isEqualTo(2);
			assertThat(log.durablePosition()).isEqualTo(2);
		}
	}

	@Test
	void aRecordIsDurableForItsReadersBeforeItIsApplied(@TempDir Path one, @TempDir Path other) {
		String topic = newTopic();
		List<Long> durable = new CopyOnWriteArrayList<>();
		try (CommandLog sender = open(one, topic); CommandLog reader = open(other, topic)) {
			sender.start(1, new Applied());
			reader.start(1, (position, type, payload, context) -> durable.add(reader.durablePosition() - position));
			for (int i = 0; i < 20; i++) {
				sender.append(1, bytes("r" + i), null);
			}
			Awaitility.await().atMost(WHILE).until(() -> durable.size() == 20);
			assertThat(durable).allMatch((ahead) -> ahead >= 0);
		}
	}

	@Test
	void eachNodeAppliesTheRecordsOfAllInOneOrder(@TempDir Path one, @TempDir Path other) {
		String topic = newTopic();
		Applied byOne = new Applied();
		Applied byOther = new Applied();
		try (CommandLog first = open(one, topic); CommandLog second = open(other, topic)) {
			first.start(1, byOne);
			second.start(1, byOther);
			for (int i = 0; i < 20; i++) {
				first.append(1, bytes("a" + i), null);
				second.append(1, bytes("b" + i), null);
			}
			Awaitility.await().atMost(WHILE).until(() -> first.appliedPosition() == 40);
			assertThat(byOne.records).hasSize(40).isEqualTo(byOther.records);
		}
	}

	@Test
	void whatOthersHaveAppendedIsAppliedBeforeTheStartIsDone(@TempDir Path one, @TempDir Path other) {
		String topic = newTopic();
		try (CommandLog log = open(one, topic)) {
			log.start(1, new Applied());
			for (int i = 0; i < 100; i++) {
				log.append(1, bytes("r" + i), null);
			}
		}
		Applied applied = new Applied();
		try (CommandLog log = open(other, topic)) {
			log.start(91, applied);
			assertThat(applied.records).hasSize(10).startsWith("91 1 r90 null");
			assertThat(log.durablePosition()).isEqualTo(100);
		}
	}

	@Test
	void recordsAreReadAgainWhileTheLogIsOpen(@TempDir Path directory) {
		try (CommandLog log = open(directory, newTopic())) {
			log.start(1, new Applied());
			for (int i = 1; i <= 9; i++) {
				log.append(1, bytes("r" + i), null);
			}
			Applied again = new Applied();
			log.read(3, 5, (position, type, payload) -> again.apply(position, type, payload, null));
			assertThat(again.records).containsExactly("3 1 r3 null", "4 1 r4 null", "5 1 r5 null");
		}
	}

	@Test
	void aTaskRunsBetweenTwoRecordsAndItsFailureIsTheCallers(@TempDir Path directory) {
		try (CommandLog log = open(directory, newTopic())) {
			log.start(1, new Applied());
			log.append(1, bytes("one"), null);
			AtomicLong position = new AtomicLong();
			log.atRest(position::set);
			assertThat(position).hasValue(1);
			assertThatExceptionOfType(java.util.concurrent.CompletionException.class)
				.isThrownBy(() -> log.atRest((at) -> {
					throw new IllegalStateException("no");
				}))
				.withCauseInstanceOf(IllegalStateException.class);
			assertThat(log.append(1, bytes("two"), null)).isEqualTo(2);
		}
	}

	@Test
	void aClosedLogRefusesRecordsAndTasks(@TempDir Path directory) {
		CommandLog log = open(directory, newTopic());
		log.start(1, new Applied());
		log.close();
		log.close();
		assertFails(ErrorCode.NOT_INITIALIZED, () -> log.append(1, bytes("late"), null));
		assertFails(ErrorCode.NOT_INITIALIZED, () -> log.atRest((position) -> {
		}));
	}

	@Test
	void whenApplyingFailsTheLogStopsAndEveryCallerIsAnswered(@TempDir Path directory) {
		try (CommandLog log = open(directory, newTopic())) {
			log.start(1, (position, type, payload, context) -> {
				throw new IllegalStateException("cannot be applied");
			});
			assertFails(ErrorCode.LOG_FAILED, () -> log.append(1, bytes("one"), null));
			assertThat(log.failure()).isPresent();
			assertFails(ErrorCode.LOG_FAILED, () -> log.append(1, bytes("two"), null));
			assertFails(ErrorCode.LOG_FAILED, () -> log.atRest((position) -> {
			}));
		}
	}

	@Test
	void anInterruptedCallerIsAnsweredAndStaysInterrupted(@TempDir Path directory) {
		try (CommandLog log = open(directory, newTopic())) {
			log.start(1, new Applied());
			Thread.currentThread().interrupt();
			assertThat(log.append(1, bytes("one"), null)).isEqualTo(1);
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	@Test
	void aRecordThatIsTooLargeIsRefusedAndTheNextIsNot(@TempDir Path directory) {
		try (CommandLog log = open(directory, newTopic())) {
			log.start(1, new Applied());
			assertFails(ErrorCode.INVALID_ARGUMENT, () -> log.append(1, new byte[2 << 20], null));
			assertThat(log.append(1, bytes("small"), null)).isEqualTo(1);
		}
	}

	@Test
	void whatOthersWriteToTheTopicIsReportedAndIgnored(@TempDir Path directory) throws Exception {
		String topic = newTopic();
		Applied applied = new Applied();
		try (CommandLog log = open(directory, topic)) {
			log.start(1, applied);
			log.append(1, bytes("one"), null);
			this.topics.write(topic, bytes("hello"));
			assertThat(log.append(1, bytes("two"), null)).isEqualTo(3);
			assertThat(applied.records).containsExactly("1 1 one null", "3 1 two null");
			assertThat(log.damage()).singleElement().asString().startsWith("Record 2 of the topic " + topic);
		}
	}

	@Test
	void aRecordOfAFormerTopicIsIgnored(@TempDir Path directory) throws Exception {
		String topic = newTopic();
		Applied applied = new Applied();
		try (CommandLog log = open(directory, topic)) {
			log.start(1, applied);
			this.topics.write(topic,
					new RecordFrame(UUID.randomUUID(), UUID.randomUUID(), 1, 1, 1, bytes("x")).encode());
			assertThat(log.append(1, bytes("one"), null)).isEqualTo(2);
			assertThat(applied.records).containsExactly("2 1 one null");
		}
	}

	@Test
	void aRecordOfANewerVersionStopsTheNode(@TempDir Path directory) throws Exception {
		String topic = newTopic();
		try (CommandLog log = open(directory, topic)) {
			log.start(1, new Applied());
			byte[] frame = new RecordFrame(UUID.randomUUID(), UUID.randomUUID(), 1, 1, 1, bytes("x")).encode();
			frame[7] = 9;
			this.topics.write(topic, frame);
			assertFails(ErrorCode.LOG_MISMATCH, () -> log.append(1, bytes("one"), null));
		}
	}

	@Test
	void aMissingTopicIsRefusedUnlessItIsToBeCreated(@TempDir Path directory) {
		KafkaLogOptions options = options(directory, "missing");
		assertFails(ErrorCode.LOG_FAILED, () -> options.open(LogListener.NONE, WHILE), "create-topic");
		options.withCreatedTopic(1).open(LogListener.NONE, WHILE).close();
		options.open(LogListener.NONE, WHILE).close();
	}

	@Test
	void aTopicWithAnotherNumberOfPartitionsIsRefused(@TempDir Path directory) throws Exception {
		this.topics.create("partitioned", 2, Map.of());
		assertFails(ErrorCode.INVALID_ARGUMENT, () -> options(directory, "partitioned").open(LogListener.NONE, WHILE),
				"has 2 partitions, but the option partitions is 1");
	}

	@Test
	void aCompactedTopicIsRefused(@TempDir Path directory) throws Exception {
		this.topics.create("compacted", 1, Map.of("cleanup.policy", "compact"));
		assertFails(ErrorCode.INVALID_ARGUMENT, () -> options(directory, "compacted").open(LogListener.NONE, WHILE),
				"is compacted");
	}

	@Test
	void whenNoBrokerAnswersTheStartFails(@TempDir Path directory) {
		KafkaLogOptions options = KafkaLogOptions.of(directory, "127.0.0.1:1", "topic");
		assertFails(ErrorCode.LOG_FAILED, () -> options.open(LogListener.NONE, Duration.ofMillis(500)),
				"do not answer");
	}

	@Test
	void oneProcessAtATimeUsesADirectory(@TempDir Path directory) {
		String topic = newTopic();
		CommandLog log = open(directory, topic);
		assertFails(ErrorCode.LOG_LOCKED, () -> open(directory, topic));
		log.close();
		open(directory, topic).close();
	}

	@Test
	void whenTheTopicIsCreatedAgainARunningNodeStops(@TempDir Path directory) throws Exception {
		String topic = newTopic();
		try (CommandLog log = open(directory, topic)) {
			log.start(1, new Applied());
			log.append(1, bytes("one"), null);
			createAgain(topic);
			Awaitility.await().atMost(WHILE).until(() -> log.failure().isPresent());
			assertFails(ErrorCode.LOG_MISMATCH, () -> log.append(1, bytes("two"), null), "deleted and created again");
		}
	}

	private void createAgain(String topic) throws Exception {
		this.topics.delete(topic);
		Awaitility.await().atMost(WHILE).ignoreExceptions().until(() -> {
			this.topics.create(topic, 1, Map.of());
			return true;
		});
	}

	@Test
	void aTopicThatWasCreatedAgainIsRefused(@TempDir Path directory) throws Exception {
		String topic = newTopic();
		open(directory, topic).close();
		createAgain(topic);
		assertFails(ErrorCode.LOG_MISMATCH, () -> open(directory, topic), "deleted and created again");
	}

	@Test
	void aTopicThatBeginsBehindTheSnapshotIsRefused(@TempDir Path directory) throws Exception {
		String topic = newTopic();
		try (CommandLog log = open(directory, topic)) {
			log.start(1, new Applied());
			for (int i = 0; i < 10; i++) {
				log.append(1, bytes("r" + i), null);
			}
			snapshotAt(log, 5);
		}
		this.topics.deleteBefore(topic, 5);
		try (CommandLog log = open(directory, topic)) {
			assertThat(log.snapshots().newest())
				.hasValueSatisfying((newest) -> assertThat(newest.position()).isEqualTo(5));
			log.start(6, new Applied());
			assertThat(log.appliedPosition()).isEqualTo(10);
		}
		this.topics.deleteBefore(topic, 6);
		try (CommandLog log = open(directory, topic)) {
			assertFails(ErrorCode.LOG_DAMAGED, () -> log.snapshots().newest(), "begins with record 7");
			assertFails(ErrorCode.LOG_DAMAGED, () -> log.start(6, new Applied()), "copy the newest snapshot");
		}
	}

	@Test
	void aTopicThatEndsBeforeTheSnapshotIsRefused(@TempDir Path directory) {
		try (CommandLog log = open(directory, newTopic())) {
			log.start(1, new Applied());
			log.append(1, bytes("one"), null);
			snapshotAt(log, 2);
			assertFails(ErrorCode.LOG_DAMAGED, () -> log.snapshots().newest(), "ends with record 1");
		}
	}

	@Test
	void whenRecordsThatAreNotAppliedAreDeletedTheNodeStops(@TempDir Path one, @TempDir Path other) throws Exception {
		String topic = newTopic();
		CommandLog behind = open(one, topic);
		try (CommandLog log = open(other, topic)) {
			log.start(1, new Applied());
			for (int i = 0; i < 10; i++) {
				log.append(1, bytes("r" + i), null);
			}
		}
		this.topics.deleteBefore(topic, 5);
		try (behind) {
			assertFails(ErrorCode.LOG_DAMAGED, () -> behind.start(1, new Applied()), "begins with record 6");
		}
	}

	@Test
	void aTransactionInTheTopicStopsTheNode(@TempDir Path directory) throws Exception {
		String topic = newTopic();
		try (CommandLog log = open(directory, topic)) {
			log.start(1, new Applied());
			this.topics.writeInTransaction(topic, bytes("x"));
			assertFails(ErrorCode.LOG_DAMAGED, () -> {
				// The mark of its end is written some time after it is committed
				while (true) {
					log.append(1, bytes("one"), null);
				}
			}, "a transaction wrote to it");
		}
	}

	@Test
	void aLinearizableReadSeesWhatAnotherNodeWasAnswered(@TempDir Path one, @TempDir Path other) {
		String topic = newTopic();
		Applied applied = new Applied();
		try (CommandLog writer = open(one, topic);
				CommandLog reader = options(other, topic).withRead(ReadConsistency.LINEARIZABLE)
					.open(LogListener.NONE, WHILE)) {
			writer.start(1, new Applied());
			reader.start(1, applied);
			for (int i = 1; i <= 100; i++) {
				writer.append(1, bytes("r" + i), null);
				reader.catchUp();
				assertThat(applied.records).hasSize(i);
			}
		}
	}

	@Test
	void aNodeWithOtherBooksThanMostStops(@TempDir Path folder) {
		String topic = newTopic();
		List<CommandLog> nodes = new ArrayList<>();
		for (int node = 1; node <= 3; node++) {
			nodes.add(options(folder.resolve("node" + node), topic).withCreatedTopic(1)
				.withDigestInterval(5)
				.open(LogListener.NONE, WHILE));
		}
		try {
			nodes.get(0).start(1, new Digested(7, "ab".repeat(32)));
			nodes.get(1).start(1, new Digested(7, "ab".repeat(32)));
			nodes.get(2).start(1, new Digested(8, "cd".repeat(32)));
			for (int i = 0; i < 5; i++) {
				nodes.get(0).append(1, bytes("r" + i), null);
			}
			Awaitility.await().atMost(WHILE).until(() -> nodes.get(2).failure().isPresent());
			assertThat(nodes.get(2).failure()).get()
				.asString()
				.contains("After record 5", "0000000000000007", "0000000000000008")
				.contains("the engine of this node has the SHA-256 " + "cd".repeat(32), "has " + "ab".repeat(32));
			assertFails(ErrorCode.LOG_FAILED, () -> nodes.get(2).append(1, bytes("no"), null), "most nodes");
			assertFails(ErrorCode.LOG_FAILED, () -> nodes.get(2).atRest((position) -> {
			}), "most nodes");
			assertThat(nodes.get(0).append(1, bytes("six"), null)).isEqualTo(6);
			assertThat(nodes.get(1).append(1, bytes("seven"), null)).isEqualTo(7);
		}
		finally {
			nodes.forEach(CommandLog::close);
		}
	}

	private static void snapshotAt(CommandLog log, long position) {
		try (SnapshotWriter writer = log.snapshots().begin(8)) {
			writer.write(ByteBuffer.allocate(8));
			writer.publish(position, new byte[8]);
		}
	}

	private static void assertFails(ErrorCode code, Runnable call) {
		assertFails(code, call, "");
	}

	private static void assertFails(ErrorCode code, Runnable call, String sentence) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(call::run)
			.matches((ex) -> ex.code() == code, "has the code " + code)
			.withMessageContaining(sentence);
	}

	private CommandLog open(Path directory, String topic) {
		return options(directory, topic).withCreatedTopic(1).open(LogListener.NONE, WHILE);
	}

	private KafkaLogOptions options(Path directory, String topic) {
		return KafkaLogOptions.of(directory, this.broker.address(), topic);
	}

	private synchronized String newTopic() {
		return "log-" + ++this.names;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/** Has one digest. */
	private record Digested(long value, String program) implements RecordApplier {

		@Override
		public void apply(long position, int type, ByteBuffer payload, @Nullable Object context) {
		}

		@Override
		public OptionalLong digest() {
			return OptionalLong.of(this.value);
		}

		@Override
		public Optional<String> programSha256() {
			return Optional.of(this.program);
		}

	}

	/** Keeps each record in words. */
	private static final class Applied implements RecordApplier {

		private final List<String> records = new CopyOnWriteArrayList<>();

		@Override
		public void apply(long position, int type, ByteBuffer payload, @Nullable Object context) {
			this.records.add("%d %d %s %s".formatted(position, type, StandardCharsets.UTF_8.decode(payload), context));
		}

	}

}
