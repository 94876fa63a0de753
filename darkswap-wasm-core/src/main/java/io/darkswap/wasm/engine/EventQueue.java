package io.darkswap.wasm.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The reading side of the engine's events. A draining thread delivers them to the
 * handler, one thread at a time and therefore in order. Thread-safe.
 */
final class EventQueue {

	/**
	 * With more unread events than this, callers read some of them before they continue.
	 * So events take 2 MiB of the memory, plus the events of the last large commands.
	 */
	static final int LIMIT = 8192;

	/**
	 * The pages of events that a caller reads for the others, and its longest wait for
	 * the lock.
	 */
	private static final int HELP_PAGES = 8;

	private static final long HELP_MILLIS = 10;

	private final EventHandler handler;

	/**
	 * Its holder has an instance already, so a thread that waits for it with an instance
	 * of its own cannot block the holder.
	 */
	private final ReentrantLock reading = new ReentrantLock();

	private volatile boolean enabled;

	private volatile long delivered;

	EventQueue(EventHandler handler) {
		this.handler = handler;
	}

	void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * Returns whether the caller must read events because too many are unread. After
	 * events were disabled, no thread reads them, so a single one is enough. An
	 * interrupted caller does not read: its interruption could end a call and lose
	 * events.
	 */
	boolean isOverdue(Mailbox mailbox) {
		int waiting = mailbox.eventsWaiting();
		return waiting > 0 && waiting > (this.enabled ? LIMIT : 0) && !Thread.currentThread().isInterrupted();
	}

	/** Returns the number of events ever delivered, whose memory is released. */
	long delivered() {
		return this.delivered;
	}

	/**
	 * Delivers some unread events to the handler. So a caller whose command wrote many
	 * events pays for them, and other callers are not delayed for long. If another thread
	 * reads, the caller waits no longer than reading some events takes.
	 */
	void help(EventReader reader) {
		if (this.reading.isHeldByCurrentThread()) {
			return;
		}
		try {
			if (!this.reading.tryLock(HELP_MILLIS, TimeUnit.MILLISECONDS)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return;
		}
		try {
			int read = 1;
			for (int page = 0; page < HELP_PAGES && read > 0; page++) {
				read = reader.read(this.handler);
				this.delivered += read;
			}
		}
		finally {
			this.reading.unlock();
		}
	}

	/**
	 * Delivers all unread events to the handler. A handler that calls this does not drain
	 * again.
	 * @return the number of events
	 */
	int drain(EventReader reader) {
		if (this.reading.isHeldByCurrentThread()) {
			return 0;
		}
		this.reading.lock();
		try {
			return readAll(reader);
		}
		finally {
			this.reading.unlock();
		}
	}

	/**
	 * Delivers all events of commands that have ended. Some of them may be queued behind
	 * an event that a running command is about to link.
	 * @param unread returns whether more events are expected
	 */
	void drainWritten(EventReader reader, BooleanSupplier unread) {
		if (this.reading.isHeldByCurrentThread()) {
			return;
		}
		this.reading.lock();
		try {
			readAll(reader);
			int behind = reader.waiting();
			while (behind > 0 && unread.getAsBoolean()) {
				Thread.yield();
				behind -= readAll(reader);
			}
		}
		finally {
			this.reading.unlock();
		}
	}

	/**
	 * Report that a command ran without its events, behind those that are delivered
	 * before.
	 */
	void reportMissed(EventReader reader) {
		this.reading.lock();
		try {
			readAll(reader);
			this.handler.eventsMissed();
		}
		finally {
			this.reading.unlock();
		}
	}

	private int readAll(EventReader reader) {
		int drained = 0;
		for (int read = reader.read(this.handler); read > 0; read = reader.read(this.handler)) {
			drained += read;
		}
		this.delivered += drained;
		return drained;
	}

}
