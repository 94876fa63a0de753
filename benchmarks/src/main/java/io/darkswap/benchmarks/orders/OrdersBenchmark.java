package io.darkswap.benchmarks.orders;

import java.math.BigDecimal;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.darkswap.benchmarks.Clients;
import io.darkswap.benchmarks.MemoryKind;
import io.darkswap.benchmarks.OrderFlow;
import io.darkswap.benchmarks.RawEngine;
import io.darkswap.benchmarks.SplitMix;
import io.darkswap.benchmarks.TradeFlow;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Order;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * Row "createOrder + cancelOrder": one step of the {@link OrderFlow}, on one thread, in a
 * book of 1,000 orders. The API receives decimals and returns a record; the bare export
 * receives the same numbers in the engine's format, and the address as bytes.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 11, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@SuppressWarnings("NullAway.Init")
public class OrdersBenchmark {

	/**
	 * Creates and cancels through the client.
	 * @param api the client and its book
	 * @return the order
	 */
	@Benchmark
	public Order api(Api api) {
		return api.step();
	}

	/**
	 * Creates and cancels through the bare exports.
	 * @param bare the instance and its book
	 */
	@Benchmark
	@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
	public void bare(Bare bare) {
		bare.step();
	}

	/** The API's book. */
	@State(Scope.Thread)
	public static class Api {

		/**
		 * The client; "actuator" is that of an application with Spring Boot's actuator,
		 * "unobserved" one with an observation registry that has no handler.
		 */
		@Param({ "shared" })
		String client;

		private final OrderFlow flow = OrderFlow.standard();

		private final BigDecimal[] prices = new BigDecimal[OrderFlow.LENGTH];

		private final BigDecimal[] amounts = new BigDecimal[OrderFlow.LENGTH];

		private final UUID[] book = new UUID[OrderFlow.BOOK];

		private DarkSwapClient opened;

		private int step;

		/** Fills the book. */
		@Setup
		public void open() {
			this.opened = Clients.of(this.client);
			for (int i = 0; i < OrderFlow.LENGTH; i++) {
				this.prices[i] = this.flow.decimalPrice(i);
				this.amounts[i] = this.flow.decimalAmount(i);
			}
			for (int place = 0; place < OrderFlow.BOOK; place++) {
				this.book[place] = create(place).id();
			}
		}

		/** Closes the client. */
		@TearDown(Level.Trial)
		public void close() {
			this.opened.close();
		}

		Order step() {
			int i = this.step++ & (OrderFlow.LENGTH - 1);
			int place = this.flow.place(i, OrderFlow.BOOK);
			Order order = create(i);
			this.opened.cancelOrder(this.book[place]);
			this.book[place] = order.id();
			return order;
		}

		private Order create(int i) {
			return this.opened.createOrder(Clients.BASE, Clients.QUOTE, this.flow.orderSide(i), this.amounts[i],
					this.prices[i], RawEngine.MAKER, Clients.DAY);
		}

	}

	/** The bare exports' book. */
	@State(Scope.Thread)
	public static class Bare {

		private final OrderFlow flow = OrderFlow.standard();

		private final long[] book = new long[OrderFlow.BOOK];

		private RawEngine engine;

		private long orders;

		private int step;

		/** Fills the book. */
		@Setup
		public void open() {
			this.engine = RawEngine.open(MemoryKind.SHARED, TradeFlow.PAGES);
			for (int place = 0; place < OrderFlow.BOOK; place++) {
				this.book[place] = create(place);
			}
		}

		void step() {
			int i = this.step++ & (OrderFlow.LENGTH - 1);
			int place = this.flow.place(i, OrderFlow.BOOK);
			long id = create(i);
			this.engine.cancelOrder(this.book[place]);
			this.book[place] = id;
		}

		private long create(int i) {
			long id = SplitMix.mix(++this.orders);
			this.engine.createOrder(id, this.flow.side(i), this.flow.amount(i), this.flow.price(i));
			return id;
		}

	}

}
