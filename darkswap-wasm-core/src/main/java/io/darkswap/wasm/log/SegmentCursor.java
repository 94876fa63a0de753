package io.darkswap.wasm.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import io.darkswap.wasm.log.file.JournalFormat;
import io.darkswap.wasm.log.file.LogFailures;
import io.darkswap.wasm.log.file.LogId;
import io.darkswap.wasm.log.file.SegmentFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads the batches of one segment in order, and validates each before its records are
 * delivered. Not thread-safe.
 */
final class SegmentCursor {

	private final SegmentFile file;

	private final ByteBuffer bytes;

	private final LogId id;

	private int offset = JournalFormat.SEGMENT_HEADER_SIZE;

	private long nextPosition;

	private boolean ended;

	private SegmentCursor(SegmentFile file, ByteBuffer bytes, LogId id) {
		this.file = file;
		this.bytes = bytes;
		this.id = id;
		this.nextPosition = file.firstPosition();
	}

	/**
	 * Open a segment.
	 * @throws io.darkswap.wasm.DarkSwapException with
	 * {@link io.darkswap.wasm.ErrorCode#LOG_DAMAGED} if its header is not valid
	 */
	static SegmentCursor open(SegmentFile file) {
		ByteBuffer bytes = file.map();
		if (bytes.capacity() < JournalFormat.SEGMENT_HEADER_SIZE || bytes.getLong(0) != JournalFormat.SEGMENT_MAGIC) {
			throw LogFailures.notAJournal(file.path(), "it does not begin as one");
		}
		if (bytes.getInt(JournalFormat.SEGMENT_CHECKSUM_OFFSET) != JournalFormat.segmentChecksum(bytes)) {
			throw LogFailures.notAJournal(file.path(), "the checksum of its header is wrong");
		}
		long first = bytes.getLong(JournalFormat.SEGMENT_FIRST_POSITION_OFFSET);
		if (first != file.firstPosition()) {
			throw LogFailures.notAJournal(file.path(), "its first record is " + first);
		}
		return new SegmentCursor(file, bytes, new LogId(bytes.getLong(JournalFormat.SEGMENT_ID_OFFSET),
				bytes.getLong(JournalFormat.SEGMENT_ID_OFFSET + Long.BYTES)));
	}

	/**
	 * Read the next batch and deliver its records.
	 * @return {@code false} at the end of the valid batches, where nothing is delivered
	 */
	boolean next(RecordConsumer consumer) {
		if (problem() != null) {
			return false;
		}
		int count = this.bytes.getInt(this.offset + JournalFormat.BATCH_COUNT_OFFSET);
		int at = this.offset + JournalFormat.BATCH_HEADER_SIZE;
		for (int i = 0; i < count; i++) {
			int length = this.bytes.getInt(at);
			consumer.accept(this.nextPosition + i, this.bytes.getInt(at + JournalFormat.RECORD_TYPE_OFFSET),
					this.bytes.slice(at + JournalFormat.RECORD_HEADER_SIZE, length)
						.asReadOnlyBuffer()
						.order(ByteOrder.LITTLE_ENDIAN));
			at += (int) JournalFormat.recordSize(length);
		}
		this.nextPosition += count;
		this.ended = count == 0;
		this.offset = at;
		return true;
	}

	/**
	 * Describe the fault of the bytes at the cursor, or {@code null} for a valid batch.
	 * At the regular end of a segment they are zeros, which are no batch.
	 */
	@Nullable String problem() {
		if (this.offset + JournalFormat.BATCH_HEADER_SIZE > this.bytes.capacity()) {
			return "the segment ends";
		}
		if (!isBatchHeader(this.offset)) {
			return "there is no batch";
		}
		long first = this.bytes.getLong(this.offset + JournalFormat.BATCH_FIRST_POSITION_OFFSET);
		int length = this.bytes.getInt(this.offset + JournalFormat.BATCH_LENGTH_OFFSET);
		int count = this.bytes.getInt(this.offset + JournalFormat.BATCH_COUNT_OFFSET);
		int at = this.offset + JournalFormat.BATCH_HEADER_SIZE;
		if (first != this.nextPosition) {
			return "the batch begins with record " + first;
		}
		if (length < 0 || length > this.bytes.capacity() - at) {
			return "the batch ends behind the segment";
		}
		int end = at + length;
		for (int i = 0; i < count; i++) {
			if (!isRecord(at, end, first + i)) {
				return "the checksum of record %d is wrong".formatted(first + i);
			}
			at += (int) JournalFormat.recordSize(this.bytes.getInt(at));
		}
		return (at == end) ? null : "the batch is longer than its records";
	}

	private boolean isBatchHeader(int at) {
		return this.bytes.getInt(at) == JournalFormat.BATCH_MAGIC && this.bytes
			.getInt(at + JournalFormat.BATCH_CHECKSUM_OFFSET) == JournalFormat.batchChecksum(this.bytes, at, this.id);
	}

	private boolean isRecord(int at, int end, long position) {
		if (end - at < JournalFormat.RECORD_HEADER_SIZE) {
			return false;
		}
		int length = this.bytes.getInt(at);
		return length >= 0 && JournalFormat.recordSize(length) <= end - at
				&& this.bytes.getInt(at + JournalFormat.RECORD_CHECKSUM_OFFSET) == JournalFormat
					.recordChecksum(this.bytes, at, length)
				&& this.bytes.getLong(at + JournalFormat.RECORD_POSITION_OFFSET) == position;
	}

	/**
	 * Return whether a valid batch follows somewhere behind the cursor: then the broken
	 * batch at the cursor had been durable.
	 */
	boolean isFollowedByBatch() {
		for (int at = this.offset + Long.BYTES; at <= this.bytes.capacity()
				- JournalFormat.BATCH_HEADER_SIZE; at += Long.BYTES) {
			if (isBatchHeader(at)
					&& this.bytes.getLong(at + JournalFormat.BATCH_FIRST_POSITION_OFFSET) >= this.nextPosition) {
				return true;
			}
		}
		return false;
	}

	/** Return how many bytes behind the cursor are not zero, up to the last such one. */
	int remains() {
		int end = this.bytes.capacity();
		while (end - Long.BYTES >= this.offset && this.bytes.getLong(end - Long.BYTES) == 0) {
			end -= Long.BYTES;
		}
		while (end > this.offset && this.bytes.get(end - 1) == 0) {
			end--;
		}
		return end - this.offset;
	}

	SegmentFile file() {
		return this.file;
	}

	LogId id() {
		return this.id;
	}

	/** Return the offset of the next batch. */
	int offset() {
		return this.offset;
	}

	/** Return whether the batch before the cursor ends the log: it has no records. */
	boolean isEnded() {
		return this.ended;
	}

	/** Return the position of the next record. */
	long nextPosition() {
		return this.nextPosition;
	}

}
