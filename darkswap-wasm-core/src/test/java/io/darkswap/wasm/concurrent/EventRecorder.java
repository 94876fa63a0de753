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
 * Keeps the events it is told, until that of a last order, in a market of its own, which
 * tells that there are no more.
 */
class EventRecorder implements DarkSwapEventListener {

	private static final Asset LAST = Asset.rune("9:9");

	private final List<DarkSwapEvent> events = new ArrayList<>();

	private final CountDownLatch ended = new CountDownLatch(1);

	/** To be called when everything that is to be recorded has happened. */
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

	/** Returns all events until the end, which is waited for. */
	List<DarkSwapEvent> untilEnd() throws InterruptedException {
		assertThat(this.ended.await(60, TimeUnit.SECONDS)).as("told of the end").isTrue();
		return untilNow();
	}

	boolean isToldOfEnd() throws InterruptedException {
		return this.ended.await(1, TimeUnit.MILLISECONDS);
	}

	List<DarkSwapEvent> untilNow() {
		synchronized (this.events) {
			return List.copyOf(this.events);
		}
	}

}
