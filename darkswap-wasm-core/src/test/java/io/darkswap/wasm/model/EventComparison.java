package io.darkswap.wasm.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.DarkSwapEventListener;
import io.darkswap.wasm.ErrorCode;

import static org.assertj.core.api.Assertions.assertThat;

/** The events that a client published, and the expected ones. */
final class EventComparison implements DarkSwapEventListener {

	private static final int PATIENCE_SECONDS = 20;

	private final Queue<Published> expected = new ArrayDeque<>();

	/** Of the current command. */
	private List<DarkSwapEvent> current = new ArrayList<>();

	private final BlockingQueue<DarkSwapEvent> received = new LinkedBlockingQueue<>();

	@Override
	public void onEvent(DarkSwapEvent event) {
		this.received.add(event);
	}

	void expect(DarkSwapEvent event) {
		this.current.add(event);
	}

	/**
	 * End a command.
	 * @param missed whether only the first of its events are published, if any, and a
	 * report that the others are missing
	 */
	void endCommand(boolean missed) {
		if (missed || !this.current.isEmpty()) {
			this.expected.add(new Published(this.current, missed));
			this.current = new ArrayList<>();
		}
	}

	/** Compares the events since the last comparison, and waits for the expected ones. */
	void compare(Supplier<String> history) {
		endCommand(false);
		while (!this.expected.isEmpty()) {
			compare(this.expected.remove(), history);
		}
	}

	private void compare(Published published, Supplier<String> history) {
		for (DarkSwapEvent event : published.events()) {
			DarkSwapEvent delivered = nextDelivered();
			if (published.missed() && isReportOfMissing(delivered)) {
				return;
			}
			assertThat(delivered).as(() -> "event " + history.get()).isEqualTo(event);
		}
		if (published.missed()) {
			assertThat(nextDelivered()).as(() -> "report of missing events " + history.get())
				.matches(EventComparison::isReportOfMissing);
		}
	}

	private static boolean isReportOfMissing(DarkSwapEvent event) {
		return event instanceof DarkSwapEvent.Error error && error.code() == ErrorCode.EVENTS_MISSED;
	}

	private DarkSwapEvent nextDelivered() {
		try {
			return this.received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The events that a command publishes.
	 *
	 * @param events all events of the command
	 * @param missed whether some of them are not published
	 */
	private record Published(List<DarkSwapEvent> events, boolean missed) {
	}

}
