package io.darkswap.wasm.log;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A durable sequence of records. Each record has a position: 1 for the first, then one
 * more for each. A record is applied after it is durable and in the order of positions,
 * so that every reader of the log reaches the same state. Thread-safe.
 */
public interface CommandLog extends AutoCloseable {

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
	 * @throws DarkSwapException with {@link ErrorCode#LOG_FULL} or
	 * {@link ErrorCode#NOT_INITIALIZED} if the record was not appended and nothing
	 * changed, or with {@link ErrorCode#LOG_FAILED} if the log has stopped for good
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
	 * Return the position of the newest durable record.
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
