package io.darkswap.benchmarks.log;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import io.darkswap.benchmarks.Clients;
import io.darkswap.benchmarks.RawEngine;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.log.FlushMode;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.log.LogOptions;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the log that need a client: orders with and without a log, and a replay
 * beside the live calls that it repeats. A log of these rows is not forced, so the device
 * does not matter. Each row alternates its variants in one process.
 */
final class LoggedClients {

	private static final int CALLERS = 8;

	/** Rounds before the first, in which the JVM compiles all variants. */
	private static final int WARM_UP = 2;

	private static final BigDecimal PRICE = BigDecimal.valueOf(100);

	private final Path directory;

	private final int rounds;

	private final int orders;

	LoggedClients(Path directory, boolean quick) {
		this.directory = directory;
		this.rounds = quick ? 3 : 5;
		this.orders = quick ? 50_000 : 200_000;
	}

	/** Measure the rows. */
	void run() throws Exception {
		callers();
		replay();
	}

	/**
	 * A log has one order, so one thread at a time applies: what one caller reaches
	 * without a log bounds what all reach with one.
	 */
	private void callers() throws Exception {
		double[] without = new double[this.rounds];
		double[] alone = new double[this.rounds];
		double[] with = new double[this.rounds];
		double[] loggedAlone = new double[this.rounds];
		for (int round = -WARM_UP; round < this.rounds; round++) {
			double[] rates = { rateOf(CALLERS, null), rateOf(1, null),
					rateOf(CALLERS, this.directory.resolve("callers" + round)),
					rateOf(1, this.directory.resolve("caller" + round)) };
			if (round >= 0) {
				without[round] = rates[0];
				alone[round] = rates[1];
				with[round] = rates[2];
				loggedAlone[round] = rates[3];
			}
		}
		LogBenchmark.row("createOrder and cancelOrder without a log, 8 callers", without, 1, "/s");
		LogBenchmark.row("createOrder and cancelOrder without a log, 1 caller", alone, 1, "/s");
		LogBenchmark.row("createOrder and cancelOrder, log without force, 8 callers", with, 1, "/s");
		LogBenchmark.row("createOrder and cancelOrder, log without force, 1 caller", loggedAlone, 1, "/s");
		LogBenchmark.ratio("log without force against no log, 8 callers", with, without);
		LogBenchmark.ratio("log without force against no log, 1 caller", loggedAlone, alone);
		LogBenchmark.ratio("ceiling of one order: 1 caller against 8, without a log", alone, without);
	}

	private double rateOf(int callers, @Nullable Path log) throws Exception {
		int each = this.orders / callers;
		try (DarkSwapClient client = client(log)) {
			CountDownLatch start = new CountDownLatch(1);
			List<Thread> threads = new ArrayList<>();
			for (int i = 0; i < callers; i++) {
				Thread thread = new Thread(() -> {
					await(start);
					for (int order = 0; order < each; order++) {
						client.cancelOrder(create(client));
					}
				});
				threads.add(thread);
				thread.start();
			}
			long began = System.nanoTime();
			start.countDown();
			for (Thread thread : threads) {
				thread.join();
			}
			return 2.0 * each * callers * 1e9 / (System.nanoTime() - began);
		}
		finally {
			delete(log);
		}
	}

	/**
	 * The live calls and the replay are both measured between the first command and the
	 * last: what starts a client is a row of its own. The replayed log is a copy, because
	 * a clean close leaves nothing to replay.
	 */
	private void replay() throws Exception {
		double[] live = new double[this.rounds];
		double[] replayed = new double[this.rounds];
		double[] start = new double[this.rounds];
		for (int round = -WARM_UP; round < this.rounds; round++) {
			double created;
			try (DarkSwapClient client = client(null)) {
				created = rateOfOne(client);
			}
			Path log = this.directory.resolve("live" + round);
			Path copy = this.directory.resolve("copy" + round);
			try (DarkSwapClient client = client(log)) {
				rateOfOne(client);
				copy(log, copy);
			}
			delete(log);
			Replay replay = replay(copy);
			delete(copy);
			if (round >= 0) {
				live[round] = created;
				replayed[round] = replay.rate();
				start[round] = replay.startNanos();
			}
		}
		LogBenchmark.row("createOrder without a log, 1 caller", live, 1, "/s");
		LogBenchmark.row("replay of as many orders", replayed, 1, "/s");
		LogBenchmark.ratio("replay against live", replayed, live);
		LogBenchmark.row("start of a client, with that replay", start, 1e-6, "ms");
	}

	private double rateOfOne(DarkSwapClient client) {
		long began = System.nanoTime();
		for (int i = 0; i < this.orders; i++) {
			create(client);
		}
		return this.orders * 1e9 / (System.nanoTime() - began);
	}

	private Replay replay(Path log) {
		Replay replay = new Replay();
		long began = System.nanoTime();
		try (DarkSwapClient client = Clients.logged(options(log).withListener(replay))) {
			replay.started = System.nanoTime() - began;
			if (client.getLogStatus().orElseThrow().applied() < this.orders) {
				throw new IllegalStateException("The log has too few records");
			}
			return replay;
		}
	}

	private static UUID create(DarkSwapClient client) {
		return client
			.createOrder(Clients.BASE, Clients.QUOTE, OrderSide.SELL, BigDecimal.ONE, PRICE, RawEngine.MAKER,
					Clients.DAY)
			.id();
	}

	private static DarkSwapClient client(@Nullable Path log) {
		return (log != null) ? Clients.logged(options(log)) : Clients.shared();
	}

	private static LogOptions options(Path log) {
		return LogOptions.of(new JournalOptions(log, 64 << 20, Long.MAX_VALUE, FlushMode.OS))
			.withSnapshotInterval(Duration.ZERO);
	}

	private static void copy(Path log, Path target) throws IOException {
		Files.createDirectories(target);
		try (Stream<Path> files = Files.list(log)) {
			for (Path file : files.filter((path) -> path.toString().endsWith(".journal")).toList()) {
				Files.copy(file, target.resolve(file.getFileName()));
			}
		}
	}

	private static void delete(@Nullable Path tree) {
		if (tree != null) {
			LogBenchmark.delete(tree);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The progress of a replay, which is reported while it runs. The first record starts
	 * the engine, so the time begins with the first report behind it.
	 */
	private static final class Replay implements LogListener {

		private long first = -1;

		private long began;

		private long last;

		private long ended;

		private long started;

		@Override
		public void replayed(long position, long newest) {
			if (position > 0 && this.first < 0) {
				this.first = position;
				this.began = System.nanoTime();
			}
			this.last = position;
			this.ended = System.nanoTime();
		}

		double rate() {
			return (this.last - this.first) * 1e9 / (this.ended - this.began);
		}

		double startNanos() {
			return this.started;
		}

	}

}
