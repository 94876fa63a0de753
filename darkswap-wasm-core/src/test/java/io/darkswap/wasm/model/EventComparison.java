package io.darkswap.wasm.model;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.DarkSwapEventListener;

import static org.assertj.core.api.Assertions.assertThat;

/** The events that a client published, and the expected ones. */
final class EventComparison implements DarkSwapEventListener {

	private static final int PATIENCE_SECONDS = 20;

	private final Queue<DarkSwapEvent> expected = new ArrayDeque<>();

	private final BlockingQueue<DarkSwapEvent> received = new LinkedBlockingQueue<>();

	@Override
	public void onEvent(DarkSwapEvent event) {
		this.received.add(event);
	}

	void expect(DarkSwapEvent event) {
		this.expected.add(event);
	}

	/** Compares the events since the last comparison, and waits for the expected ones. */
	void compare(Supplier<String> history) {
		while (!this.expected.isEmpty()) {
			assertThat(nextDelivered()).as(() -> "event " + history.get()).isEqualTo(this.expected.remove());
		}
	}

	private DarkSwapEvent nextDelivered() {
		try {
			return this.received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
