package io.darkswap.benchmarks.reads;

import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;

import io.darkswap.benchmarks.Clients;
import io.darkswap.benchmarks.Layout;
import io.darkswap.benchmarks.MemoryKind;
import io.darkswap.benchmarks.OrderFlow;
import io.darkswap.benchmarks.RawEngine;
import io.darkswap.benchmarks.SplitMix;
import io.darkswap.benchmarks.TradeFlow;
import io.darkswap.wasm.BestBidAsk;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.PriceLevel;
import io.darkswap.wasm.memory.SequenceLock;
import io.darkswap.wasm.memory.SharedLinearMemory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
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
 * Row "best bid/ask": two threads read one pair's best prices while a third changes them
 * without pause: it creates an order better than all others and cancels it. The three
 * threads share two cores, for ours and for the peer alike. The measured time is of one
 * read on one of the two threads.
 * <p>
 * The raw view reads the summary in the shared memory without a copy and sums it; its
 * writer uses the bare exports of another instance.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@SuppressWarnings("NullAway.Init")
public class BestPricesBenchmark {

	/**
	 * The writer's warm-up steps: beside busy readers its code would stay interpreted for
	 * long, and slow them little.
	 */
	private static final int WARM_UPS = 300_000;

	/**
	 * Reads the summary record.
	 * @param raw the engine
	 * @return the sum of the read values
	 */
	@Benchmark
	@Group("raw")
	@GroupThreads(2)
	public long rawRead(Raw raw) {
		return raw.read();
	}

	/**
	 * Changes the best price.
	 * @param raw the engine
	 */
	@Benchmark
	@Group("raw")
	public void rawWrite(Raw raw) {
		raw.write();
	}

	/**
	 * Reads through the client.
	 * @param api the client
	 * @return the best prices
	 */
	@Benchmark
	@Group("api")
	@GroupThreads(2)
	public BestBidAsk apiRead(Api api) {
		return api.read();
	}

	/**
	 * Changes the best price through the client.
	 * @param api the client
	 */
	@Benchmark
	@Group("api")
	public void apiWrite(Api api) {
		api.write();
	}

	/**
	 * Reads the summary record without a writer, to measure the allocation of a read.
	 * @param raw the engine
	 * @return the sum of the read values
	 */
	@Benchmark
	@Fork(1)
	@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
	@Measurement(iterations = 2, time = 200, timeUnit = TimeUnit.MILLISECONDS)
	public long rawReadAlone(Raw raw) {
		return raw.read();
	}

	/**
	 * Reads through the client without a writer, to measure the allocation of a read.
	 * @param api the client
	 * @return the best prices
	 */
	@Benchmark
	@Fork(1)
	@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
	@Measurement(iterations = 2, time = 200, timeUnit = TimeUnit.MILLISECONDS)
	public BestBidAsk apiReadAlone(Api api) {
		return api.read();
	}

	/**
	 * Builds the record that a read returns, and nothing else.
	 * @param numbers its values
	 * @return the record
	 */
	@Benchmark
	@Fork(1)
	@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
	@Measurement(iterations = 2, time = 200, timeUnit = TimeUnit.MILLISECONDS)
	public BestBidAsk oneRecord(Numbers numbers) {
		return new BestBidAsk(numbers.level(), numbers.level());
	}

	/** The numbers of a price level. */
	@State(Scope.Benchmark)
	public static class Numbers {

		private long price = BEST_BID;

		private long amount = OrderFlow.LOT;

		private int orders = 1;

		private static final long BEST_BID = 999_999 * OrderFlow.TICK;

		PriceLevel level() {
			return new PriceLevel(BigDecimal.valueOf(this.price, 8), BigDecimal.valueOf(this.amount, 8), this.orders);
		}

	}

	/** A book that is read in the shared memory. */
	@State(Scope.Benchmark)
	public static class Raw {

		private RawEngine engine;

		private SharedLinearMemory memory;

		private SequenceLock lock;

		private int summary;

		private int bid;

		private int ask;

		private int price;

		private int amount;

		private int count;

		private long orders;

		/** Fills the book. */
		@Setup
		public void open() {
			this.engine = RawEngine.open(MemoryKind.SHARED, TradeFlow.PAGES);
			this.memory = (SharedLinearMemory) this.engine.memory();
			this.lock = new SequenceLock(this.memory);
			this.summary = this.engine.summary();
			Layout layout = this.engine.layout();
			this.bid = this.summary + layout.of("summary.sides");
			this.ask = this.bid + layout.of("level.SIZE");
			this.price = layout.of("level.price");
			this.amount = layout.of("level.amount_low");
			this.count = layout.of("level.orders");
			OrderFlow flow = OrderFlow.standard();
			for (int place = 0; place < OrderFlow.BOOK; place++) {
				this.engine.createOrder(SplitMix.mix(++this.orders), flow.side(place), flow.amount(place),
						flow.price(place));
			}
			for (int i = 0; i < WARM_UPS; i++) {
				write();
			}
		}

		long read() {
			while (true) {
				long begun = this.lock.beginRead(this.summary);
				long sum = this.memory.readLong(this.bid + this.price) + this.memory.readLong(this.bid + this.amount)
						+ this.memory.readInt(this.bid + this.count) + this.memory.readLong(this.ask + this.price)
						+ this.memory.readLong(this.ask + this.amount) + this.memory.readInt(this.ask + this.count);
				if (this.lock.validate(this.summary, begun)) {
					return sum;
				}
			}
		}

		void write() {
			long id = SplitMix.mix(++this.orders);
			this.engine.createOrder(id, 0, OrderFlow.LOT, BEST);
			this.engine.cancelOrder(id);
		}

		/** Above all other bids, below all asks. */
		private static final long BEST = 1_000_000 * OrderFlow.TICK - 1;

	}

	/** A book read through a client. */
	@State(Scope.Benchmark)
	public static class Api {

		private static final BigDecimal BEST = new BigDecimal("9999.99999999");

		/** The client. */
		@Param({ "shared", "plain" })
		String client;

		private DarkSwapClient opened;

		/** Fills the book. */
		@Setup
		public void open() {
			this.opened = Clients.of(this.client);
			OrderFlow flow = OrderFlow.standard();
			for (int place = 0; place < OrderFlow.BOOK; place++) {
				this.opened.createOrder(Clients.BASE, Clients.QUOTE, flow.orderSide(place), flow.decimalAmount(place),
						flow.decimalPrice(place), RawEngine.MAKER, Clients.DAY);
			}
			for (int i = 0; i < WARM_UPS; i++) {
				write();
			}
		}

		/** Closes the client. */
		@TearDown
		public void close() {
			this.opened.close();
		}

		BestBidAsk read() {
			return this.opened.getBestBidAsk(Clients.BASE, Clients.QUOTE);
		}

		void write() {
			Order order = this.opened.createOrder(Clients.BASE, Clients.QUOTE, OrderSide.BUY, BigDecimal.ONE, BEST,
					RawEngine.MAKER, Clients.DAY);
			this.opened.cancelOrder(order.id());
		}

	}

}
