package io.darkswap.wasm.events;

import java.time.Clock;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.DarkSwapEventListener;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.warnings.WarningLimiter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that one listener has not received yet, and the thread that delivers them.
 * It holds a limited number of events. Events published while it is full are counted, and
 * an event reports their number to the listener. Thread-safe.
 */
final class ListenerQueue {

	private static final Logger logger = LoggerFactory.getLogger(ListenerQueue.class);

	private final DarkSwapEventListener listener;

	private final Clock clock;

	private final int capacity;

	/**
	 * Not bounded by itself, so that the end and the report of missed events always fit.
	 */
	private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();

	private final Thread thread;

	/** Guards the count of missed events and its place in the queue. */
	private final ReentrantLock offering = new ReentrantLock();

	private long missed;

	private final WarningLimiter failures = new WarningLimiter();

	private volatile boolean stopped;

	/** Completes when no more events are delivered. */
	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	ListenerQueue(DarkSwapEventListener listener, int capacity, Clock clock) {
		this.listener = listener;
		this.clock = clock;
		this.capacity = capacity;
		this.thread = new Thread(this::run, "darkswap-listener");
		this.thread.setDaemon(true);
		this.thread.start();
	}

	DarkSwapEventListener listener() {
		return this.listener;
	}

	void offer(DarkSwapEvent event) {
		this.offering.lock();
		try {
			if (this.queue.size() >= this.capacity) {
				this.missed++;
			}
			else {
				addMissed();
				this.queue.add(delivery(event));
			}
		}
		finally {
			this.offering.unlock();
		}
	}

	private void addMissed() {
		if (this.missed > 0) {
			this.queue.add(delivery(missedEvents()));
			this.missed = 0;
		}
	}

	/** Completes when all events offered so far have been delivered or dropped. */
	CompletableFuture<?> flush() {
		CompletableFuture<Void> reached = new CompletableFuture<>();
		this.offering.lock();
		try {
			addMissed();
			this.queue.add(() -> reached.complete(null));
		}
		finally {
			this.offering.unlock();
		}
		return CompletableFuture.anyOf(reached, this.ended);
	}

	/** Delivers the queued events, then stops. Does not wait for it. */
	void finish() {
		this.offering.lock();
		try {
			addMissed();
			this.queue.add(this::stop);
		}
		finally {
			this.offering.unlock();
		}
	}

	/**
	 * Stops after the current event. Queued and later events are dropped.
	 */
	void stop() {
		this.stopped = true;
		this.queue.clear();
		// Wakes the thread.
		this.queue.add(() -> {
		});
	}

	private DarkSwapEvent missedEvents() {
		return new DarkSwapEvent.Error(ErrorCode.EVENTS_MISSED,
				"%d events were not kept for this listener, which was too slow: let it hand its work to another thread"
					.formatted(this.missed),
				this.clock.instant());
	}

	private Runnable delivery(DarkSwapEvent event) {
		return () -> {
			try {
				this.listener.onEvent(event);
			}
			catch (Throwable ex) {
				// Errors, too: they must not end the thread, and with it all delivery.
				this.failures.log((leftOut) -> logger.warn(
						"A listener failed on {}: the next event is delivered nevertheless ({} failure(s) since the last such line)",
						event.getClass().getSimpleName(), leftOut + 1, ex));
			}
		};
	}

	private void run() {
		try {
			Runnable next = this.queue.take();
			while (!this.stopped) {
				next.run();
				next = this.queue.take();
			}
		}
		catch (InterruptedException ex) {
			logger.debug("A listener's thread was interrupted: it receives no more events", ex);
		}
		finally {
			this.ended.complete(null);
		}
	}

}
