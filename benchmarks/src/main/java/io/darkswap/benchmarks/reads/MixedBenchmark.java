package io.darkswap.benchmarks.reads;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.darkswap.benchmarks.Clients;
import io.darkswap.benchmarks.OrderFlow;
import io.darkswap.benchmarks.RawEngine;
import io.darkswap.benchmarks.SplitMix;
import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Order;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Row "90% reads / 10% writes over 16 pairs": the load of a busy desk. Of 100 operations,
 * 60 read the best prices, 20 an order by its id, 10 the five best price levels; 5 create
 * an order and 5 cancel one. The pair is any of 16, each with a book of 1,000 orders. The
 * time is of one operation on one thread; the throughput of two threads is twice its
 * inverse.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@SuppressWarnings("NullAway.Init")
public class MixedBenchmark {

	private static final int PAIRS = 16;

	private static final int DEPTH = 5;

	/** The client. */
	@Param({ "shared", "plain" })
	String client;

	private final List<Asset> quotes = new ArrayList<>();

	private final OrderFlow flow = OrderFlow.standard();

	private DarkSwapClient opened;

	/** Fills the books. */
	@Setup
	public void open() {
		this.opened = Clients.of(this.client);
		for (int pair = 0; pair < PAIRS; pair++) {
			this.quotes.add(Asset.rune("840000:" + (1 + pair)));
		}
	}

	/** Closes the client. */
	@TearDown
	public void close() {
		this.opened.close();
	}

	/**
	 * Runs on one thread.
	 * @param desk this thread's orders
	 * @return the result
	 */
	@Benchmark
	@Threads(1)
	public Object oneThread(Desk desk) {
		return desk.step(this);
	}

	/**
	 * Runs on two threads.
	 * @param desk this thread's orders
	 * @return the result
	 */
	@Benchmark
	@Threads(2)
	public Object twoThreads(Desk desk) {
		return desk.step(this);
	}

	private Order create(int pair, int step) {
		return this.opened.createOrder(Clients.BASE, this.quotes.get(pair), this.flow.orderSide(step),
				this.flow.decimalAmount(step), this.flow.decimalPrice(step), RawEngine.MAKER, Clients.DAY);
	}

	/** A thread's own orders: half of each book, if there are two threads. */
	@State(Scope.Thread)
	public static class Desk {

		private static final int ORDERS = OrderFlow.BOOK / 2;

		private static final int PERCENT = 100;

		private final UUID[][] orders = new UUID[PAIRS][ORDERS];

		private final SplitMix random = new SplitMix(Thread.currentThread().getId());

		/** A created order, to be cancelled later, and its pair. */
		private int pending = -1;

		private int pendingPlace;

		private int steps;

		/**
		 * Creates this thread's orders.
		 * @param benchmark the shared state of all threads
		 */
		@Setup
		public void open(MixedBenchmark benchmark) {
			for (int pair = 0; pair < PAIRS; pair++) {
				for (int place = 0; place < ORDERS; place++) {
					this.orders[pair][place] = benchmark.create(pair, nextStep()).id();
				}
			}
		}

		Object step(MixedBenchmark benchmark) {
			int kind = this.random.below(PERCENT);
			int pair = this.random.below(PAIRS);
			Asset quote = benchmark.quotes.get(pair);
			if (kind < 60) {
				return benchmark.opened.getBestBidAsk(Clients.BASE, quote);
			}
			if (kind < 80) {
				return benchmark.opened.getOrder(this.orders[pair][this.random.below(ORDERS)]);
			}
			if (kind < 90) {
				return benchmark.opened.getDepth(Clients.BASE, quote, DEPTH);
			}
			return write(benchmark, pair);
		}

		/** Creates an order in the place of another, and cancels the other. */
		private Object write(MixedBenchmark benchmark, int pair) {
			if (this.pending >= 0) {
				UUID cancelled = this.orders[this.pending][this.pendingPlace];
				this.orders[this.pending][this.pendingPlace] = this.replacement;
				this.pending = -1;
				benchmark.opened.cancelOrder(cancelled);
				return cancelled;
			}
			this.pending = pair;
			this.pendingPlace = this.random.below(ORDERS);
			Order order = benchmark.create(pair, nextStep());
			this.replacement = order.id();
			return order;
		}

		private UUID replacement;

		private int nextStep() {
			return this.steps++ & (OrderFlow.LENGTH - 1);
		}

	}

}
