package io.darkswap.benchmarks.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import io.darkswap.wasm.kafka.KafkaBroker;
import io.darkswap.wasm.log.FlushMode;
import io.darkswap.wasm.log.JournalOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The rows of the cluster: the answer of a desk beside the broker's own acknowledgement,
 * at one caller and at many; four shards beside one; the others' answers while a desk is
 * killed; a new desk that catches up, beside a consumer without an engine and beside the
 * engine's replay of a journal. The broker has a process of its own.
 *
 * <p>
 * The first argument is an empty directory; the second one is the number of commands to
 * catch up, 1,000,000 unless set.
 */
final class ClusterBenchmark {

	private static final int CALLERS = 64;

	private static final int ROUNDS = 5;

	private static final long MILLIS = 3000;

	/** As many bytes as the record of a createOrder has. */
	private static final int RECORD = 220;

	private static final String ACKS = "acks";

	private static final String DESKS = "desks";

	private final Path directory;

	private final String brokers;

	private final int commands;

	private ClusterBenchmark(Path directory, String brokers, int commands) {
		this.directory = directory;
		this.brokers = brokers;
		this.commands = commands;
	}

	/**
	 * Measure all rows.
	 * @param arguments the directory, and the number of commands
	 */
	public static void main(String[] arguments) throws Exception {
		Path directory = Path.of(arguments[0]).toAbsolutePath();
		int commands = (arguments.length > 1) ? Integer.parseInt(arguments[1]) : 1_000_000;
		try (KafkaBroker broker = KafkaBroker.start(directory)) {
			ClusterBenchmark benchmark = new ClusterBenchmark(directory, broker.address(), commands);
			benchmark.answers();
			benchmark.shards();
			benchmark.kill();
			benchmark.catchUp();
		}
	}

	private void answers() throws Exception {
		createTopic(ACKS);
		try (KafkaProducer<byte[], byte[]> producer = producer(); TradingDesk desk = desk("answers")) {
			List<Double> one = new ArrayList<>();
			List<Double> many = new ArrayList<>();
			for (int round = -1; round < ROUNDS; round++) {
				Answers ack = Answers.of(1, MILLIS, () -> send(producer));
				Answers answer = Answers.of(1, MILLIS, desk::trade);
				Answers acks = Answers.of(CALLERS, MILLIS, () -> send(producer));
				Answers answers = Answers.of(CALLERS, MILLIS, desk::trade);
				if (round >= 0) {
					System.out.printf(
							"| p50, one caller: ack %.0f us, two answers %.0f us; %d callers: %.0f acks/s, %.0f answers/s |%n",
							ack.micros(0.5), answer.micros(0.5), CALLERS, acks.rate(), 2 * answers.rate());
					one.add(answer.micros(0.5) / 2 / ack.micros(0.5));
					many.add(2 * answers.rate() / acks.rate());
				}
			}
			row("answer at one caller, against the broker's ack: p50", one, "at most 2.5");
			row("answers of 64 callers, against acks alone", many, "at least 0.5");
		}
	}

	private void shards() throws InterruptedException {
		List<Double> ratios = new ArrayList<>();
		try (TradingDesk one = new TradingDesk(
				TradingDesk.options(this.directory.resolve("one-shard"), this.brokers, "one-shard"));
				TradingDesk four = new TradingDesk(
						TradingDesk.options(this.directory.resolve("four-shards"), this.brokers, "four-shards")
							.withPartitions(4))) {
			for (int round = -1; round < ROUNDS; round++) {
				Answers ofOne = Answers.of(CALLERS, MILLIS, one::tradeAnyPair);
				Answers ofFour = Answers.of(CALLERS, MILLIS, four::tradeAnyPair);
				if (round >= 0) {
					System.out.printf("| %d callers: one shard %.0f answers/s, four shards %.0f answers/s |%n", CALLERS,
							2 * ofOne.rate(), 2 * ofFour.rate());
					ratios.add(ofFour.rate() / ofOne.rate());
				}
			}
		}
		row("answers of 64 callers in four pairs: four shards, against one", ratios, "no bar: it needs cores");
	}

