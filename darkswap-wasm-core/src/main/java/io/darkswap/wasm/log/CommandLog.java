package io.darkswap.wasm.log;

import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A durable sequence of records. Each record has a position: 1 for the first, then one
 * more for each. A record is applied after it is durable and in the order of positions,
 * so that every reader of the log reaches the same state. Several nodes may append to one
 * log; each applies the records of all. Thread-safe.
 */
public interface CommandLog extends AutoCloseable {

	/**
	 * The offset of the time in a record: 8 bytes, little-endian, microseconds since the
	 * epoch, 0 for none. A log with a clock of its own replaces a time that is not 0
	 * before it applies the record, so that the clocks of nodes do not matter.
	 */
	int TIME_OFFSET = 8;

	/**
	 * Apply the durable records from a position on, then accept new ones. Call it once.
	 * @param from the position of the first record to apply; positions before it are in
	 * the applier's state already
	 * @param applier applies each record, on one thread at a time
	 * @throws DarkSwapException with {@link ErrorCode#LOG_DAMAGED} if the log does not
	 * begin at or before that position
	 */
	void start(long from, RecordApplier applier);

	/**
	 * Append a record and wait until it is durable and applied. An interruption does not
	 * end the wait, and the thread stays interrupted.
	 * @param type the type of the record, for the applier
	 * @param payload the record; the log does not change it, and neither may the caller
	 * until this returns
	 * @param context passed to the applier with the record, never stored; {@code null}
	 * for none
	 * @return the position of the record
	 * @throws DarkSwapException with {@link ErrorCode#LOG_FULL},
	 * {@link ErrorCode#INVALID_ARGUMENT} or {@link ErrorCode#NOT_INITIALIZED} if the
	 * record was not appended and nothing changed, with {@link ErrorCode#CALL_TIMED_OUT}
	 * if it is unknown whether the record is or becomes part of the log, or with
	 * {@link ErrorCode#LOG_FAILED} if the log has stopped for good
	 * @throws StackOverflowError if the caller's stack has no room to append the record,
	 * and nothing changed. A log that may have sent the record by then throws
	 * {@link ErrorCode#CALL_TIMED_OUT} instead
	 * @throws OutOfMemoryError likewise
	 */
	long append(int type, byte[] payload, @Nullable Object context);

	/**
	 * Return whether one append may leave its record in the log several times, as a log
	 * on a network does when it repeats a request that was not answered. Its records need
	 * identifiers then.
	 * @return {@code false} if each record is in the log once
	 */
	default boolean mayRepeat() {
		return false;
	}

	/**
	 * Run a task on the thread that applies records, between two of them, and wait for
	 * it. The state does not change meanwhile. The task must not append.
	 * @param task receives the position of the newest applied record; what it throws is
	 * thrown here, and the log goes on
	 * @throws DarkSwapException with {@link ErrorCode#NOT_INITIALIZED} or
	 * {@link ErrorCode#LOG_FAILED} if the log has ended: the task did not run
	 */
	void atRest(LongConsumer task);

	/**
	 * Return whether the calling thread applies a record or runs a task of this log at
	 * the moment. The log waits for such a thread, so it must not wait for the log: the
	 * client refuses every change on it.
	 * @return {@code false} on every other thread
	 */
	boolean isApplying();

	/**
	 * Wait until this node has applied what others were answered before, if the log is
	 * configured so that reads see it. Otherwise, and for a log of one node, return at
	 * once.
	 * @throws DarkSwapException with {@link ErrorCode#CALL_TIMED_OUT} if that takes too
	 * long, {@link ErrorCode#LOG_FAILED} if the log has stopped
	 */
	void catchUp();

	/**
	 * Wait until this node has applied what others were answered before, whatever is
	 * configured. A log of one node returns at once.
	 * @throws DarkSwapException as {@link #catchUp} does
	 */
	default void reachEnd() {
	}

	/**
	 * Read durable records while the log is open. Any thread may, also the one that
	 * applies them.
	 * @param from the position of the first
	 * @param to the position of the last, at most {@link #durablePosition()}
	 * @param consumer receives them in order
	 * @throws DarkSwapException with {@link ErrorCode#LOG_DAMAGED} if one of them cannot
	 * be read, or was deleted because two snapshots hold it, or is not durable
	 */
	void read(long from, long to, RecordConsumer consumer);

	/**
	 * Return the snapshots of this node.
	 * @return the one store of them
	 */
	SnapshotStore snapshots();

	/**
	 * Return what was found damaged since the log was opened, and did not stop it.
	 * @return a sentence for each, empty normally
	 */
	List<String> damage();

	/**
	 * Return the reason for which the log stopped for good.
	 * @return the reason, empty while it runs
	 */
	Optional<DarkSwapException> failure();

	/**
	 * Return the position of the newest record that is known to be durable.
	 * @return the position, 0 if there is none
	 */
	long durablePosition();

	/**
	 * Return the position of the newest applied record.
	 * @return the position, 0 if there is none
	 */
	long appliedPosition();

	/**
	 * Append the records that callers wait for, then release the log. Idempotent.
	 */
	@Override
	void close();

}
