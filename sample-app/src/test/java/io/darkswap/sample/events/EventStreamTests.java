package io.darkswap.sample.events;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventStream}: queued events are bounded and written together.
 */
class EventStreamTests {

	private static final EventFrame HEARTBEAT = new EventFrame("heartbeat;");

	private static final EventFrame TOO_SLOW = new EventFrame("too slow;");

	private final RecordingEmitter emitter = new RecordingEmitter();

	private final AtomicLong nanoTime = new AtomicLong();

	private final EventStream stream = stream(Duration.ZERO);

	private EventStream stream(Duration flushInterval) {
		return new EventStream(this.emitter, new EventStreamProperties(1, 1, 2, 10, Duration.ofMinutes(1),
				flushInterval, Duration.ofSeconds(1), Duration.ofSeconds(1)), HEARTBEAT, TOO_SLOW, this.nanoTime::get);
	}

	@Test
	void slowReaderReceivesQueuedEventsAndAnErrorAndIsDisconnected() {
		offer("first;", "second;", "third;", "fourth;");
		this.stream.run();
		assertThat(this.emitter.sent).containsExactly("heartbeat;", "first;second;", "too slow;");
		assertThat(this.emitter.completed).isTrue();
	}

	@Test
	void whenEventsAreMissedThenLaterOnesAreNotDelivered() {
		offer("first;", "second;", "third;");
		this.emitter.whenSent("first;", () -> offer("fourth;"));
		this.stream.run();
		assertThat(this.emitter.sent).noneMatch((sent) -> sent.contains("fourth"));
	}

	@Test
	void writesToOneReaderAreAnIntervalApart() throws Exception {
		EventStream slow = stream(Duration.ofHours(1));
		Thread writer = new Thread(slow::run);
		writer.start();
		slow.offer(new EventFrame("first;"));
		Awaitility.await().until(() -> this.emitter.sent.contains("first;"));
		slow.offer(new EventFrame("second;"));
		Awaitility.await().until(() -> writer.getState() == Thread.State.TIMED_WAITING);
		writer.interrupt();
		writer.join();
		assertThat(this.emitter.sent).containsExactly("heartbeat;", "first;");
	}

	@Test
	void silentStreamWritesAHeartbeatOnDemand() throws Exception {
		Thread writer = new Thread(this.stream::run);
		writer.start();
		Awaitility.await().until(() -> this.emitter.sent.size() == 1);
		this.stream.writeHeartbeat();
		Awaitility.await().until(() -> this.emitter.sent.size() == 2);
		this.stream.end();
		writer.join();
		assertThat(this.emitter.sent).containsExactly("heartbeat;", "heartbeat;");
	}

	@Test
	void heartbeatsOnDemandAreASecondApart() {
		Deque<Runnable> steps = new ArrayDeque<>();
		steps.add(this.stream::writeHeartbeat);
		steps.add(() -> {
			this.stream.writeHeartbeat();
			offer("first;");
		});
		steps.add(() -> {
			this.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
			this.stream.writeHeartbeat();
		});
		steps.add(this.stream::end);
		this.emitter.whenSent(";", () -> steps.remove().run());
		this.stream.run();
		assertThat(this.emitter.sent).containsExactly("heartbeat;", "heartbeat;", "first;", "heartbeat;");
	}

	@Test
	void streamThatHasEventsToWriteNeedsNoHeartbeat() {
		offer("first;");
		this.stream.writeHeartbeat();
		this.emitter.whenSent("first;", this.stream::end);
		this.stream.run();
		assertThat(this.emitter.sent).containsExactly("heartbeat;", "first;");
	}

	@Test
	void streamThatIsEndedIsCompleted() {
		this.stream.end();
		this.stream.run();
		assertThat(this.emitter.completed).isTrue();
	}

	@Test
	void streamThatIsFullCanBeEnded() {
		offer("first;", "second;", "third;");
		this.stream.end();
		this.stream.run();
		assertThat(this.emitter.sent).hasSize(1);
	}

	@Test
	void streamWhoseReaderDisconnectedIsNotCompleted() {
		offer("first;");
		this.emitter.whenSent("first;", () -> {
			throw new IllegalStateException("ResponseBodyEmitter has already completed");
		});
		this.stream.run();
		assertThat(this.emitter.completed).isFalse();
	}

	private void offer(String... texts) {
		for (String text : texts) {
			this.stream.offer(new EventFrame(text));
		}
	}

	/** Keeps the sent text. */
	private static final class RecordingEmitter extends ResponseBodyEmitter {

		private final List<String> sent = new CopyOnWriteArrayList<>();

		private String trigger = "";

		private Runnable action = () -> {
		};

		private boolean completed;

		void whenSent(String trigger, Runnable action) {
			this.trigger = trigger;
			this.action = action;
		}

		@Override
		public void send(Object text, MediaType type) throws IOException {
			this.sent.add((String) text);
			if (!this.trigger.isEmpty() && ((String) text).contains(this.trigger)) {
				this.action.run();
			}
		}

		@Override
		public void complete() {
			this.completed = true;
		}

	}

}
