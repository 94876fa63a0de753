package io.darkswap.wasm.log;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.file.LogFailures;
import io.darkswap.wasm.log.file.LogId;
import io.darkswap.wasm.log.file.SegmentFile;
import io.darkswap.wasm.log.file.SnapshotFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads the segments of a directory in order. It writes nothing, so it also reads a
 * directory that another process uses; records that it appends meanwhile may be missed.
 * Not thread-safe.
 */
public final class JournalReader {

	private final Path directory;

	private final List<SegmentFile> segments;

	/**
	 * List the segments of a directory.
	 * @param directory the directory
	 * @throws DarkSwapException with {@link ErrorCode#LOG_FAILED} if it cannot be read
	 */
	public JournalReader(Path directory) {
		this.directory = directory;
		this.segments = SegmentFile.list(directory);
	}

	/**
	 * Return whether the directory has no segment.
	 * @return {@code true} if it has none
	 */
	public boolean isEmpty() {
		return this.segments.isEmpty();
	}

	/**
	 * Return the segments, oldest first.
	 * @return their files
	 */
	public List<Path> segments() {
		return this.segments.stream().map(SegmentFile::path).toList();
	}

	/**
	 * Return the position of the oldest record that the directory can hold.
	 * @return the position; the next one to be appended if the log has no record
	 */
	public long firstPosition() {
		return this.segments.get(0).firstPosition();
	}

	/**
	 * Validate the snapshots of the directory.
	 * @return what was found, newest first
	 */
	public List<SnapshotFinding> snapshots() {
		return SnapshotFile.list(this.directory).stream().map(JournalReader::check).toList();
	}

	/**
	 * Return the newest snapshot that is valid.
	 * @return the snapshot, empty if there is none
	 */
	public Optional<Snapshot> newestSnapshot() {
		for (SnapshotFile file : SnapshotFile.list(this.directory)) {
			if (check(file).problem().isEmpty()) {
				return Optional.of(Snapshot.open(file));
			}
		}
		return Optional.empty();
	}

	private static SnapshotFinding check(SnapshotFile file) {
		try {
			Snapshot valid = Snapshot.open(file);
			return new SnapshotFinding(file.path(), valid.position(), Optional.empty());
		}
		catch (DarkSwapException ex) {
			return new SnapshotFinding(file.path(), file.position(), Optional.of(String.valueOf(ex.getMessage())));
		}
	}

	/**
	 * Validate that the log continues a state.
	 * @param position the position of the last record in the state
	 * @param end the position of the last record of the log
	 * @throws DarkSwapException with {@link ErrorCode#LOG_DAMAGED} if it begins later or
	 * ends before
	 */
	public void requireRecordsAfter(long position, long end) {
		if (firstPosition() > position + 1) {
			throw LogFailures.gap(this.directory, position + 1, firstPosition());
		}
		if (end < position) {
			throw LogFailures.endsBeforeSnapshot(this.directory, end, position);
		}
	}

	/**
	 * Read the records from a position on.
	 * @param from the position of the first
	 * @param consumer receives them in order
	 * @return the end of the log
	 * @throws DarkSwapException with {@link ErrorCode#LOG_DAMAGED} if a record that had
	 * been acknowledged cannot be read
	 */
	public JournalEnd read(long from, RecordConsumer consumer) {
		SegmentCursor end = readToEnd(from, consumer);
		Optional<String> remainder = (end.remains() == 0) ? Optional.empty() : Optional.ofNullable(end.problem());
		return new JournalEnd(end.file().path(), end.offset(), end.nextPosition() - 1, remainder);
	}

	private SegmentCursor readToEnd(long from, RecordConsumer consumer) {
		if (from < firstPosition()) {
			throw LogFailures.gap(this.directory, from, firstPosition());
		}
		int first = segmentOf(from);
		LogId id = null;
		for (int i = first;; i++) {
			SegmentCursor cursor = SegmentCursor.open(this.segments.get(i));
			if (id != null && !id.equals(cursor.id())) {
				throw LogFailures.notAJournal(cursor.file().path(), "it belongs to the log " + cursor.id());
			}
			id = cursor.id();
			SegmentFile next = (i + 1 < this.segments.size()) ? this.segments.get(i + 1) : null;
			do {
				while (cursor.next((position, type, payload) -> {
					if (position >= from) {
						consumer.accept(position, type, payload);
					}
				})) {
					// All is done by the condition.
				}
			}
			while (isWritten(cursor, next));
			checkEnd(cursor, next);
			if (next == null) {
				return cursor;
			}
		}
	}

	/**
	 * Read the records of a range, which are all durable. Nothing behind the range is
	 * looked at, so another thread may append meanwhile.
	 * @throws DarkSwapException with {@link ErrorCode#LOG_DAMAGED} if one of them cannot
	 * be read
	 */
	void read(long from, long to, RecordConsumer consumer) {
		if (from > to) {
			return;
		}
		if (from < firstPosition()) {
			throw LogFailures.gap(this.directory, from, firstPosition());
		}
		long next = from;
		for (int i = segmentOf(from); i < this.segments.size() && next <= to; i++) {
			SegmentCursor cursor = SegmentCursor.open(this.segments.get(i));
			while (cursor.nextPosition() <= to && cursor.next((position, type, payload) -> {
				if (position >= from && position <= to) {
					consumer.accept(position, type, payload);
				}
			})) {
				// All is done by the condition.
			}
			next = cursor.nextPosition();
		}
		if (next <= to) {
			throw LogFailures.gap(this.directory, next, to + 1);
		}
	}

	/**
	 * Read the newest segment alone.
	 * @return the cursor behind its last valid batch
	 * @throws DarkSwapException with {@link ErrorCode#LOG_DAMAGED} if a record that had
	 * been acknowledged cannot be read
	 */
	SegmentCursor readNewest() {
		return readToEnd(this.segments.get(this.segments.size() - 1).firstPosition(), (position, type, payload) -> {
		});
	}

	private int segmentOf(long position) {
		int index = 0;
		while (index + 1 < this.segments.size() && this.segments.get(index + 1).firstPosition() <= position) {
			index++;
		}
		return index;
	}

	/** Return whether another process has completed the batch at the cursor meanwhile. */
	private static boolean isWritten(SegmentCursor cursor, @Nullable SegmentFile next) {
		return next == null && cursor.isFollowedByBatch() && cursor.problem() == null;
	}

	private void checkEnd(SegmentCursor cursor, @Nullable SegmentFile next) {
		if (next == null ? !cursor.isFollowedByBatch() : cursor.nextPosition() == next.firstPosition()) {
			return;
		}
		String problem = cursor.problem();
		if (next != null && cursor.remains() == 0) {
			throw LogFailures.gap(this.directory, cursor.nextPosition(), next.firstPosition());
		}
		throw LogFailures.damaged(cursor.file().path(), cursor.offset(), cursor.nextPosition(),
				(problem != null) ? problem : "the next segment repeats it");
	}

}
