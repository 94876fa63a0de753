package io.darkswap.wasm.log;

/**
 * Receives what a log does, for metrics. The methods run on the log's own threads and
 * callers, so they return soon; what they throw is logged and otherwise ignored. On the
 * thread that applies records, the client of the log refuses every change. On a thread
 * that opens or closes the log or writes its snapshot, it refuses the calls that wait for
 * that.
 */
public interface LogListener {

	/** A listener that ignores everything. */
	LogListener NONE = new LogListener() {
	};

	/**
	 * A part of the log's records was applied to the books, which are not open yet.
	 * @param position the position of the newest applied record
	 * @param newest the position of the record at which the replay ends
	 */
	default void replayed(long position, long newest) {
	}

	/**
	 * A batch was written, and is durable.
	 * @param records the number of its records
	 * @param bytes its bytes
	 * @param writeNanos the time to write it, without the force, nanoseconds; 0 if a
	 * caller wrote it to the memory of the operating system, which is not measured
	 * @param forceNanos the time to force it, nanoseconds; 0 if it is not forced
	 */
	default void batchWritten(int records, long bytes, long writeNanos, long forceNanos) {
	}

	/**
	 * A record was applied, and its caller returns.
	 * @param nanos the time from its append on, nanoseconds
	 */
	default void recordAppended(long nanos) {
	}

	/**
	 * A record was applied, but the memory had no room for its events, which are not
	 * published.
	 * @param position the position of the record
	 */
	default void eventsMissed(long position) {
	}

	/**
	 * A snapshot was published.
	 * @param position the position of the last record in it
	 * @param bytes the bytes of its file
	 * @param nanos the time from its begin on, nanoseconds
	 */
	default void snapshotWritten(long position, long bytes, long nanos) {
	}

	/**
	 * Return a listener whose failures do not reach the log.
	 * @param listener the listener
	 * @return a listener that calls it, and logs what it throws; {@link #NONE} stays
	 */
	static LogListener safe(LogListener listener) {
		return (listener == NONE) ? NONE : new SafeListener(listener);
	}

}
