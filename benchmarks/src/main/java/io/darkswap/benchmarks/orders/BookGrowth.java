package io.darkswap.benchmarks.orders;

import java.util.UUID;

import io.darkswap.benchmarks.Clients;
import io.darkswap.benchmarks.Measurement;
import io.darkswap.benchmarks.MemoryKind;
import io.darkswap.benchmarks.OrderFlow;
import io.darkswap.benchmarks.RawEngine;
import io.darkswap.benchmarks.SplitMix;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Order;

/**
 * Row "cost per order as the book grows from 1k to 1M": the steps of an {@link OrderFlow}
 * whose prices are any of 500,000 on each side. One process fills the book to each size
 * in turn and then runs the same number of steps there; the peers do the same. Any order
 * of the book may be cancelled, so at a million orders neither the engine's records nor
 * the ids that this program keeps fit into a cache.
 */
final class BookGrowth {

	private static final int[] SIZES = { 1000, 10_000, 100_000, 1_000_000 };

	private static final int LEVELS = 500_000;

	private static final int LENGTH = 1 << 20;

	private static final int STEPS = 50_000;

	private static final int REPETITIONS = 4;

	/** The number of warm-up repetitions, in the smallest book. */
	private static final int WARM_UPS = 60;

	private BookGrowth() {
	}

	/**
	 * Measures one of the books.
	 * @param args the book: api, bare or exchange-core
	 */
	public static void main(String[] args) {
		OrderFlow flow = OrderFlow.of(LENGTH, LEVELS);
		int largest = SIZES[SIZES.length - 1];
		switch (args[0]) {
			case "api" -> measure(new ApiBook(flow, largest));
			case "bare" -> measure(new BareBook(flow, largest));
			case "exchange-core" -> measure(new DirectBook(flow, largest));
			default -> throw new IllegalArgumentException(args[0]);
		}
	}

	private static void measure(Book book) {
		for (int size : SIZES) {
			book.fill(size);
			for (int i = 0; i < ((size == SIZES[0]) ? WARM_UPS : 2); i++) {
				book.run();
			}
			double[] values = new double[REPETITIONS];
			for (int i = 0; i < REPETITIONS; i++) {
				values[i] = book.run();
			}
			Measurement.print("growth." + size, values);
		}
	}

	/** A book that grows, and the ids of its orders. */
	private abstract static class Book {

		final OrderFlow flow;

		private int size;

		private int step;

		Book(OrderFlow flow) {
			this.flow = flow;
		}

		void fill(int wanted) {
			while (this.size < wanted) {
				create(this.size % LENGTH, this.size);
				this.size++;
			}
		}

		/** Returns the nanoseconds of a step. */
		double run() {
			long begun = System.nanoTime();
			for (int i = 0; i < STEPS; i++) {
				int next = this.step++ & (LENGTH - 1);
				replace(next, this.flow.place(next, this.size));
			}
			return (double) (System.nanoTime() - begun) / STEPS;
		}

		/** Creates an order at a place. */
		abstract void create(int next, int place);

		/** Creates an order, and cancels the previous order of its place. */
		abstract void replace(int next, int place);

	}

	/** A book behind the client. */
	private static final class ApiBook extends Book {

		private final DarkSwapClient client = Clients.shared();

		private final long[] highs;

		private final long[] lows;

		ApiBook(OrderFlow flow, int largest) {
			super(flow);
			this.highs = new long[largest];
			this.lows = new long[largest];
		}

		@Override
		void create(int next, int place) {
			keep(order(next), place);
		}

		@Override
		void replace(int next, int place) {
			Order order = order(next);
			this.client.cancelOrder(new UUID(this.highs[place], this.lows[place]));
			keep(order, place);
		}

		private void keep(Order order, int place) {
			this.highs[place] = order.id().getMostSignificantBits();
			this.lows[place] = order.id().getLeastSignificantBits();
		}

		private Order order(int next) {
			return this.client.createOrder(Clients.BASE, Clients.QUOTE, this.flow.orderSide(next),
					this.flow.decimalAmount(next), this.flow.decimalPrice(next), RawEngine.MAKER, Clients.DAY);
		}

	}

	/** A book behind the bare exports. */
	private static final class BareBook extends Book {

		private static final int PAGES = 32_767;

		private final RawEngine engine = RawEngine.open(MemoryKind.SHARED, PAGES);

		private final long[] ids;

		private long orders;

		BareBook(OrderFlow flow, int largest) {
			super(flow);
			this.ids = new long[largest];
		}

		@Override
		void create(int next, int place) {
			this.ids[place] = order(next);
		}

		@Override
		void replace(int next, int place) {
			long id = order(next);
			this.engine.cancelOrder(this.ids[place]);
			this.ids[place] = id;
		}

		private long order(int next) {
			long id = SplitMix.mix(++this.orders);
			this.engine.createOrder(id, this.flow.side(next), this.flow.amount(next), this.flow.price(next));
			return id;
		}

	}

	/** Peer (e). */
	private static final class DirectBook extends Book {

		private final ExchangeCoreBook book = new ExchangeCoreBook();

		private final long[] ids;

		private long orders;

		DirectBook(OrderFlow flow, int largest) {
			super(flow);
			this.ids = new long[largest];
		}

		@Override
		void create(int next, int place) {
			this.ids[place] = order(next);
		}

		@Override
		void replace(int next, int place) {
			long id = order(next);
			this.book.cancelOrder(this.ids[place]);
			this.ids[place] = id;
		}

		private long order(int next) {
			long id = ++this.orders;
			this.book.createOrder(id, this.flow.side(next), this.flow.lots(next), this.flow.ticks(next));
			return id;
		}

	}

}
