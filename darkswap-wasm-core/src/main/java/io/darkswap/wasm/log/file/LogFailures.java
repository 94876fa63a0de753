package io.darkswap.wasm.log.file;

import java.io.IOException;
import java.nio.file.Path;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Creates the exceptions of this package.
 */
public final class LogFailures {

	private LogFailures() {
	}

	public static DarkSwapException damaged(Path segment, long offset, long position, String problem) {
		return new DarkSwapException(ErrorCode.LOG_DAMAGED,
				"The log is damaged: %s, byte %d, record %d: %s. Records behind it were acknowledged, so the log does not start without it: restore the directory from a copy"
					.formatted(segment, offset, position, problem));
	}

	public static DarkSwapException gap(Path directory, long expected, long found) {
		return new DarkSwapException(ErrorCode.LOG_DAMAGED,
				"The log in %s lacks the records from %d to %d: restore the missing segments from a copy"
					.formatted(directory, expected, found - 1));
	}

	public static DarkSwapException notAJournal(Path segment, String problem) {
		return new DarkSwapException(ErrorCode.LOG_DAMAGED,
				"%s is not a segment of this log: %s. Restore it from a copy, or remove it if it was put there by mistake"
					.formatted(segment, problem));
	}

	public static DarkSwapException damagedSnapshot(Path snapshot, String problem) {
		return new DarkSwapException(ErrorCode.LOG_DAMAGED,
				"The snapshot %s is damaged: %s. The one before it is used, if there is one: restore it from a copy, or remove it"
					.formatted(snapshot, problem));
	}

	public static DarkSwapException endsBeforeSnapshot(Path directory, long last, long snapshot) {
		return new DarkSwapException(ErrorCode.LOG_DAMAGED,
				"The log in %s ends with record %d, but its snapshot holds the records up to %d: restore the newest segments from a copy"
					.formatted(directory, last, snapshot));
	}

	public static DarkSwapException noValidSnapshot(Path directory, long first) {
		return new DarkSwapException(ErrorCode.LOG_DAMAGED,
				"All snapshots in %s are damaged, and its oldest record is %d: restore a snapshot from a copy"
					.formatted(directory, first));
	}

	public static DarkSwapException snapshotsAlone(Path directory) {
		return new DarkSwapException(ErrorCode.LOG_DAMAGED,
				"The log in %s has snapshots, but no segments: restore the segments from a copy, or move the snapshots elsewhere to begin a new log"
					.formatted(directory));
	}

	public static DarkSwapException noSnapshot(Path directory, IOException cause) {
		return new DarkSwapException(ErrorCode.LOG_FULL,
				"No snapshot was written to %s: %s. The log goes on without it: check the room on its device, then take another"
					.formatted(directory, cause.getMessage()),
				cause);
	}

	public static DarkSwapException unreadable(Path file, IOException cause) {
		return new DarkSwapException(ErrorCode.LOG_FAILED,
				"%s cannot be read: check that it exists and that this process may read it: %s".formatted(file,
						cause.getMessage()),
				cause);
	}

	public static DarkSwapException full(Path directory, String problem, @Nullable IOException cause) {
		return new DarkSwapException(ErrorCode.LOG_FULL,
				"The log in %s has no room for another segment (%s): free space on its device, take a snapshot so that old segments are deleted, or raise the option maximum-size. Nothing was changed"
					.formatted(directory, problem),
				cause);
	}

	public static DarkSwapException failed(Path directory, Throwable cause) {
		return new DarkSwapException(ErrorCode.LOG_FAILED,
				"The log in %s stopped: %s. Whether the newest commands are durable is unknown: check the device, then restart"
					.formatted(directory, cause),
				cause);
	}

	public static DarkSwapException locked(Path directory) {
		return new DarkSwapException(ErrorCode.LOG_LOCKED,
				"Another process or client uses the log in %s: give each its own directory, or stop the other one"
					.formatted(directory));
	}

	/**
	 * Each caller throws an exception of its own, whose cause is the one of the writer.
	 */
	public static DarkSwapException again(DarkSwapException failure) {
		return new DarkSwapException(failure.code(), String.valueOf(failure.getMessage()), failure);
	}

	public static DarkSwapException ownThread() {
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
				"This thread applies a record of the log, so the append would wait for itself: append on another thread");
	}

	public static DarkSwapException closed() {
		return new DarkSwapException(ErrorCode.NOT_INITIALIZED,
				"The log is closed or was not started: nothing was appended");
	}

}
