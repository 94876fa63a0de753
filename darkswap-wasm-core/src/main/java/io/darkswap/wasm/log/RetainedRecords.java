package io.darkswap.wasm.log;

import java.io.IOException;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * The records of a log beside its snapshots, as the {@link SnapshotStore} uses them.
 * Thread-safe.
 */
public interface RetainedRecords {

	/**
	 * Return the position of the oldest record that the log can hold.
	 * @return the position; that of the next record if the log is empty
	 */
	long firstPosition();

	/**
	 * Validate that the records continue a state.
	 * @param position the position of the last record in the state
	 * @throws DarkSwapException with {@link ErrorCode#LOG_DAMAGED} if they begin later or
	 * end before
	 */
	void requireRecordsAfter(long position);

	/**
	 * Make all applied records durable: a snapshot is never newer than its log.
	 * @throws IOException if they may not be durable
	 */
	void force() throws IOException;

	/**
	 * Release the records before a position, which two snapshots contain.
	 * @param position the position of the oldest record to keep
	 */
	void deleteBefore(long position);

	/**
	 * Report damage that does not stop the log.
	 * @param found what is damaged, a sentence
	 */
	void report(String found);

}
