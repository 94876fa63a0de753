package io.darkswap.benchmarks.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.darkswap.benchmarks.Clients;
import io.darkswap.benchmarks.OrderFlow;
import io.darkswap.benchmarks.RawEngine;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
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
 * Row "createOrders in batches of 1,000": a thousand orders of the {@link OrderFlow} into
 * a book that holds a thousand, by one call or by a thousand. They are cancelled outside
 * the measurement. The time is of one order.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(BatchBenchmark.BATCH)
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@SuppressWarnings("NullAway.Init")
public class BatchBenchmark {

	static final int BATCH = 1000;

	private final List<NewOrder> batch = new ArrayList<>();

	private List<Order> made = new ArrayList<>();

	private DarkSwapClient opened;

	/** Fills the book. */
	@Setup
	public void open() {
		this.opened = Clients.shared();
		OrderFlow flow = OrderFlow.standard();
		for (int step = 0; step < BATCH; step++) {
			this.batch.add(new NewOrder(Clients.BASE, Clients.QUOTE, flow.orderSide(step), flow.decimalAmount(step),
					flow.decimalPrice(step), RawEngine.MAKER, Clients.DAY));
		}
		this.opened.createOrders(this.batch);
	}

	/** Closes the client. */
	@TearDown
	public void close() {
		this.opened.close();
	}

	/** Cancels the orders. */
	@TearDown(Level.Invocation)
	public void cancel() {
		for (Order order : this.made) {
			this.opened.cancelOrder(order.id());
		}
	}

	/**
	 * Creates the orders in one call.
	 * @return the orders
	 */
	@Benchmark
	public List<Order> batch() {
		this.made = this.opened.createOrders(this.batch);
		return this.made;
	}

	/**
	 * Creates the orders in one call each.
	 * @return the orders
	 */
	@Benchmark
	public List<Order> singleCalls() {
		List<Order> orders = new ArrayList<>(BATCH);
		for (NewOrder order : this.batch) {
			orders.add(this.opened.createOrder(order));
		}
		this.made = orders;
		return orders;
	}

}
