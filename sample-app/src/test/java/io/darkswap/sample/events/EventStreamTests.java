package io.darkswap.sample.events;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventStream}: queued events are bounded and written together.
 */
class EventStreamTests {

	private static final EventFrame TOO_SLOW = new EventFrame("too slow;");

	private final RecordingEmitter emitter = new RecordingEmitter();

	private final EventStream stream = new EventStream(this.emitter, new EventStreamProperties(1, 1, 2, 10,
			Duration.ofMinutes(1), Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1)), TOO_SLOW);

	@Test
	void slowReaderReceivesQueuedEventsAndAnErrorAndIsDisconnected() {
		offer("first;", "second;", "third;", "fourth;");
		this.stream.run();
		assertThat(this.emitter.sent).containsExactly(":open\n\n", "first;second;", "too slow;");
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

		private final List<String> sent = new ArrayList<>();

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
