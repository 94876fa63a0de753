package io.darkswap.wasm.concurrent;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.DarkSwapEventListener;
import io.darkswap.wasm.OrderSide;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records events until that of a last order in a market of its own, which marks the end.
 */
class EventRecorder implements DarkSwapEventListener {

	private static final Asset LAST = Asset.rune("9:9");

	private final List<DarkSwapEvent> events = new ArrayList<>();

	private final CountDownLatch ended = new CountDownLatch(1);

	/** Marks the end, after all commands to record have ended. */
	static void end(DarkSwapClient client) {
		client.createOrder(Asset.bitcoin(), LAST, OrderSide.BUY, BigDecimal.ONE, BigDecimal.ONE, "maker",
				Duration.ofDays(1));
	}

	static boolean isEnd(DarkSwapEvent event) {
		return event instanceof DarkSwapEvent.OrderEvent order && order.order().quoteAsset().equals(LAST);
	}

	@Override
	public void onEvent(DarkSwapEvent event) {
		if (isEnd(event)) {
			this.ended.countDown();
			return;
		}
		synchronized (this.events) {
			this.events.add(event);
		}
	}

	/** Waits for the end, and returns all events before it. */
	List<DarkSwapEvent> untilEnd() throws InterruptedException {
		assertThat(this.ended.await(60, TimeUnit.SECONDS)).as("received the end").isTrue();
		return untilNow();
	}

	boolean hasReceivedEnd() throws InterruptedException {
		return this.ended.await(1, TimeUnit.MILLISECONDS);
	}

	List<DarkSwapEvent> untilNow() {
		synchronized (this.events) {
			return List.copyOf(this.events);
		}
	}

}
