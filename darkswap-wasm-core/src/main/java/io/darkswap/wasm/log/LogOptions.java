package io.darkswap.wasm.log;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.arguments.Arguments;

/**
 * The command log of a client. With it, a command is durable before it is applied, and
 * the books survive a restart. Immutable.
 *
 * @param storage the place and the settings of the log, such as {@link JournalOptions}
 * @param snapshotInterval the time between two snapshots while commands arrive; zero for
 * snapshots only on demand and when the client is closed
 * @param skip the position of the one record that is passed if it traps the engine twice
 * or is not a command; empty to stop there
 * @param listener receives what the log does, for metrics
 * @param formerEngine the URL of the engine module that runs until all nodes of the log
 * have the client's module
 */
public record LogOptions(LogStorage storage, Duration snapshotInterval, OptionalLong skip, LogListener listener,
		Optional<String> formerEngine) {

	/** The default time between two snapshots. */
	public static final Duration DEFAULT_SNAPSHOT_INTERVAL = Duration.ofMinutes(5);

	/**
	 * Validates the options.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the interval
	 * is negative or the position is less than 1
	 */
	public LogOptions {
		Arguments.notNull(storage, "storage of the log");
		Arguments.notNull(snapshotInterval, "snapshot interval");
		Arguments.notNull(skip, "position to skip");
		Arguments.notNull(listener, "log listener");
		Arguments.notNull(formerEngine, "former engine");
		if (snapshotInterval.isNegative()) {
			throw DarkSwapException.invalidOption("snapshot-interval", snapshotInterval, "zero or a positive time");
		}
		if (skip.orElse(1) < 1) {
			throw DarkSwapException.invalidOption("skip", skip.getAsLong(), "the position of a record, 1 or more");
		}
	}

	/**
	 * Creates options without a former engine.
	 * @param storage the place and the settings of the log
	 * @param snapshotInterval the time between two snapshots
	 * @param skip the position of the one record that is passed if it traps the engine
	 * twice
	 * @param listener receives what the log does
	 */
	public LogOptions(LogStorage storage, Duration snapshotInterval, OptionalLong skip, LogListener listener) {
		this(storage, snapshotInterval, skip, listener, Optional.empty());
	}

	/**
	 * Creates the default options of a directory.
	 * @param directory the directory, which one client at a time uses
	 * @return the options
	 */
	public static LogOptions of(Path directory) {
		Arguments.notNull(directory, "directory of the log");
		return of(JournalOptions.of(directory));
	}

	/**
	 * Creates the default options of a log.
	 * @param storage the place and the settings of the log, such as
	 * {@link JournalOptions}
	 * @return the options
	 */
	public static LogOptions of(LogStorage storage) {
		return new LogOptions(storage, DEFAULT_SNAPSHOT_INTERVAL, OptionalLong.empty(), LogListener.NONE);
	}

	/**
	 * Return these options for one shard of the log.
	 * @param number the number of the shard, from 0
	 * @return the options
	 */
	public LogOptions shard(int number) {
		return new LogOptions(this.storage.shard(number), this.snapshotInterval, this.skip, this.listener,
				this.formerEngine);
	}

	/**
	 * Returns these options with another time between two snapshots.
	 * @param interval the time; zero for snapshots only on demand and at the end
	 * @return the options
	 */
	public LogOptions withSnapshotInterval(Duration interval) {
		return new LogOptions(this.storage, interval, this.skip, this.listener, this.formerEngine);
	}

	/**
	 * Returns these options with a record to pass if it traps the engine twice.
	 * @param position the position of the record
	 * @return the options
	 */
	public LogOptions withSkip(long position) {
		return new LogOptions(this.storage, this.snapshotInterval, OptionalLong.of(position), this.listener,
				this.formerEngine);
	}

	/**
	 * Returns these options with another listener.
	 * @param newListener receives what the log does
	 * @return the options
	 */
	public LogOptions withListener(LogListener newListener) {
		return new LogOptions(this.storage, this.snapshotInterval, this.skip, newListener, this.formerEngine);
	}

	/**
	 * Returns these options with the engine module of the version before, for an upgrade
	 * of several nodes one after the other. It runs until all nodes have the client's
	 * module.
	 * @param url the URL of the module
	 * @return the options
	 */
	public LogOptions withFormerEngine(String url) {
		return new LogOptions(this.storage, this.snapshotInterval, this.skip, this.listener, Optional.of(url));
	}

}
