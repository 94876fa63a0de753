package io.darkswap.sample.events;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.log.LogMessage;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * The queue of events for one reader. Events within one flush interval are written
 * together. A reader that is too slow receives an error as its last event; it may connect
 * again and resume.
 */
class EventStream {

	private static final Log logger = LogFactory.getLog(EventStream.class);

	private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

	private static final EventFrame WAKE_UP = new EventFrame("");

	private static final int LARGEST_WRITE = 1000;

	/** Others may demand heartbeats as often as they like. */
	private static final long DEMAND_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final ResponseBodyEmitter emitter;

	private final Duration heartbeatInterval;

	private final Duration flushInterval;

	private final EventFrame heartbeat;

	private final EventFrame tooSlow;

	private final BlockingQueue<EventFrame> queue;

	private final LongSupplier nanoTime;

	/** The time of the last heartbeat on demand. */
	private final AtomicLong demanded;

	private volatile boolean missing;

	private volatile boolean ended;

	EventStream(ResponseBodyEmitter emitter, EventStreamProperties properties, EventFrame heartbeat, EventFrame tooSlow,
			LongSupplier nanoTime) {
		this.emitter = emitter;
		this.heartbeatInterval = properties.heartbeat();
		this.flushInterval = properties.flushInterval();
		this.heartbeat = heartbeat;
		this.tooSlow = tooSlow;
		this.queue = new LinkedBlockingQueue<>(properties.capacity());
		this.nanoTime = nanoTime;
		this.demanded = new AtomicLong(nanoTime.getAsLong() - DEMAND_INTERVAL_NANOS);
		emitter.onCompletion(this::end);
	}

	void offer(EventFrame frame) {
		if (!this.missing && !this.queue.offer(frame)) {
			this.missing = true;
		}
	}

	/**
	 * Writes a heartbeat soon, at most once a second: if the reader has left, the stream
	 * ends by it.
	 */
	void writeHeartbeat() {
		long now = this.nanoTime.getAsLong();
		long last = this.demanded.get();
		if (now - last >= DEMAND_INTERVAL_NANOS && this.queue.isEmpty() && this.demanded.compareAndSet(last, now)) {
			this.queue.offer(this.heartbeat);
		}
	}

	void end() {
		this.ended = true;
		this.queue.clear();
		this.queue.offer(WAKE_UP);
	}

	/** Writes until the reader disconnects or is too slow. */
	void run() {
		try {
			write(this.heartbeat.text());
			while (!this.ended) {
				writeNext();
			}
			this.emitter.complete();
		}
		catch (IOException | IllegalStateException ex) {
			// Without the stack trace: readers leave all the time.
			logger.debug(LogMessage.format("A reader of events disconnected: %s", ex.getMessage()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.emitter.complete();
		}
	}

	private void writeNext() throws IOException, InterruptedException {
		long patience = this.missing ? 0 : this.heartbeatInterval.toNanos();
		EventFrame first = this.queue.poll(patience, TimeUnit.NANOSECONDS);
		if (first != null) {
			writeWithFollowers(first);
			TimeUnit.NANOSECONDS.sleep(this.flushInterval.toNanos());
		}
		else if (this.missing) {
			write(this.tooSlow.text());
			this.ended = true;
		}
		else {
			write(this.heartbeat.text());
		}
	}

	private void writeWithFollowers(EventFrame first) throws IOException {
		List<EventFrame> frames = new ArrayList<>();
		frames.add(first);
		this.queue.drainTo(frames, LARGEST_WRITE - 1);
		StringBuilder text = new StringBuilder();
		frames.forEach((frame) -> text.append(frame.text()));
		if (!this.ended) {
			write(text.toString());
		}
	}

	private void write(String text) throws IOException {
		this.emitter.send(text, TEXT);
	}

}
