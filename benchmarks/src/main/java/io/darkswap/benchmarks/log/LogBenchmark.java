package io.darkswap.benchmarks.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.convert.Address;
import io.darkswap.wasm.convert.Addresses;
import io.darkswap.wasm.engine.Engine;
import io.darkswap.wasm.engine.EngineImage;
import io.darkswap.wasm.engine.EngineOptions;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.engine.EventHandler;
import io.darkswap.wasm.engine.OrderCommand;
import io.darkswap.wasm.engine.abi.EngineAsset;
import io.darkswap.wasm.engine.abi.EventKind;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.engine.abi.OrderRecord;
import io.darkswap.wasm.engine.abi.TradeRecord;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.log.FlushMode;
import io.darkswap.wasm.log.Journal;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.log.Snapshot;
import io.darkswap.wasm.log.SnapshotWriter;

/**
 * The rows of the log: appends that are durable before the caller returns, beside a plain
 * write and force of as many bytes; replay; the pause of a snapshot beside a copy of the
 * same bytes; restoring an engine. Each row alternates its variants in one process and
 * prints medians.
 *
 * <p>
 * The first argument is a directory on the device to measure; {@code quick} shortens
 * every row.
 */
final class LogBenchmark {

	/** A logged createOrder takes about as many bytes. */
	private static final int PAYLOAD = 150;

	/** A batch of one such record: its two headers, and the payload with its padding. */
	private static final int BATCH = 32 + 24 + 152;

	private static final int SEGMENT = 64 << 20;

	private static final int CALLERS = 64;

	private static final int SLICE = 50;

	/** The pages of the measured engines. */
	private static final int MAXIMUM = 16_384;

	private final Path directory;

	private final int rounds;

	private final int appends;

	private LogBenchmark(Path directory, boolean quick) {
		this.directory = directory;
		this.rounds = quick ? 3 : 9;
		this.appends = quick ? 500 : 5_000;
	}

	/**
	 * Measure all rows.
	 * @param args the directory, and optionally {@code quick}
	 * @throws Exception if a file or thread fails
	 */
	public static void main(String[] args) throws Exception {
		LogBenchmark benchmark = new LogBenchmark(Files.createTempDirectory(Path.of(args[0]), "log-benchmark"),
				List.of(args).contains("quick"));
		try {
			new LoggedClients(benchmark.directory, List.of(args).contains("quick")).run();
			benchmark.appends();
			benchmark.replay();
			benchmark.snapshots(100_000);
			benchmark.snapshots(1_000_000);
		}
		finally {
			delete(benchmark.directory);
		}
	}

	private void appends() throws Exception {
		double[] raw = new double[this.rounds];
		double[] one = new double[this.rounds];
		double[] many = new double[this.rounds];
		double[] perForce = new double[this.rounds];
		for (int round = 0; round < this.rounds; round++) {
			LongAdder batches = new LongAdder();
			Path log = this.directory.resolve("append-" + round);
			try (FileChannel plain = zeros(this.directory.resolve("plain-" + round));
					Journal journal = Journal.open(JournalOptions.of(log), counting(batches))) {
				journal.start(1, (position, type, payload, context) -> {
				});
				double[] forces = new double[this.appends];
				double[] appended = new double[this.appends];
				// Alternately, because the device has slow seconds.
				for (int from = 0; from < this.appends; from += SLICE) {
					force(plain, forces, from);
					append(journal, appended, from);
				}
				raw[round] = median(forces);
				one[round] = median(appended);
				batches.reset();
				long began = System.nanoTime();
				appendTogether(journal);
				int records = CALLERS * this.appends;
				many[round] = (double) (System.nanoTime() - began) / records;
				perForce[round] = (double) records / batches.sum();
			}
			delete(log);
		}
		row("plain write and force, p50", raw, 1e-3, "us");
		row("durable append, 1 caller, p50", one, 1e-3, "us");
		ratio("durable append against plain", one, raw);
		row("durable append, 64 callers, time for each", many, 1e-3, "us");
		ratio("throughput of 64 callers against 1", one, many);
		row("records per force, 64 callers", perForce, 1, "");
	}

