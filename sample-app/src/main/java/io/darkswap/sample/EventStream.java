package io.darkswap.sample;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.ErrorCode;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Events on their way to one reader. A reader who is too slow is told so and let go: it
 * may come again, and read afresh what it missed.
 */
class EventStream {

	private static final Log logger = LogFactory.getLog(EventStream.class);

	private final SseEmitter emitter;

	private final long heartbeat;

	/** Empty is what wakes the sender up in the end. */
	private final BlockingQueue<Optional<DarkSwapEvent>> queue;

	private volatile boolean missing;

	private volatile boolean ended;

	EventStream(SseEmitter emitter, EventStreamProperties properties) {
		this.emitter = emitter;
		this.heartbeat = properties.heartbeat().toMillis();
		this.queue = new LinkedBlockingQueue<>(properties.capacity());
		emitter.onCompletion(this::end);
	}

	void offer(DarkSwapEvent event) {
		if (!this.missing && !this.queue.offer(Optional.of(event))) {
			this.missing = true;
		}
	}

	void end() {
		this.ended = true;
		this.queue.clear();
		this.queue.offer(Optional.empty());
	}

	/** Sends until the reader is gone, or let go. */
	void run() {
		try {
			this.emitter.send(SseEmitter.event().comment("open"));
			while (!this.ended) {
				sendNext();
			}
			this.emitter.complete();
		}
		catch (IOException | IllegalStateException ex) {
			logger.debug("A reader of events is gone", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.emitter.complete();
		}
	}

	private void sendNext() throws IOException, InterruptedException {
		Optional<DarkSwapEvent> next = this.queue.poll(this.missing ? 0 : this.heartbeat, TimeUnit.MILLISECONDS);
		if (next != null) {
			if (next.isPresent()) {
				send(next.get());
			}
		}
		else if (this.missing) {
			send(new DarkSwapEvent.Error(ErrorCode.EVENTS_MISSED, "Too slow: connect again, and read faster",
					Instant.now()));
			this.ended = true;
		}
		else {
			this.emitter.send(SseEmitter.event().comment("heartbeat"));
		}
	}

	private void send(DarkSwapEvent event) throws IOException {
		this.emitter.send(SseEmitter.event().name(event.getClass().getSimpleName()).data(event));
	}

}
