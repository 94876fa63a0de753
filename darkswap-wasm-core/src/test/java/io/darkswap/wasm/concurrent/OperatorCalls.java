package io.darkswap.wasm.concurrent;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The operator's own orders, cancellations and takes, each of which must succeed. They
 * end when another thread stops them.
 */
final class OperatorCalls {

	private static final int MOST_KEPT = 1 << 20;

	private final DarkSwapClient desk;

	private final SplittableRandom random;

	private volatile boolean stopped;

	OperatorCalls(DarkSwapClient desk, SplittableRandom random) {
		this.desk = desk;
		this.random = random;
	}

	void stop() {
		this.stopped = true;
	}

	/** Returns the 99th percentile of how long a pair of calls took, in nanoseconds. */
	long run() {
		long[] nanos = new long[MOST_KEPT];
		int calls = 0;
		do {
			long begun = System.nanoTime();
			createAndClose();
			nanos[calls++ % MOST_KEPT] = System.nanoTime() - begun;
		}
		while (!this.stopped);
		int kept = Math.min(calls, MOST_KEPT);
		Arrays.sort(nanos, 0, kept);
		return nanos[(int) (kept * 99L / 100)];
	}

	private void createAndClose() {
		Order order = this.desk.createOrder(Asset.bitcoin(), HostileOrders.CONTESTED, OrderSide.SELL, BigDecimal.ONE,
				BigDecimal.ONE, "bcrt1qmaker", Duration.ofHours(1));
		if (this.random.nextBoolean()) {
			assertThat(this.desk.takeOrder(order.id(), BigDecimal.ONE).orderId()).isEqualTo(order.id());
		}
		else {
			this.desk.cancelOrder(order.id());
		}
	}

}
