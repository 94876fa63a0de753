package io.darkswap.wasm.events;

import java.time.Clock;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.DarkSwapEventListener;
import io.darkswap.wasm.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that one listener has not been told yet, and the thread that tells it. Holds
 * so many at most; what comes while it is full is counted, and the listener told how many
 * it missed. Thread-safe.
 */
final class ListenerQueue {

	private static final Logger logger = LoggerFactory.getLogger(ListenerQueue.class);

	private final DarkSwapEventListener listener;

	private final Clock clock;

	private final int capacity;

	/** Not bounded by itself: the end, and what was missed, always find room. */
	private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();

	private final Thread thread;

	/** Guards the count of missed events, and that it is told in its place. */
	private final ReentrantLock offering = new ReentrantLock();

	private long missed;

	private volatile boolean stopped;

	/** Completes when nothing more is told. */
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
				this.queue.add(tell(event));
			}
		}
		finally {
			this.offering.unlock();
		}
	}

	private void addMissed() {
		if (this.missed > 0) {
			this.queue.add(tell(missedEvents()));
			this.missed = 0;
		}
	}

	/** Completes when what was offered before has been told, or will not be told. */
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

	/** Tells what was offered before, and then no more. Does not wait for that. */
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
	 * Tells no more after the event that is being told, not even what is offered later.
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

	private Runnable tell(DarkSwapEvent event) {
		return () -> {
			try {
				this.listener.onEvent(event);
			}
			catch (Throwable ex) {
				// Errors, too: they must not end the thread, and with it all telling.
				logger.warn("A listener failed on {}: it is told the next event all the same",
						event.getClass().getSimpleName(), ex);
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
			logger.debug("A listener's thread was interrupted: it is told no more", ex);
		}
		finally {
			this.ended.complete(null);
		}
	}

}
