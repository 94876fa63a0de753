package io.darkswap.benchmarks;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BestBidAsk;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Orders through the API of both clients, in a book that holds a thousand.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(2)
public class TradingBenchmark {

	private static final Asset BTC = Asset.bitcoin();

	private static final Asset RUNE = Asset.rune("840000:3");

	private static final Duration DAY = Duration.ofDays(1);

	private static final int BOOK = 1000;

	/** Which client is measured. */
	@Param({ "plain", "shared" })
	@SuppressWarnings("NullAway.Init")
	String kind;

	@SuppressWarnings("NullAway.Init")
	private DarkSwapClient client;

	/** Opens the client and fills its book. */
	@Setup
	public void open() {
		this.client = this.kind.equals("shared") ? new SharedMemoryDarkSwapClient() : new DarkSwapClient();
		this.client.initialize();
		for (int i = 0; i < BOOK; i++) {
			createOrder(BigDecimal.valueOf(1 + i % 100));
		}
	}

	/** Closes the client. */
	@TearDown
	public void close() {
		this.client.close();
	}

	/**
	 * Creates an order and cancels it.
	 */
	@Benchmark
	public void createThenCancel() {
		this.client.cancelOrder(createOrder(BigDecimal.TEN).id());
	}

	/**
	 * Reads the best prices.
	 * @return the best prices
	 */
	@Benchmark
	public BestBidAsk bestBidAsk() {
		return this.client.getBestBidAsk(BTC, RUNE);
	}

	private Order createOrder(BigDecimal price) {
		return this.client.createOrder(BTC, RUNE, OrderSide.BUY, BigDecimal.ONE, price, "maker", DAY);
	}

}
