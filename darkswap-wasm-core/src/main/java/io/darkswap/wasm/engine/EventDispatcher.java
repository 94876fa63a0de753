package io.darkswap.wasm.engine;

import java.util.concurrent.TimeUnit;

import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.ChicoryException;
import io.darkswap.wasm.DarkSwapException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that reads the engine's events. Without unread events, it is parked on the
 * word of the shared memory that refers to the newest one.
 */
final class EventDispatcher {

	private static final Logger logger = LoggerFactory.getLogger(EventDispatcher.class);

	/** The interval at which the parked thread checks whether it must stop. */
	private static final long STOP_CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final int TIMED_OUT = 2;

	private final Engine engine;

	private final EventQueue events;

	private final Memory memory;

	private final int cursor;

	private final Thread thread;

	private volatile boolean stopped;

	private EventDispatcher(Engine engine, EventQueue events, int cursor) {
		this.engine = engine;
		this.events = events;
		this.memory = engine.memory();
		this.cursor = cursor;
		this.thread = new Thread(this::run, "darkswap-events");
		this.thread.setDaemon(true);
	}

	static EventDispatcher start(Engine engine, EventQueue events, int cursor) {
		EventDispatcher dispatcher = new EventDispatcher(engine, events, cursor);
		dispatcher.thread.start();
		return dispatcher;
	}

	/** Stops the thread, without waiting for its end. */
	void stop() {
		this.stopped = true;
		try {
			this.memory.notify(this.cursor, 1);
		}
		catch (ChicoryException ex) {
			logger.debug("The memory is closed already", ex);
		}
	}

	private void run() {
		while (!this.stopped) {
			try {
				if (this.memory.waitOn(this.cursor, 0, STOP_CHECK_NANOS) != TIMED_OUT && !this.stopped) {
					drain();
				}
			}
			catch (DarkSwapException | ChicoryException ex) {
				if (this.stopped || this.engine.poisonReason().isPresent()) {
					return;
				}
				logger.debug("Events could not be read now", ex);
			}
		}
	}

	private void drain() {
		try (EngineSession session = this.engine.open()) {
			if (this.events.drain(session.events()) == 0) {
				// The next event exists, but its writer has not linked it yet.
				Thread.onSpinWait();
			}
		}
	}

}
