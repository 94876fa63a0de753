package io.darkswap.benchmarks.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Measures durable appends of one and of 64 callers: of the command log's journal, and of
 * three logs that other projects use, each in its own harness. All are open at once and
 * take turns, because the device has slow seconds. Prints records for each second, the
 * median of the rounds, and what the journal does beside each peer.
 *
 * <p>
 * The first argument is a directory on the device to measure; {@code quick} shortens the
 * rounds.
 */
final class LogPeers {

	private static final int PAYLOAD = 150;

	private static final List<Integer> CALLERS = List.of(1, 64);

	private static final int FORCES = 200;

	private final Map<String, DurableLog> logs = new LinkedHashMap<>();

	private final int rounds;

	private final long sliceNanos;

	private LogPeers(boolean quick) {
		this.rounds = quick ? 3 : 7;
		this.sliceNanos = TimeUnit.MILLISECONDS.toNanos(quick ? 500 : 2000);
	}

	/**
	 * Measure.
	 * @param args the directory, and optionally {@code quick}
	 * @throws Exception if a log fails
	 */
	public static void main(String[] args) throws Exception {
		Path directory = Files.createTempDirectory(Path.of(args[0]), "log-peers");
		int status = 1;
		try {
			new LogPeers(List.of(args).contains("quick")).run(directory);
			status = 0;
		}
		catch (Exception | LinkageError ex) {
			ex.printStackTrace();
		}
		finally {
			delete(directory);
			// Some peers leave threads.
			System.exit(status);
		}
	}

	private void run(Path directory) throws Exception {
		int force = forceNanos(directory);
		System.out.printf(Locale.ROOT, "A force takes %,d us.%n", TimeUnit.NANOSECONDS.toMicros(force));
		this.logs.put("journal", new DarkSwapJournal(directory.resolve("journal")));
		this.logs.put("Artemis journal, NIO", new ArtemisJournal(directory.resolve("artemis"), force));
		this.logs.put("RocksDB, WAL synced", new RocksWal(directory.resolve("rocks")));
		this.logs.put("Ratis, one node", new RatisLog(directory.resolve("ratis")));
		for (int callers : CALLERS) {
			measure(callers);
		}
		for (DurableLog log : this.logs.values()) {
			log.close();
		}
	}

	private void measure(int callers) throws Exception {
		Map<String, double[]> rates = new LinkedHashMap<>();
		for (int round = -1; round < this.rounds; round++) {
			for (Map.Entry<String, DurableLog> log : this.logs.entrySet()) {
				double rate = rate(log.getValue(), callers);
				// The first round warms up.
				if (round >= 0) {
					rates.computeIfAbsent(log.getKey(), (name) -> new double[this.rounds])[round] = rate;
				}
			}
		}
		double[] own = Objects.requireNonNull(rates.get("journal"));
		rates.forEach((name, values) -> {
			double[] ratios = new double[values.length];
			Arrays.setAll(ratios, (i) -> own[i] / values[i]);
			System.out.printf(Locale.ROOT, "| durable appends, %d caller(s), %s | %,.0f /s | %,.2f x |%n", callers,
					name, median(values), median(ratios));
		});
	}

	private double rate(DurableLog log, int callers) throws Exception {
		LongAdder appended = new LongAdder();
		AtomicReference<Exception> failure = new AtomicReference<>();
		List<Thread> threads = new ArrayList<>();
		long began = System.nanoTime();
		for (int i = 0; i < callers; i++) {
			Thread thread = new Thread(() -> {
				try {
					while (System.nanoTime() - began < this.sliceNanos) {
						log.append(new byte[PAYLOAD]);
						appended.increment();
					}
				}
				catch (Exception ex) {
					failure.set(ex);
				}
			});
			threads.add(thread);
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		if (failure.get() != null) {
			throw failure.get();
		}
		return appended.sum() * 1e9 / (System.nanoTime() - began);
	}

	/** Return the median time of a small write and its force. */
	private static int forceNanos(Path directory) throws IOException {
		double[] nanos = new double[FORCES];
		try (FileChannel file = FileChannel.open(directory.resolve("force"), StandardOpenOption.CREATE_NEW,
				StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
			ByteBuffer page = ByteBuffer.allocateDirect(4096);
			for (int i = 0; i < FORCES; i++) {
				long began = System.nanoTime();
				file.write(page.clear(), 0);
				file.force(false);
				nanos[i] = System.nanoTime() - began;
			}
		}
		return (int) median(nanos);
	}

	private static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

	private static void delete(Path tree) {
		try (Stream<Path> files = Files.walk(tree)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
