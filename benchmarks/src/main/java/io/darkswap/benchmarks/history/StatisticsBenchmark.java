package io.darkswap.benchmarks.history;

import java.math.BigDecimal;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.darkswap.benchmarks.Clients;
import io.darkswap.benchmarks.OrderFlow;
import io.darkswap.benchmarks.RawEngine;
import io.darkswap.benchmarks.SplitMix;
import io.darkswap.benchmarks.TradeFlow;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.MarketStats;
import io.darkswap.wasm.OrderSide;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Row "market stats over 1M trades": the client's call.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@SuppressWarnings("NullAway.Init")
public class StatisticsBenchmark {

	private DarkSwapClient opened;

	/** Creates the trades of the {@link TradeFlow}. */
	@Setup
	public void open() {
		this.opened = Clients.shared();
		SplitMix random = new SplitMix(OrderFlow.SEED);
		UUID[] asks = new UUID[TradeFlow.ASKS];
		for (int ask = 0; ask < TradeFlow.ASKS; ask++) {
			BigDecimal price = BigDecimal.valueOf(TradeFlow.FIRST_PRICE + ask * OrderFlow.TICK, 8);
			asks[ask] = this.opened
				.createOrder(Clients.BASE, Clients.QUOTE, OrderSide.SELL, BigDecimal.valueOf(TradeFlow.ASK_AMOUNT, 8),
						price, RawEngine.MAKER, Clients.DAY)
				.id();
		}
		for (int trade = 0; trade < TradeFlow.TRADES; trade++) {
			UUID ask = asks[random.below(TradeFlow.ASKS)];
			this.opened.takeOrder(ask, BigDecimal.valueOf(1 + random.below(TradeFlow.MAX_LOTS), 3));
		}
	}

	/** Closes the client. */
	@TearDown
	public void close() {
		this.opened.close();
	}

	/**
	 * Sums all trades.
	 * @return the statistics
	 */
	@Benchmark
	public MarketStats marketStats() {
		MarketStats stats = this.opened.getMarketStats(Clients.BASE, Clients.QUOTE, Clients.DAY);
		if (stats.count() != TradeFlow.TRADES) {
			throw new IllegalStateException("Not all trades were seen, but " + stats.count());
		}
		return stats;
	}

}
