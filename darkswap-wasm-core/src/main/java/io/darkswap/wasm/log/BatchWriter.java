package io.darkswap.wasm.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.List;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.file.JournalFormat;
import io.darkswap.wasm.log.file.LogId;
import io.darkswap.wasm.log.file.MappedPart;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches behind each other into the newest segment, and begins the next segment
 * when one is full. Used by one thread at a time.
 */
final class BatchWriter {

	private static final Logger logger = LoggerFactory.getLogger(BatchWriter.class);

	private static final int FIRST_CAPACITY = 1 << 16;

	private final JournalOptions options;

	private final SegmentAllocator allocator;

	private final LogId id;

	private final LogListener listener;

	private FileChannel channel;

	private long offset;

	private long nextPosition;

	/** The position at which the log ended when it was opened, 0 if it did not. */
	private final long ended;

	/** On the heap, where small checksums are cheaper. */
	private ByteBuffer buffer = allocate(FIRST_CAPACITY);

	/** The part of the segment that callers write, {@code null} if there is none. */
	private @Nullable MappedPart part;

	BatchWriter(JournalOptions options, SegmentAllocator allocator, LogListener listener, LogId id, FileChannel channel,
			long offset, long nextPosition, boolean ended) {
		this.options = options;
		this.listener = listener;
		this.allocator = allocator;
		this.id = id;
		this.channel = channel;
		this.offset = offset;
		this.nextPosition = nextPosition;
		this.ended = ended ? nextPosition : 0;
	}

	/**
	 * Return the largest record that fits into a segment, header and padding included.
	 */
	static long largestRecord(JournalOptions options) {
		// A batch without records ends the log: there is always room for it.
		return options.segmentSize() - JournalFormat.SEGMENT_HEADER_SIZE - 2L * JournalFormat.BATCH_HEADER_SIZE;
	}

	/** Return the bytes that the records of one more batch in this segment may take. */
	long room() {
		return this.options.segmentSize() - this.offset - 2L * JournalFormat.BATCH_HEADER_SIZE;
	}

	long nextPosition() {
		return this.nextPosition;
	}

	LogId id() {
		return this.id;
	}

	/**
	 * Write a batch and force it.
	 * @throws DarkSwapException with {@link ErrorCode#LOG_FULL} if it needs another
	 * segment, which there is no room for: nothing has changed
	 * @throws IOException if whether it is durable is unknown
	 */
	void write(List<PendingRecord> batch) throws IOException {
		long size = 0;
		for (PendingRecord entry : batch) {
			size += entry.size();
		}
		if (size > room()) {
			beginSegment();
		}
		encode(batch, (int) size);
		long began = System.nanoTime();
		writeBuffer();
		long written = System.nanoTime();
		boolean forced = this.options.flush() == FlushMode.EVERY_BATCH;
		if (forced) {
			this.channel.force(false);
		}
		long forceNanos = forced ? System.nanoTime() - written : 0;
		this.nextPosition += batch.size();
		this.listener.batchWritten(batch.size(), this.buffer.limit(), written - began, forceNanos);
	}

	/**
	 * Write a record as a batch into the mapped part of the segment. It calls neither the
	 * operating system nor anything that an interruption of the thread ends, and nothing
	 * at all once the record is written.
	 * @return the position of the record, 0 if there is no room for it in that part:
	 * nothing has changed
	 */
	long writeMapped(PendingRecord entry) {
		MappedPart mapped = this.part;
		long size = JournalFormat.BATCH_HEADER_SIZE + entry.size();
		if (mapped == null || entry.size() > room() || this.offset + size > mapped.end()) {
			return 0;
		}
		encode(List.of(entry), (int) entry.size());
		mapped.put(this.offset, this.buffer, this.buffer.limit());
		this.offset += size;
		return this.nextPosition++;
	}

	/** Map the next part of the segment for callers, if little is left of this one. */
	void mapAhead() {
		if (this.part != null && !this.part.isShort(this.offset, this.options.segmentSize())) {
			return;
		}
		try {
			this.part = MappedPart.map(this.channel, this.offset, this.options.segmentSize());
		}
		catch (IOException ex) {
			// Without it, this thread writes all records.
			this.part = null;
			logger.debug("The log cannot be mapped now", ex);
		}
	}

	/** Return the part that callers write. Only the thread that maps it calls this. */
	@Nullable MappedPart part() {
		return this.part;
	}

	private void beginSegment() throws IOException {
		this.part = null;
		FileChannel next = this.allocator.take(this.id, this.nextPosition);
		this.channel.close();
		this.channel = next;
		this.offset = JournalFormat.SEGMENT_HEADER_SIZE;
		this.allocator.prepare();
	}

	private void encode(List<PendingRecord> batch, int size) {
		int needed = JournalFormat.BATCH_HEADER_SIZE + size;
		if (this.buffer.capacity() < needed) {
			this.buffer = allocate(Math.max(needed, 2 * this.buffer.capacity()));
		}
		this.buffer.clear();
		JournalFormat.putBatchHeader(this.buffer, 0, this.id, this.nextPosition, size, batch.size());
		int at = JournalFormat.BATCH_HEADER_SIZE;
		for (int i = 0; i < batch.size(); i++) {
			PendingRecord entry = batch.get(i);
			at = JournalFormat.putRecord(this.buffer, at, this.nextPosition + i, entry.type(), entry.payload());
		}
		this.buffer.limit(needed);
	}

	private static ByteBuffer allocate(int size) {
		return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
	}

	private void writeBuffer() throws IOException {
		long at = this.offset;
		while (this.buffer.hasRemaining()) {
			at += this.channel.write(this.buffer, at);
		}
		this.offset = at;
	}

	/**
	 * End the log with a batch without records, which proves that the last one is
	 * durable. A log that ended so before and got no record stays as it is.
	 */
	void end() throws IOException {
		if (this.nextPosition != this.ended) {
			encode(List.of(), 0);
			writeBuffer();
		}
		this.channel.force(false);
		this.channel.close();
	}

}