	private static LogListener counting(LongAdder batches) {
		return new LogListener() {

			@Override
			public void batchWritten(int records, long bytes, long writeNanos, long forceNanos) {
				batches.increment();
			}

		};
	}

	private static FileChannel zeros(Path file) throws IOException {
		FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
				StandardOpenOption.DELETE_ON_CLOSE);
		ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
		for (int written = 0; written < SEGMENT; written += zeros.capacity()) {
			channel.write(zeros.clear());
		}
		channel.force(true);
		return channel;
	}

	/** Write and force as many bytes as a batch of one record, in a file of zeros. */
	private static void force(FileChannel channel, double[] nanos, int from) throws IOException {
		ByteBuffer batch = ByteBuffer.allocateDirect(BATCH);
		for (int i = from; i < Math.min(nanos.length, from + SLICE); i++) {
			long began = System.nanoTime();
			channel.write(batch.clear(), (long) i * BATCH);
			channel.force(false);
			nanos[i] = System.nanoTime() - began;
		}
	}

	private static void append(Journal journal, double[] nanos) {
		for (int from = 0; from < nanos.length; from += SLICE) {
			append(journal, nanos, from);
		}
	}

	private static void append(Journal journal, double[] nanos, int from) {
		for (int i = from; i < Math.min(nanos.length, from + SLICE); i++) {
			long began = System.nanoTime();
			journal.append(1, new byte[PAYLOAD], null);
			nanos[i] = System.nanoTime() - began;
		}
	}

	private void appendTogether(Journal journal) throws InterruptedException {
		List<Thread> callers = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			Thread caller = new Thread(() -> append(journal, new double[this.appends]));
			callers.add(caller);
			caller.start();
		}
		for (Thread caller : callers) {
			caller.join();
		}
	}

	private void replay() {
		Path log = this.directory.resolve("replay");
		JournalOptions options = new JournalOptions(log, SEGMENT, Long.MAX_VALUE, FlushMode.OS);
		try (Journal journal = Journal.open(options)) {
			journal.start(1, (position, type, payload, context) -> {
			});
			appendTogether(journal);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		double[] rate = new double[this.rounds];
		for (int round = 0; round < this.rounds; round++) {
			try (Journal journal = Journal.open(options)) {
				long began = System.nanoTime();
				journal.start(1, (position, type, payload, context) -> {
				});
				rate[round] = journal.appliedPosition() * 1e9 / (System.nanoTime() - began);
			}
		}
		delete(log);
		row("replay without an engine", rate, 1, "/s");
	}

	private void snapshots(int orders) {
		Path log = this.directory.resolve("snapshots-" + orders);
		double[] allocate = new double[this.rounds];
		double[] copy = new double[this.rounds];
		double[] pause = new double[this.rounds];
		double[] publish = new double[this.rounds];
		double[] validate = new double[this.rounds];
		double[] map = new double[this.rounds];
		double[] read = new double[this.rounds];
		double[] restore = new double[this.rounds];
		long size;
		try (SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();
				Engine engine = Engine.start(load(loader, 16), options(), new NoEvents());
				Journal journal = Journal.open(JournalOptions.of(log))) {
			fill(engine, orders);
			size = (long) engine.pages() << 16;
			ByteBuffer target = ByteBuffer.allocateDirect((int) size);
			for (int round = 0; round < this.rounds; round++) {
				engine.capture((image) -> target.put(0, image.memory(), 0, image.memory().remaining()));
				int now = round;
				engine.capture((image) -> {
					long began = System.nanoTime();
					target.put(0, image.memory(), 0, image.memory().remaining());
					copy[now] = System.nanoTime() - began;
				});
				byte[][] layout = new byte[1][];
				long began = System.nanoTime();
				try (SnapshotWriter writer = journal.snapshots().begin(size)) {
					allocate[now] = System.nanoTime() - began;
					began = System.nanoTime();
					engine.capture((image) -> {
						writer.write(image.memory());
						layout[0] = image.layout();
					});
					pause[now] = System.nanoTime() - began;
					began = System.nanoTime();
					writer.publish(0, layout[0]);
					publish[now] = System.nanoTime() - began;
				}
				began = System.nanoTime();
				Snapshot snapshot = journal.snapshots().newest().orElseThrow();
				validate[now] = System.nanoTime() - began;
				EngineImage image = EngineImage.of(snapshot.header(), snapshot.image());
				began = System.nanoTime();
				LoadedModule mapped = loader.load(DarkSwapClient.BUNDLED_URL, snapshot.file(),
						new MemoryOptions(image.pages(), MAXIMUM, true));
				map[now] = System.nanoTime() - began;
				try (Engine restored = Engine.restore(mapped, options(), image, new NoEvents())) {
					restore[now] = System.nanoTime() - began;
				}
				LoadedModule module = load(loader, image.pages());
				began = System.nanoTime();
				try (Engine restored = Engine.restore(module, options(), image, new NoEvents())) {
					read[now] = System.nanoTime() - began;
				}
			}
		}
		delete(log);
		String what = ", %,d orders, %d MiB".formatted(orders, size >> 20);
		row("copy to a buffer" + what, copy, 1e-6, "ms");
		row("snapshot, allocate" + what, allocate, 1e-6, "ms");
		row("snapshot, pause" + what, pause, 1e-6, "ms");
		ratio("pause against a copy" + what, pause, copy);
		row("snapshot, publish" + what, publish, 1e-6, "ms");
		row("validate" + what, validate, 1e-6, "ms");
		row("restore, the mapping alone" + what, map, 1e-6, "ms");
		row("restore by mapping, with two instances" + what, restore, 1e-6, "ms");
		row("restore by copying, with two instances" + what, read, 1e-6, "ms");
	}

	private static LoadedModule load(SharedMemoryWasmLoader loader, int initial) {
		return loader.load(DarkSwapClient.BUNDLED_URL, new MemoryOptions(initial, MAXIMUM, true));
	}

	private static EngineOptions options() {
		return new EngineOptions(2, Duration.ofSeconds(10), Duration.ofMinutes(1), 100, 100);
	}

	private static void fill(Engine engine, int orders) {
		Address maker = Addresses.of("bc1q9vza2e8x573nczrlzms0wvx3gsqjx7vavgkx0l", OrderCommand.MAKER);
		TradingPair pair = TradingPair.of("BTC/RUNE:840000:3");
		long now = 1_700_000_000_000_000L;
		long expiry = now + Duration.ofDays(1).toNanos() / 1_000;
		try (EngineSession session = engine.open()) {
			Market market = session.openMarket(new EngineAsset(0, 0, 0), new EngineAsset(1, 840_000, 3));
			for (int i = 1; i <= orders; i++) {
				session.createOrder(market, new OrderCommand(new UUID(1, i), pair, OrderSide.values()[i & 1],
						100_000_000, 100_000_000L + i % 1_000, maker, now, expiry, null, false));
			}
		}
	}

	static void row(String name, double[] values, double scale, String unit) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		System.out.printf(Locale.ROOT, "| %s | %,.3f %s | %,.3f..%,.3f |%n", name, median(values) * scale, unit,
				sorted[0] * scale, sorted[sorted.length - 1] * scale);
	}

	/** Print the median of the ratios of each round. */
	static void ratio(String name, double[] values, double[] to) {
		double[] ratios = new double[values.length];
		Arrays.setAll(ratios, (i) -> values[i] / to[i]);
		row(name, ratios, 1, "x");
	}

	private static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

	static void delete(Path tree) {
		try (Stream<Path> files = Files.walk(tree)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Nobody listens to the measured engines. */
	private static final class NoEvents implements EventHandler {

		@Override
		public void order(EventKind kind, OrderRecord order) {
			// Nobody listens.
		}

		@Override
		public void trade(EventKind kind, TradeRecord trade) {
			// Nobody listens.
		}

		@Override
		public void poisoned(Throwable trap) {
			throw new IllegalStateException(trap);
		}

	}

}
