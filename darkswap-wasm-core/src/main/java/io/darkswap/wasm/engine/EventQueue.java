package io.darkswap.wasm.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The reading side of the engine's events: whoever drains it hands them to the handler,
 * one thread at a time, so in the order in which things happened. Thread-safe.
 */
final class EventQueue {

	/**
	 * If more events wait than this, callers read some of them before they go on, so that
	 * events take 2 MiB of the memory, and what the last large commands have added.
	 */
	static final int LIMIT = 8192;

	/**
	 * How many pages of events a caller reads for the others, and how long it waits to.
	 */
	private static final int HELP_PAGES = 8;

	private static final long HELP_MILLIS = 10;

	private final EventHandler handler;

	/**
	 * Its holder has an instance already, so waiting for it with an instance in hand
	 * cannot block the one that is waited for.
	 */
	private final ReentrantLock reading = new ReentrantLock();

	private volatile boolean on;

	private volatile long handedOver;

	EventQueue(EventHandler handler) {
		this.handler = handler;
	}

	void switchOn(boolean switchedOn) {
		this.on = switchedOn;
	}

	/**
	 * Returns whether so many events wait that the caller should read them; a single one
	 * if nobody else would, because they were switched off while it was written. One that
	 * is interrupted could lose some, where calls end with an interruption.
	 */
	boolean isOverdue(Mailbox mailbox) {
		return mailbox.eventsWaiting() > (this.on ? LIMIT : 0) && !Thread.currentThread().isInterrupted();
	}

	/** Returns how many events were ever handed over, whose memory is free again. */
	long handedOver() {
		return this.handedOver;
	}

	/**
	 * Hands some of the events that wait to the handler, so that a caller whose command
	 * made many pays for them and others are not kept long by what they did not make.
	 * Whoever finds another reading waits no longer than that reading some would take.
	 */
	void help(EngineSession session) {
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
				read = session.readEvents(this.handler);
				this.handedOver += read;
			}
		}
		finally {
			this.reading.unlock();
		}
	}

	/**
	 * Hands all events that wait to the handler. An event that is being handed over does
	 * not drain again.
	 * @return how many there were
	 */
	int drain(EngineSession session) {
		if (this.reading.isHeldByCurrentThread()) {
			return 0;
		}
		this.reading.lock();
		try {
			return readAll(session);
		}
		finally {
			this.reading.unlock();
		}
	}

	/**
	 * Hands all events of commands that have ended to the handler. Some of them may wait
	 * behind one that a command under way is about to link.
	 * @param unread whether any event is still to be expected
	 */
	void drainWritten(EngineSession session, BooleanSupplier unread) {
		if (this.reading.isHeldByCurrentThread()) {
			return;
		}
		this.reading.lock();
		try {
			readAll(session);
			int behind = session.eventsWaiting();
			while (behind > 0 && unread.getAsBoolean()) {
				Thread.yield();
				behind -= readAll(session);
			}
		}
		finally {
			this.reading.unlock();
		}
	}

	private int readAll(EngineSession session) {
		int drained = 0;
		for (int read = session.readEvents(this.handler); read > 0; read = session.readEvents(this.handler)) {
			drained += read;
		}
		this.handedOver += drained;
		return drained;
	}

}