	private void kill() throws Exception {
		List<Double> gaps = new ArrayList<>();
		try (TradingDesk desk = desk("survivor")) {
			for (int round = 0; round < ROUNDS; round++) {
				Process other = startDesk("killed" + round);
				Answers before = Answers.of(TradingDesk.CALLERS, MILLIS, desk::trade);
				Thread killer = new Thread(() -> {
					// In the middle of the measurement
					LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS / 3));
					other.destroyForcibly();
				});
				killer.start();
				Answers during = Answers.of(TradingDesk.CALLERS, MILLIS, desk::trade);
				killer.join();
				System.out.printf(
						"| two answers with two desks: p50 %.0f us, p99 %.0f us; while one dies: longest %.0f us, "
								+ "longest gap of all callers %.0f us, of one run before %.0f us |%n",
						before.micros(0.5), before.micros(0.99), during.micros(1), during.longestGapMicros(),
						before.longestGapMicros());
				gaps.add(during.longestGapMicros() / before.micros(0.99));
			}
		}
		row("a desk is killed: the others' longest gap, against their p99", gaps, "at most 2");
	}

	private Process startDesk(String name) throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), TradingDesk.class.getName(),
				this.directory.resolve(name).toString(), this.brokers, DESKS)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		// It prints a line when it trades
		if (process.getInputStream().read() < 0) {
			throw new IllegalStateException("The desk does not start");
		}
		return process;
	}

	private void catchUp() throws Exception {
		String topic = "history";
		long records;
		try (TradingDesk desk = new TradingDesk(
				TradingDesk.options(this.directory.resolve("writer"), this.brokers, topic))) {
			while (desk.applied() < this.commands) {
				Answers.of(CALLERS, MILLIS, desk::trade);
			}
			records = desk.applied();
		}
		double replayed = replayOfJournal();
		List<Double> ratios = new ArrayList<>();
		for (int round = 0; round < 3; round++) {
			double consumed = consume(topic, records);
			long start = System.nanoTime();
			try (TradingDesk desk = new TradingDesk(
					TradingDesk.options(this.directory.resolve("new" + round), this.brokers, topic))) {
				double caughtUp = desk.applied() * 1e9 / (System.nanoTime() - start);
				System.out.printf("| %d records: consumed %.0f/s, caught up %.0f/s; replay of a journal %.0f/s |%n",
						records, consumed, caughtUp, replayed);
				ratios.add(caughtUp / Math.min(consumed, replayed));
			}
		}
		row("catching up, against a consumer or a journal's replay", ratios, "at least 0.5");
	}

	/** Return the records a second of a replay of a journal with as many commands. */
	private double replayOfJournal() throws Exception {
		Path journal = this.directory.resolve("journal");
		JournalOptions options = new JournalOptions(journal, 64 << 20, Long.MAX_VALUE, FlushMode.OS);
		try (TradingDesk desk = new TradingDesk(options)) {
			while (desk.applied() < this.commands) {
				Answers.of(1, MILLIS, desk::trade);
			}
		}
		try (Stream<Path> files = Files.list(journal)) {
			files.filter((file) -> file.toString().endsWith(".snapshot")).forEach(ClusterBenchmark::delete);
		}
		long start = System.nanoTime();
		try (TradingDesk desk = new TradingDesk(options)) {
			return desk.applied() * 1e9 / (System.nanoTime() - start);
		}
	}

	private static void delete(Path file) {
		try {
			Files.delete(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Return the records a second that a consumer reads. */
	private double consume(String topic, long records) {
		TopicPartition partition = new TopicPartition(topic, 0);
		long start = System.nanoTime();
		try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
				Map.of("bootstrap.servers", this.brokers, "enable.auto.commit", false, "max.poll.records", 5000),
				new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
			consumer.assign(List.of(partition));
			consumer.seekToBeginning(List.of(partition));
			while (consumer.position(partition) < records) {
				consumer.poll(Duration.ofSeconds(1));
			}
		}
		return records * 1e9 / (System.nanoTime() - start);
	}

	private TradingDesk desk(String name) {
		return new TradingDesk(TradingDesk.options(this.directory.resolve(name), this.brokers, DESKS));
	}

	private void createTopic(String topic) throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", this.brokers))) {
			admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
		}
	}

	private KafkaProducer<byte[], byte[]> producer() {
		return new KafkaProducer<>(
				Map.of("bootstrap.servers", this.brokers, "acks", "all", "linger.ms", 0, "compression.type", "none"),
				new ByteArraySerializer(), new ByteArraySerializer());
	}

	private static void send(KafkaProducer<byte[], byte[]> producer) {
		try {
			producer.send(new ProducerRecord<>(ACKS, 0, null, new byte[RECORD])).get();
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void row(String name, List<Double> rounds, String bar) {
		List<Double> sorted = rounds.stream().sorted(Comparator.naturalOrder()).toList();
		System.out.printf("| %s | %.2f× | %.2f× to %.2f× | %s |%n", name, sorted.get(sorted.size() / 2), sorted.get(0),
				sorted.get(sorted.size() - 1), bar);
	}

}
