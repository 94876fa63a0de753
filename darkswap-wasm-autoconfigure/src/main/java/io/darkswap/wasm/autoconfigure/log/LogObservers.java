package io.darkswap.wasm.autoconfigure.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.darkswap.wasm.log.LogListener;

/**
 * Passes what one client's log does to observers that are added later: meters are bound
 * after the client is built. Thread-safe.
 */
public final class LogObservers implements LogListener {

	private final List<LogListener> observers = new CopyOnWriteArrayList<>();

	/**
	 * Adds an observer.
	 * @param observer receives what the log does from now on
	 */
	public void add(LogListener observer) {
		this.observers.add(observer);
	}

	@Override
	public void replayed(long position, long newest) {
		for (LogListener observer : this.observers) {
			observer.replayed(position, newest);
		}
	}

	@Override
	public void batchWritten(int records, long bytes, long writeNanos, long forceNanos) {
		for (LogListener observer : this.observers) {
			observer.batchWritten(records, bytes, writeNanos, forceNanos);
		}
	}

	@Override
	public void recordAppended(long nanos) {
		for (LogListener observer : this.observers) {
			observer.recordAppended(nanos);
		}
	}

	@Override
	public void eventsMissed(long position) {
		for (LogListener observer : this.observers) {
			observer.eventsMissed(position);
		}
	}

	@Override
	public void snapshotWritten(long position, long bytes, long nanos) {
		for (LogListener observer : this.observers) {
			observer.snapshotWritten(position, bytes, nanos);
		}
	}

}
