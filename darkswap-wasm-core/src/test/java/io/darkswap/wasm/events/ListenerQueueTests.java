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
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What one listener is told until it is removed. */
class ListenerQueueTests {

	private static final int EVENTS = 10_000;

	private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();

	private final ListenerQueue queue = new ListenerQueue((event) -> this.told.add(number(event)), EVENTS,
			Clock.systemUTC());

	@Test
	void isToldWhatWasOfferedBeforeTheEnd() throws Exception {
		offerAll();
		this.queue.finish();
		awaitTold();
		assertThat(this.told).containsExactlyElementsOf(numbers(EVENTS));
	}

	/** Whoever tells events has not heard of the stop yet and offers more. */
	@RepeatedTest(100)
	void missesNothingBetweenWhatItIsToldBeforeItIsStopped() throws Exception {
		CompletableFuture<Void> offering = CompletableFuture.runAsync(this::offerAll);
		while (this.told.size() < 100) {
			Thread.onSpinWait();
		}
		this.queue.stop();
		offering.get(60, TimeUnit.SECONDS);
		awaitTold();
		assertThat(this.told).containsExactlyElementsOf(numbers(this.told.size()));
	}

	@Test
	void isToldNothingThatIsOfferedAfterItWasStopped() throws Exception {
		this.queue.stop();
		offerAll();
		awaitTold();
		assertThat(this.told).isEmpty();
	}

	private void offerAll() {
		numbers(EVENTS).forEach(
				(number) -> this.queue.offer(new DarkSwapEvent.Error(ErrorCode.EVENTS_MISSED, number, Instant.EPOCH)));
	}

	private void awaitTold() throws Exception {
		this.queue.flush().get(60, TimeUnit.SECONDS);
	}

	private static String number(DarkSwapEvent event) {
		return ((DarkSwapEvent.Error) event).message();
	}

	private static List<String> numbers(int count) {
		return IntStream.range(0, count).mapToObj(Integer::toString).toList();
	}

}
