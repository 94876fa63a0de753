package io.darkswap.benchmarks.orders;

import java.util.concurrent.TimeUnit;

import io.darkswap.benchmarks.OrderFlow;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Peer (e) in the rows of creating and cancelling orders: exchange-core with the same
 * flow, through its direct book on the caller's thread and through its disruptor. The
 * disruptor is measured twice: in a flow that waits once in a thousand steps, for its
 * throughput, and with a wait for each command, for its latency.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@SuppressWarnings("NullAway.Init")
public class ExchangeCoreBenchmark {

	private static final int STEPS = 1000;

	/**
	 * Makes one step in the direct book.
	 * @param direct the book
	 */
	@Benchmark
	public void direct(Direct direct) {
		direct.step();
	}

	/**
	 * Makes many steps at once through the disruptor.
	 * @param piped the exchange
	 */
	@Benchmark
	@OperationsPerInvocation(STEPS)
	public void disruptorThroughput(Piped piped) {
		for (int i = 0; i < STEPS; i++) {
			piped.step(false);
		}
		piped.exchange.await();
	}

	/**
	 * Makes a step, and waits for each of its two commands.
	 * @param piped the exchange
	 */
	@Benchmark
	@Fork(2)
	public void disruptorLatency(Piped piped) {
		piped.step(true);
	}

	/**
	 * Creates a thousand orders in the direct book.
	 * @param direct the book
	 */
	@Benchmark
	@OperationsPerInvocation(BatchBenchmark.BATCH)
	public void batch(Batch direct) {
		direct.create();
	}

	/** A direct book. */
	@State(Scope.Thread)
	public static class Direct {

		final OrderFlow flow = OrderFlow.standard();

		private final long[] places = new long[OrderFlow.BOOK];

		ExchangeCoreBook book;

		long orders;

		private int step;

		/** Fills the book. */
		@Setup
		public void open() {
			this.book = new ExchangeCoreBook();
			for (int place = 0; place < OrderFlow.BOOK; place++) {
				this.places[place] = create(place);
			}
		}

		void step() {
			int i = this.step++ & (OrderFlow.LENGTH - 1);
			int place = this.flow.place(i, OrderFlow.BOOK);
			long id = create(i);
			this.book.cancelOrder(this.places[place]);
			this.places[place] = id;
		}

		long create(int i) {
			long id = ++this.orders;
			this.book.createOrder(id, this.flow.side(i), this.flow.lots(i), this.flow.ticks(i));
			return id;
		}

	}

	/** A direct book that receives orders by the thousand. */
	public static class Batch extends Direct {

		void create() {
			for (int i = 0; i < BatchBenchmark.BATCH; i++) {
				create(i);
			}
		}

		/** Cancels the orders. */
		@TearDown(Level.Invocation)
		public void cancel() {
			for (int i = 0; i < BatchBenchmark.BATCH; i++) {
				this.book.cancelOrder(this.orders - i);
			}
		}

	}

	/** An exchange behind its disruptor. */
	@State(Scope.Thread)
	public static class Piped {

		private final OrderFlow flow = OrderFlow.standard();

		private final long[] places = new long[OrderFlow.BOOK];

		private ExchangeCorePipeline exchange;

		private long orders;

		private int step;

		/** Fills the book. */
		@Setup
		public void open() {
			this.exchange = new ExchangeCorePipeline();
			for (int place = 0; place < OrderFlow.BOOK; place++) {
				this.places[place] = create(place);
			}
			this.exchange.await();
		}

		/** Ends the exchange's threads. */
		@TearDown
		public void close() {
			this.exchange.close();
		}

		void step(boolean waiting) {
			int i = this.step++ & (OrderFlow.LENGTH - 1);
			int place = this.flow.place(i, OrderFlow.BOOK);
			long id = create(i);
			if (waiting) {
				this.exchange.await();
			}
			this.exchange.cancelOrder(this.places[place]);
			if (waiting) {
				this.exchange.await();
			}
			this.places[place] = id;
		}

		private long create(int i) {
			long id = ++this.orders;
			this.exchange.createOrder(id, this.flow.side(i), this.flow.lots(i), this.flow.ticks(i));
			return id;
		}

	}

}
