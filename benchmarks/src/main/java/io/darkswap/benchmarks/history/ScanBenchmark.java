package io.darkswap.benchmarks.history;

import java.util.concurrent.TimeUnit;

import io.darkswap.benchmarks.MemoryKind;
import io.darkswap.benchmarks.RawEngine;
import io.darkswap.benchmarks.TradeFlow;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Row "market stats over 1M trades, bare export": the export that sums trades. Both
 * memories hold the same million trades, byte for byte.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@SuppressWarnings("NullAway.Init")
public class ScanBenchmark {

	/** The memory. */
	@Param({ "SHARED", "BYTES" })
	MemoryKind memory;

	private RawEngine engine;

	/** Loads the trades. */
	@Setup
	public void load() {
		this.engine = TradesImage.load(this.memory);
	}

	/**
	 * Sums all trades.
	 * @return their number
	 */
	@Benchmark
	public long scan() {
		long trades = this.engine.sumTrades();
		if (trades != TradeFlow.TRADES) {
			throw new IllegalStateException("Not all trades were seen, but " + trades);
		}
		return trades;
	}

}
