package io.darkswap.wasm.log;

import java.nio.file.Path;
import java.time.Duration;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * The place of a command log, and its settings. Implement it together with
 * {@link CommandLog} to keep commands elsewhere than in a {@link Journal}. Immutable.
 */
public interface LogStorage {

	/**
	 * Return the kind of log.
	 * @return a word for messages and metrics, such as {@code journal}
	 */
	String type();

	/**
	 * Return the directory of this node, which holds its snapshots.
	 * @return the directory; one process at a time uses it
	 */
	Path directory();

	/**
	 * Return the number of shards: logs that are independent of each other. Each pair
	 * belongs to one of them for ever, so the number never changes.
	 * @return the number, at least 1
	 */
	default int shards() {
		return 1;
	}

	/**
	 * Return the storage of one shard.
	 * @param number the number of the shard, from 0
	 * @return a storage with one shard and a directory of its own
	 */
	default LogStorage shard(int number) {
		return this;
	}

	/**
	 * Open the log, which has one shard.
	 * @param listener receives what the log does; the log logs and ignores what it throws
	 * @param callTimeout the longest wait for the answer of another machine, if the log
	 * needs one
	 * @return the log, not started; the caller closes it
	 * @throws DarkSwapException with {@link ErrorCode#LOG_LOCKED} if another process uses
	 * the directory, {@link ErrorCode#LOG_DAMAGED} if acknowledged records are missing,
	 * {@link ErrorCode#LOG_MISMATCH} if the directory belongs to another log,
	 * {@link ErrorCode#LOG_FULL} if there is no room, {@link ErrorCode#LOG_FAILED} if the
	 * log cannot be reached
	 */
	CommandLog open(LogListener listener, Duration callTimeout);

}
