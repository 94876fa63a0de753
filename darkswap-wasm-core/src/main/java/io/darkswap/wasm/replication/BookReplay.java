package io.darkswap.wasm.replication;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.commands.CommandDecoder;
import io.darkswap.wasm.log.JournalReader;
import io.darkswap.wasm.log.Snapshot;

/**
 * The books of a log that is only read: the result of its newest snapshot, if its first
 * records are gone, and of its records. Not thread-safe.
 */
public final class BookReplay implements AutoCloseable {

	private final AppliedState state;

	private final long position;

	private BookReplay(AppliedState state, long position) {
		this.state = state;
		this.position = position;
	}

	/**
	 * Apply the records of a log.
	 * @param directory the directory of the log, to which nothing is written
	 * @param starter starts the engine
	 * @return the books, which the caller closes
	 * @throws DarkSwapException with {@link ErrorCode#LOG_DAMAGED} if a record is missing
	 * or wrong, {@link ErrorCode#LOG_FAILED} if one cannot be applied, or the code of the
	 * reason why the engine cannot be started
	 */
	public static BookReplay of(Path directory, BookStarter starter) {
		JournalReader reader = new JournalReader(directory);
		Optional<Snapshot> snapshot = (reader.firstPosition() == 1) ? Optional.empty() : reader.newestSnapshot();
		long applied = snapshot.map(Snapshot::position).orElse(0L);
		AppliedState state = snapshot.map((newest) -> AppliedState.restored(starter, newest, false))
			.orElseGet(() -> new AppliedState(starter));
		try {
			SkippedRecords skipped = SkippedRecords.of(directory, OptionalLong.empty());
			CommandDecoder decoder = new CommandDecoder();
			long end = reader.read(applied + 1, (position, type, payload) -> {
				if (!skipped.contains(position)) {
					StateHistory.apply(state, position, decoder.decode(type, payload));
				}
			}).position();
			if (end == 0) {
				throw new DarkSwapException(ErrorCode.LOG_DAMAGED,
						"The log in %s has no record, so it has no books".formatted(directory));
			}
			return new BookReplay(state, end);
		}
		catch (RuntimeException | Error ex) {
			state.close();
			throw ex;
		}
	}

	/**
	 * Return the position of the last record.
	 * @return the position
	 */
	public long position() {
		return this.position;
	}

	/**
	 * Return the books after the last record.
	 * @return the books
	 */
	public Books books() {
		return this.state.books();
	}

	/**
	 * Return the time of the newest command.
	 * @return microseconds since the epoch
	 */
	public long time() {
		return this.state.time();
	}

	@Override
	public void close() {
		this.state.close();
	}

}
