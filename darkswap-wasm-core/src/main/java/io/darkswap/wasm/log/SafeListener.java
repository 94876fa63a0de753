package io.darkswap.wasm.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the failures of a listener from the log.
 *
 * @param listener the listener
 */
record SafeListener(LogListener listener) implements LogListener {

	private static final Logger logger = LoggerFactory.getLogger(SafeListener.class);

	@Override
	public void replayed(long position, long newest) {
		call(() -> this.listener.replayed(position, newest));
	}

	@Override
	public void batchWritten(int records, long bytes, long writeNanos, long forceNanos) {
		call(() -> this.listener.batchWritten(records, bytes, writeNanos, forceNanos));
	}

	@Override
	public void recordAppended(long nanos) {
		call(() -> this.listener.recordAppended(nanos));
	}

	@Override
	public void eventsMissed(long position) {
		call(() -> this.listener.eventsMissed(position));
	}

	@Override
	public void snapshotWritten(long position, long bytes, long nanos) {
		call(() -> this.listener.snapshotWritten(position, bytes, nanos));
	}

	private static void call(Runnable report) {
		try {
			report.run();
		}
		catch (RuntimeException | Error ex) {
			logger.warn("A listener of the log failed", ex);
		}
	}

}
