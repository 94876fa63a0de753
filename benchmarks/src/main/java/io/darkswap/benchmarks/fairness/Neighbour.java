package io.darkswap.benchmarks.fairness;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.darkswap.benchmarks.Clients;
import io.darkswap.benchmarks.RawEngine;
import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.OrderSide;

/**
 * A caller that creates and cancels orders of its own market, and measures how long each
 * pair takes while others work. From each slow pair it subtracts what is not the
 * client's: the time in which an idle thread was late, too, or, if that is longer, in
 * which the caller was ready to run and had no processor.
 */
final class Neighbour {

	private static final Asset QUOTE = Asset.rune("840000:5");

	private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(5);

	private static final int MOST_CALLS = 8_000_000;

	private static final long WARM_UP_MILLIS = 200;

	private final DarkSwapClient client;

	private final long[] nanos = new long[MOST_CALLS];

	private final List<SlowCall> slow = new ArrayList<>();

	private int count;

	private volatile boolean stopped;

	Neighbour(DarkSwapClient client) {
		this.client = client;
	}

	/** Calls while some work runs, and prints a line about both. */
	void during(String name, Work work) throws InterruptedException {
		this.stopped = false;
		this.count = 0;
		this.slow.clear();
		try (IdleThread idle = new IdleThread()) {
			Thread thread = new Thread(this::call, "neighbour");
			thread.start();
			Thread.sleep(WARM_UP_MILLIS);
			long begun = System.nanoTime();
			work.run();
			long took = System.nanoTime() - begun;
			this.stopped = true;
			thread.join();
			print(name, took, idle);
		}
	}

	private void call() {
		try (ProcessorWait wait = ProcessorWait.ofThisThread()) {
			while (!this.stopped && this.count < MOST_CALLS) {
				long waited = wait.nanos();
				long begun = System.nanoTime();
				this.client.cancelOrder(this.client.createOrder(order()).id());
				long ended = System.nanoTime();
				this.nanos[this.count++] = ended - begun;
				if (ended - begun > SLOW) {
					this.slow.add(new SlowCall(begun, ended, wait.nanos() - waited));
				}
			}
		}
	}

	private static NewOrder order() {
		return new NewOrder(Clients.BASE, QUOTE, OrderSide.SELL, BigDecimal.ONE, BigDecimal.ONE, RawEngine.MAKER,
				Clients.DAY);
	}

	private void print(String name, long took, IdleThread idle) {
		long[] sorted = Arrays.copyOf(this.nanos, this.count);
		Arrays.sort(sorted);
		long longest = sorted[sorted.length - 1];
		long ours = this.slow.stream().mapToLong((call) -> call.ours(idle)).max().orElse(longest);
		System.out.println(String.format(Locale.ROOT,
				"%s: %,d ms; meanwhile %,d calls of another market: p50 %.3f, p99.9 %.3f, longest %.1f ms, "
						+ "of which the client's: %.1f ms (at most 50)",
				name, took / 1_000_000, sorted.length, sorted[sorted.length / 2] / 1e6,
				sorted[(int) (sorted.length * 0.999)] / 1e6, longest / 1e6, Math.max(ours, 0) / 1e6));
	}

	/** What a neighbour must not feel. */
	interface Work {

		void run() throws InterruptedException;

	}

	private record SlowCall(long begun, long ended, long waited) {

		long ours(IdleThread idle) {
			return this.ended - this.begun - Math.max(this.waited, idle.late(this.begun, this.ended));
		}

	}

}
