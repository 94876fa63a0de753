package io.darkswap.benchmarks.reads;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.darkswap.benchmarks.Clients;
import io.darkswap.benchmarks.OrderFlow;
import io.darkswap.benchmarks.RawEngine;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.OrderStatus;
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
 * Row "getOrders of 1,000 orders", beside the minimum work for the same answer: building
 * a thousand equal records from arrays of their raw values, numbers as numbers and
 * addresses as bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@SuppressWarnings("NullAway.Init")
public class ListBenchmark {

	private static final int MICROS = 1_000_000;

	private static final int NANOS_PER_MICRO = 1000;

	private static final int WORDS = 9;

	private static final int SCALE = 8;

	private static final OrderSide[] SIDES = OrderSide.values();

	private static final OrderStatus[] STATUSES = OrderStatus.values();

	private final long[] words = new long[OrderFlow.BOOK * WORDS];

	private final byte[][] makers = new byte[OrderFlow.BOOK][];

	private DarkSwapClient opened;

	/** Fills the book. */
	@Setup
	public void open() {
		this.opened = Clients.shared();
		OrderFlow flow = OrderFlow.standard();
		for (int step = 0; step < OrderFlow.BOOK; step++) {
			this.opened.createOrder(Clients.BASE, Clients.QUOTE, flow.orderSide(step), flow.decimalAmount(step),
					flow.decimalPrice(step), RawEngine.MAKER, Clients.DAY);
		}
		List<Order> orders = getOrders();
		for (int i = 0; i < OrderFlow.BOOK; i++) {
			write(i, orders.get(i));
		}
		if (!orders.equals(build())) {
			throw new IllegalStateException("The two lists are not the same");
		}
	}

	/** Closes the client. */
	@TearDown
	public void close() {
		this.opened.close();
	}

	/**
	 * Lists the book.
	 * @return the orders
	 */
	@Benchmark
	public List<Order> getOrders() {
		return this.opened.getOrders(Clients.BASE, Clients.QUOTE);
	}

	/**
	 * Builds the same list from raw values.
	 * @return the orders
	 */
	@Benchmark
	public List<Order> build() {
		List<Order> orders = new ArrayList<>(OrderFlow.BOOK);
		for (int i = 0; i < OrderFlow.BOOK; i++) {
			orders.add(read(i, new String(this.makers[i], StandardCharsets.ISO_8859_1)));
		}
		return orders;
	}

	/**
	 * Builds one record around an existing address, as creating an order does, to measure
	 * the allocation of a returned order.
	 * @return an order
	 */
	@Benchmark
	@Fork(1)
	@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
	@Measurement(iterations = 2, time = 200, timeUnit = TimeUnit.MILLISECONDS)
	public Order oneRecord() {
		return read(0, RawEngine.MAKER);
	}

	private void write(int i, Order order) {
		int word = i * WORDS;
		this.words[word++] = order.id().getMostSignificantBits();
		this.words[word++] = order.id().getLeastSignificantBits();
		this.words[word++] = order.side().ordinal();
		this.words[word++] = order.amount().unscaledValue().longValueExact();
		this.words[word++] = order.remaining().unscaledValue().longValueExact();
		this.words[word++] = order.price().unscaledValue().longValueExact();
		this.words[word++] = order.status().ordinal();
		this.words[word++] = micros(order.timestamp());
		this.words[word] = micros(order.expiry());
		this.makers[i] = order.maker().getBytes(StandardCharsets.ISO_8859_1);
	}

	private Order read(int i, String maker) {
		long[] from = this.words;
		int word = i * WORDS;
		return new Order(new UUID(from[word], from[word + 1]), maker, Clients.BASE, Clients.QUOTE,
				SIDES[(int) from[word + 2]], BigDecimal.valueOf(from[word + 3], SCALE),
				BigDecimal.valueOf(from[word + 4], SCALE), BigDecimal.valueOf(from[word + 5], SCALE),
				STATUSES[(int) from[word + 6]], instant(from[word + 7]), instant(from[word + 8]));
	}

	private static long micros(Instant instant) {
		return instant.getEpochSecond() * MICROS + instant.getNano() / NANOS_PER_MICRO;
	}

	private static Instant instant(long micros) {
		return Instant.ofEpochSecond(micros / MICROS, micros % MICROS * NANOS_PER_MICRO);
	}

}
