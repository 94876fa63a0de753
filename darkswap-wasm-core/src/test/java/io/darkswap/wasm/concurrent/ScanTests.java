package io.darkswap.wasm.concurrent;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.darkswap.wasm.Candle;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.MarketStats;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Trades are scanned while others are executed and the oldest are evicted, whose memory
 * is soon reused. The amounts ascend by one from trade to trade, so that the sum of
 * successive trades distinguishes them from any others.
 */
@Timeout(120)
class ScanTests {

	private static final int TRADES = 30_000;

	/** Not a multiple of the trades in a block of the engine's log. */
	private static final int HISTORY = 500;

	private static final int PRICE = 7;

	@Test
	void statisticsNeverCountTradesEvictedMeanwhile() throws Exception {
		scanWhileTaking((client) -> {
			MarketStats stats = client.getMarketStats(Clients.BTC, Clients.RUNE, Duration.ofDays(1));
			if (stats.count() > 0) {
				assertSuccessive(stats.count(), stats.volume());
				assertThat(stats.high()).isEqualByComparingTo(stats.low()).isEqualByComparingTo(price());
			}
			return stats.count();
		});
	}

	@Test
	void candlesNeverCountTradesEvictedMeanwhile() throws Exception {
		scanWhileTaking((client) -> {
			// All trades, except when a test runs past the end of a year.
			List<Candle> candles = client.getCandles(Clients.BTC, Clients.RUNE, Duration.ofDays(365), 1);
			for (Candle candle : candles) {
				assertSuccessive(candle.trades(), candle.volume());
				assertThat(candle.high()).isEqualByComparingTo(candle.low()).isEqualByComparingTo(price());
			}
			return candles.size();
		});
	}

	private static void scanWhileTaking(Scan scan) throws Exception {
		try (DarkSwapClient client = client()) {
			Order order = Clients.createOrder(client, OrderSide.SELL, (long) TRADES * TRADES, PRICE);
			AtomicBoolean taking = new AtomicBoolean(true);
			List<Long> seen = ConcurrentRunner.run(3,
					(thread) -> (thread == 0) ? () -> take(client, order, taking) : () -> scan(client, scan, taking));
			assertThat(seen).as("trades executed, and seen by each scanner").allMatch((trades) -> trades > 0);
		}
	}

	private static long take(DarkSwapClient client, Order order, AtomicBoolean taking) {
		try {
			for (long amount = 1; amount <= TRADES; amount++) {
				client.takeOrder(order.id(), BigDecimal.valueOf(amount));
			}
			return TRADES;
		}
		finally {
			taking.set(false);
		}
	}

	private static long scan(DarkSwapClient client, Scan scan, AtomicBoolean taking) {
		long seen = 0;
		while (taking.get()) {
			seen += scan.run(client);
		}
		return seen;
	}

	/**
	 * Of successive whole numbers, {@code n} that end with {@code last} add up to
	 * {@code n * last - n * (n - 1) / 2}.
	 */
	private static void assertSuccessive(long trades, BigDecimal volume) {
		long sum = volume.longValueExact() + trades * (trades - 1) / 2;
		assertThat(trades).isLessThanOrEqualTo(HISTORY);
		assertThat(sum % trades).as("%d trades of %s in all do not follow each other", trades, volume).isZero();
	}

	private static BigDecimal price() {
		return BigDecimal.valueOf(PRICE);
	}

	private static DarkSwapClient client() {
		DarkSwapClient client = SharedMemoryDarkSwapClient.builder()
			.instances(3)
			.config(Clients.config(10, HISTORY))
			.build();
		client.initialize();
		return client;
	}

	/** Scans trades, and returns their number. */
	private interface Scan {

		long run(DarkSwapClient client);

	}

}
