package io.darkswap.wasm.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.TestClock;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.wallet.HdWallet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Statistics and candles of a history whose runs of trades are summed up, the oldest ones
 * evicted, beside those of the {@linkplain ReferenceStatistics reference}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongHistoryTests {

	private static final int HISTORY = 9_000;

	private static final int TRADES = 12_345;

	private static final int WINDOWS = 200;

	private static final int ALL = Integer.MAX_VALUE;

	private static final Asset BTC = Asset.bitcoin();

	private static final Asset RUNE = Asset.rune("840000:3");

	private final long seed = new Random().nextLong();

	private final Random random = new Random(this.seed);

	private final TestClock clock = new TestClock();

	private final DarkSwapClient client = SharedMemoryDarkSwapClient.builder()
		.clock(this.clock)
		.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST), 10, HISTORY, false))
		.build();

	/** The trades of the history, oldest first. */
	private final List<Trade> trades = new ArrayList<>();

	@BeforeAll
	void trade() {
		this.client.initialize();
		List<Order> orders = List.of(sell("17"), sell("1.00000001"), sell("123456.789"), sell("99"));
		for (int i = 0; i < TRADES; i++) {
			Order order = orders.get(this.random.nextInt(orders.size()));
			BigDecimal amount = BigDecimal.valueOf(1 + this.random.nextInt(1_000_000_000), 8);
			this.trades.add(this.client.takeOrder(order.id(), amount));
			this.clock.advance(Duration.ofNanos(1000 * this.random.nextInt(4)));
		}
		this.trades.subList(0, TRADES - HISTORY).clear();
	}

	@AfterAll
	void close() {
		this.client.close();
	}

	@Test
	void statisticsOfAnyWindowAreThoseOfItsTrades() {
		for (int i = 0; i < WINDOWS; i++) {
			Trade from = this.trades.get(this.random.nextInt(HISTORY));
			Duration window = Duration.between(from.timestamp(), this.clock.instant())
				.plusNanos(1000 * (1 + this.random.nextInt(2)));
			assertThat(this.client.getMarketStats(BTC, RUNE, window)).as("window %s, seed %d", window, this.seed)
				.isEqualTo(ReferenceStatistics.stats(this.trades, this.clock.instant(), window));
		}
	}

	@Test
	void candlesOfAnyIntervalAreThoseOfItsTrades() {
		for (long micros : List.of(1, 2, 3, 7, 15, 16, 17, 64, 100, 255, 256, 257, 1000, 4096, 10_000, 1_000_000)) {
			Duration interval = Duration.ofNanos(1000 * micros);
			assertThat(this.client.getCandles(BTC, RUNE, interval, ALL)).as("interval %s, seed %d", interval, this.seed)
				.isEqualTo(ReferenceStatistics.candles(this.trades, this.clock.instant(), interval, ALL));
		}
	}

	@Test
	void candlesBeginAtAnyTrade() {
		for (int i = 0; i < WINDOWS; i++) {
			Duration interval = Duration.ofNanos(1000L * (1 + this.random.nextInt(2000)));
			int limit = 1 + this.random.nextInt(100);
			assertThat(this.client.getCandles(BTC, RUNE, interval, limit))
				.as("%d intervals of %s, seed %d", limit, interval, this.seed)
				.isEqualTo(ReferenceStatistics.candles(this.trades, this.clock.instant(), interval, limit));
		}
	}

	private Order sell(String price) {
		return this.client.createOrder(BTC, RUNE, OrderSide.SELL, BigDecimal.valueOf(1_000_000), new BigDecimal(price),
				"bcrt1qmaker", Duration.ofDays(1));
	}

}
