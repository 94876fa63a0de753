package io.darkswap.wasm.engine;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The delivery of an engine's events. While they are enabled, a thread delivers them.
 * Thread-safe.
 */
final class EventDelivery {

	private final Engine engine;

	private final EventQueue events;

	/** Held during a change, with or without an instance. */
	private final ReentrantLock lock = new ReentrantLock();

	/** The thread that delivers events, while they are enabled. */
	private @Nullable EventDispatcher dispatcher;

	EventDelivery(Engine engine, EventQueue events) {
		this.engine = engine;
		this.events = events;
	}

	/** Enable or disable the events, as {@link Engine#setEventsEnabled} documents. */
	void setEnabled(boolean enabled) {
		this.lock.lock();
		try {
			if (enabled == (this.dispatcher != null)) {
				return;
			}
			try (EngineSession session = this.engine.open()) {
				session.events().setEnabled(enabled);
				if (enabled) {
					this.events.setEnabled(true);
					this.dispatcher = EventDispatcher.start(this.engine, this.events, session.events().cursor());
				}
				else {
					this.events.drain(session.events());
					this.events.setEnabled(false);
					stop();
					this.dispatcher = null;
				}
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Deliver the events of ended commands, as {@link Engine#deliverEvents} documents.
	 */
	void deliverWritten() {
		try (EngineSession session = this.engine.open()) {
			EventReader reader = session.events();
			int newest = reader.cursor();
			this.events.drainWritten(reader,
					() -> this.engine.memory().atomicReadInt(newest) != 0 && this.engine.poisonReason().isEmpty());
		}
	}

	/** Run a command without events, as {@link Engine#withoutEvents} documents. */
	<T extends @Nullable Object> T withoutEvents(Supplier<EngineSession> sessions, Supplier<T> command) {
		this.lock.lock();
		try {
			try (EngineSession session = sessions.get()) {
				session.events().setEnabled(false);
			}
			try {
				return command.get();
			}
			finally {
				resume(sessions);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** After a trap, no events follow. */
	private void resume(Supplier<EngineSession> sessions) {
		if (this.engine.poisonReason().isPresent()) {
			return;
		}
		try (EngineSession session = sessions.get()) {
			this.events.reportMissed(session.events());
			session.events().setEnabled(this.dispatcher != null);
		}
	}

	/** Stop the thread, without waiting for its end. */
	void stop() {
		if (this.dispatcher != null) {
			this.dispatcher.stop();
		}
	}

}
