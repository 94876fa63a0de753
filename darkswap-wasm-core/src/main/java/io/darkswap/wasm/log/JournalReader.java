package io.darkswap.wasm.log;

import java.nio.file.Path;
import java.util.List;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Reads the segments of a directory in order. It writes nothing, so it also reads a
 * directory that another process uses; records that it appends meanwhile may be missed.
 */
final class JournalReader {

	private final Path directory;

	private final List<SegmentFile> segments;

	JournalReader(Path directory) {
		this.directory = directory;
		this.segments = SegmentFile.list(directory);
	}

	boolean isEmpty() {
		return this.segments.isEmpty();
	}

	/** Return the position of the oldest record that the directory can hold. */
	long firstPosition() {
		return this.segments.get(0).firstPosition();
	}

	/**
	 * Read the records from a position on.
	 * @return the cursor behind the last valid batch of the newest segment
	 * @throws DarkSwapException with {@link ErrorCode#LOG_DAMAGED} if a record that had
	 * been acknowledged cannot be read
	 */
	SegmentCursor read(long from, RecordConsumer consumer) {
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
			while (cursor.next((position, type, payload) -> {
				if (position >= from) {
					consumer.accept(position, type, payload);
				}
			})) {
				// All is done by the condition.
			}
			SegmentFile next = (i + 1 < this.segments.size()) ? this.segments.get(i + 1) : null;
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
		return read(this.segments.get(this.segments.size() - 1).firstPosition(), (position, type, payload) -> {
		});
	}

	private int segmentOf(long position) {
		int index = 0;
		while (index + 1 < this.segments.size() && this.segments.get(index + 1).firstPosition() <= position) {
			index++;
		}
		return index;
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
