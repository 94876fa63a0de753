package io.darkswap.wasm.events;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.RecordedLog;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The delivery of events to one listener until it is removed. */
class ListenerQueueTests {

	private static final int EVENTS = 10_000;

	private final ConcurrentLinkedQueue<String> delivered = new ConcurrentLinkedQueue<>();

	private final ListenerQueue queue = new ListenerQueue((event) -> this.delivered.add(number(event)), EVENTS,
			Clock.systemUTC());

	@Test
	void deliversTheEventsOfferedBeforeTheEnd() throws Exception {
		offerAll();
		this.queue.finish();
		awaitDelivery();
		assertThat(this.delivered).containsExactlyElementsOf(numbers(EVENTS));
	}

	/** A publisher that has not seen the stop yet offers more events. */
	@RepeatedTest(100)
	void deliversWithoutGapsUntilItIsStopped() throws Exception {
		CompletableFuture<Void> offering = CompletableFuture.runAsync(this::offerAll);
		while (this.delivered.size() < 100) {
			Thread.onSpinWait();
		}
		this.queue.stop();
		offering.get(60, TimeUnit.SECONDS);
		awaitDelivery();
		assertThat(this.delivered).containsExactlyElementsOf(numbers(this.delivered.size()));
	}

	@Test
	void deliversNothingThatIsOfferedAfterItWasStopped() throws Exception {
		this.queue.stop();
		offerAll();
		awaitDelivery();
		assertThat(this.delivered).isEmpty();
	}

	@Test
	void logsAListenerThatFailsOnEveryEventOnce() throws Exception {
		ListenerQueue failing = new ListenerQueue((event) -> {
			throw new IllegalStateException("on purpose");
		}, EVENTS, Clock.systemUTC());
		try (RecordedLog log = RecordedLog.of(ListenerQueue.class.getName())) {
			for (int i = 0; i < 100; i++) {
				failing.offer(new DarkSwapEvent.Error(ErrorCode.EVENTS_MISSED, "an event", Instant.EPOCH));
			}
			failing.flush().get(60, TimeUnit.SECONDS);
			assertThat(log.lines()).containsExactly("WARN A listener failed on Error: the next event is delivered "
					+ "nevertheless (1 failure(s) since the last such line) (trace)");
		}
		finally {
			failing.stop();
		}
	}

	private void offerAll() {
		numbers(EVENTS).forEach(
				(number) -> this.queue.offer(new DarkSwapEvent.Error(ErrorCode.EVENTS_MISSED, number, Instant.EPOCH)));
	}

	private void awaitDelivery() throws Exception {
		this.queue.flush().get(60, TimeUnit.SECONDS);
	}

	private static String number(DarkSwapEvent event) {
		return ((DarkSwapEvent.Error) event).message();
	}

	private static List<String> numbers(int count) {
		return IntStream.range(0, count).mapToObj(Integer::toString).toList();
	}

}
