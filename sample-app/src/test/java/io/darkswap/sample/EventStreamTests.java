package io.darkswap.sample;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.Test;

import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventStream}: what waits for a reader is bounded.
 */
class EventStreamTests {

	private final RecordingEmitter emitter = new RecordingEmitter();

	private final EventStream stream = new EventStream(this.emitter,
			new EventStreamProperties(1, 2, Duration.ofMinutes(1)));

	@Test
	void slowReaderIsToldWhatWaitedThenThatItMissedSomeAndIsLetGo() {
		offer("first", "second", "third", "fourth");
		this.stream.run();
		assertThat(this.emitter.sent).hasSize(4);
		assertThat(this.emitter.sent.get(1)).contains("event:Error", "message=first");
		assertThat(this.emitter.sent.get(2)).contains("event:Error", "message=second");
		assertThat(this.emitter.sent.get(3)).contains("event:Error", "code=EVENTS_MISSED");
		assertThat(this.emitter.completed).isTrue();
	}

	@Test
	void whenEventsAreMissedThenLaterOnesAreNotTold() {
		offer("first", "second", "third");
		this.emitter.whenSent("message=first", () -> offer("fourth"));
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
		offer("first", "second", "third");
		this.stream.end();
		this.stream.run();
		assertThat(this.emitter.sent).hasSize(1);
	}

	@Test
	void streamWhoseReaderIsGoneIsNotCompletedByUs() {
		offer("first");
		this.emitter.whenSent("message=first", () -> {
			throw new IllegalStateException("ResponseBodyEmitter has already completed");
		});
		this.stream.run();
		assertThat(this.emitter.completed).isFalse();
	}

	private void offer(String... messages) {
		for (String message : messages) {
			this.stream.offer(new DarkSwapEvent.Error(ErrorCode.ENGINE_POISONED, message, Instant.EPOCH));
		}
	}

	/** Keeps what is sent as text. */
	private static final class RecordingEmitter extends SseEmitter {

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
		public void send(SseEventBuilder builder) throws IOException {
			String text = builder.build()
				.stream()
				.map(DataWithMediaType::getData)
				.map(Object::toString)
				.collect(Collectors.joining());
			this.sent.add(text);
			if (!this.trigger.isEmpty() && text.contains(this.trigger)) {
				this.action.run();
			}
		}

		@Override
		public synchronized void complete() {
			this.completed = true;
		}

	}

}
