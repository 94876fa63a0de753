package io.darkswap.benchmarks.history;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntConsumer;

import io.darkswap.benchmarks.Clients;
import io.darkswap.benchmarks.Measurement;
import io.darkswap.benchmarks.OrderFlow;
import io.darkswap.benchmarks.RawEngine;
import io.darkswap.benchmarks.TradeFlow;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.wallet.HdWallet;

/**
 * Measures statistics and candles of a million trades, a millisecond apart, through the
 * client. It uses nothing that builds since 1b67a5fb lack: with the jar of an older
 * darkswap-wasm-core first on the class path, that build is measured.
 */
final class HistoryReads {

	private static final int FIRST_CALLS = 60;

	private static final int ROUNDS = 15;

	private static final int CANDLES = 1000;

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private final MillisecondClock clock = new MillisecondClock();

	private final DarkSwapClient client = SharedMemoryDarkSwapClient.builder()
		.memory(new MemoryOptions(16, TradeFlow.PAGES, true))
		.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST), 1000,
				TradeFlow.TRADES, false))
		.clock(this.clock)
		.instances(2)
		.build();

	private final Random random = new Random(OrderFlow.SEED);

	private HistoryReads() {
		this.client.initialize();
		UUID[] asks = new UUID[TradeFlow.ASKS];
		for (int ask = 0; ask < TradeFlow.ASKS; ask++) {
			BigDecimal price = BigDecimal.valueOf(TradeFlow.FIRST_PRICE + ask * OrderFlow.TICK, 8);
			asks[ask] = this.client
				.createOrder(Clients.BASE, Clients.QUOTE, OrderSide.SELL, BigDecimal.valueOf(TradeFlow.ASK_AMOUNT, 8),
						price, RawEngine.MAKER, Clients.DAY)
				.id();
		}
		for (int trade = 0; trade < TradeFlow.TRADES; trade++) {
			this.clock.millis++;
			this.client.takeOrder(asks[this.random.nextInt(TradeFlow.ASKS)],
					BigDecimal.valueOf(1 + this.random.nextInt(TradeFlow.MAX_LOTS), 3));
		}
	}

	/**
	 * Prints the first calls' mean, then the least and the median of rounds: elapsed
	 * nanoseconds, and those of the calling thread's processor.
	 * @param args statistics, windows or candles, and the number of calls of a round
	 */
	public static void main(String[] args) {
		HistoryReads reads = new HistoryReads();
		int calls = Integer.parseInt(args[1]);
		switch (args[0]) {
			case "statistics" -> measure(args[0], calls, (call) -> reads.sum(Clients.DAY, TradeFlow.TRADES));
			case "windows" -> measure(args[0], calls, (call) -> {
				int trades = 1 + reads.random.nextInt(TradeFlow.TRADES);
				reads.sum(Duration.ofMillis(trades), trades);
			});
			case "candles" -> measure(args[0], calls, (call) -> reads.draw());
			default -> throw new IllegalArgumentException(args[0]);
		}
		reads.client.close();
	}

	private void sum(Duration window, int trades) {
		check(this.client.getMarketStats(Clients.BASE, Clients.QUOTE, window).count(), trades);
	}

	/** Draws candles of a second, each of a thousand trades. */
	private void draw() {
		check(this.client.getCandles(Clients.BASE, Clients.QUOTE, Duration.ofSeconds(1), CANDLES).size(), CANDLES);
	}

	private static void check(long actual, long expected) {
		if (actual != expected) {
			throw new IllegalStateException(actual + " instead of " + expected);
		}
	}

	private static void measure(String name, int calls, IntConsumer call) {
		double[] first = round(FIRST_CALLS, call);
		double[] elapsed = new double[ROUNDS];
		double[] processor = new double[ROUNDS];
		for (int round = -ROUNDS; round < ROUNDS; round++) {
			double[] times = round(calls, call);
			elapsed[Math.max(round, 0)] = times[0];
			processor[Math.max(round, 0)] = times[1];
		}
		Arrays.sort(elapsed);
		Arrays.sort(processor);
		Measurement.print(name + ".first", first);
		Measurement.print(name + ".elapsed", elapsed[0], elapsed[ROUNDS / 2]);
		Measurement.print(name + ".processor", processor[0], processor[ROUNDS / 2]);
	}

	private static double[] round(int calls, IntConsumer call) {
		long elapsed = System.nanoTime();
		long processor = THREADS.getCurrentThreadCpuTime();
		for (int i = 0; i < calls; i++) {
			call.accept(i);
		}
		processor = THREADS.getCurrentThreadCpuTime() - processor;
		elapsed = System.nanoTime() - elapsed;
		return new double[] { (double) elapsed / calls, (double) processor / calls };
	}

	/** Stands still between two trades. Begins at a full second. */
	private static final class MillisecondClock extends Clock {

		private long millis = 1_700_000_000_000L - 1;

		@Override
		public Instant instant() {
			return Instant.ofEpochMilli(this.millis);
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
