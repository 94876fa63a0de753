package io.darkswap.benchmarks.reads;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

import io.darkswap.benchmarks.Clients;
import io.darkswap.benchmarks.Measurement;
import io.darkswap.benchmarks.OrderFlow;
import io.darkswap.benchmarks.RawEngine;
import io.darkswap.wasm.DarkSwapClient;

/**
 * Measures how long a read of one order takes while another thread lists all 30,000
 * orders of the same market, again and again. It uses nothing that builds since 1b67a5fb
 * lack: with the jar of an older darkswap-wasm-core first on the class path, that build
 * is measured.
 */
final class SharedReads {

	private static final int ORDERS = 30_000;

	private static final int WARM_UP = 200_000;

	private static final long ROUND = Duration.ofSeconds(4).toNanos();

	private final DarkSwapClient client = Clients.shared();

	private final UUID[] orders = new UUID[ORDERS];

	private final SplittableRandom random = new SplittableRandom(OrderFlow.SEED);

	private final AtomicBoolean ended = new AtomicBoolean();

	private final AtomicLong listings = new AtomicLong();

	private SharedReads() {
		OrderFlow flow = OrderFlow.standard();
		for (int order = 0; order < ORDERS; order++) {
			int step = order & (OrderFlow.LENGTH - 1);
			this.orders[order] = this.client
				.createOrder(Clients.BASE, Clients.QUOTE, flow.orderSide(step), flow.decimalAmount(step),
						flow.decimalPrice(step), RawEngine.MAKER, Clients.DAY)
				.id();
		}
	}

	/**
	 * Prints elapsed nanoseconds: the median, the 99th percentile and the mean of the
	 * reads, and of a listing.
	 * @param args none
	 * @throws InterruptedException if the thread is interrupted
	 */
	public static void main(String[] args) throws InterruptedException {
		SharedReads reads = new SharedReads();
		for (int read = 0; read < WARM_UP; read++) {
			reads.read();
		}
		Thread lister = new Thread(reads::list);
		lister.start();
		reads.round();
		long before = reads.listings.get();
		long[] times = reads.round();
		long listed = reads.listings.get() - before;
		reads.ended.set(true);
		lister.join();
		Measurement.print("read.beside", times[times.length / 2], times[times.length / 100 * 99],
				LongStream.of(times).average().orElseThrow());
		Measurement.print("listing.beside", (double) ROUND / listed);
		reads.client.close();
	}

	private void list() {
		while (!this.ended.get()) {
			this.client.getOrders(Clients.BASE, Clients.QUOTE);
			this.listings.incrementAndGet();
		}
	}

	private void read() {
		this.client.getOrder(this.orders[this.random.nextInt(ORDERS)]);
	}

	/** Reads for the time of a round. Returns the time of each read, ascending. */
	private long[] round() {
		long[] times = new long[1 << 24];
		int reads = 0;
		long end = System.nanoTime() + ROUND;
		for (long begun = System.nanoTime(); begun < end && reads < times.length; reads++) {
			read();
			long now = System.nanoTime();
			times[reads] = now - begun;
			begun = now;
		}
		return Arrays.stream(times, 0, reads).sorted().toArray();
	}

}
