package io.darkswap.wasm.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.file.JournalFormat;
import io.darkswap.wasm.log.file.LogFailures;
import io.darkswap.wasm.log.file.LogId;
import io.darkswap.wasm.log.file.SegmentFile;
import io.darkswap.wasm.log.file.SnapshotFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command log in segments of one directory. One platform thread writes the pending
 * records as one batch, forces it, applies its records in order and wakes their callers,
 * while further records arrive for the next batch.
 *
 * A record that need not be forced is written and applied by its own caller, in the same
 * turn, one caller at a time: waking two threads for it takes many times as long. It is
 * copied into a mapped part of the segment, so nothing that an interruption ends runs on
 * the caller's thread. What takes longer is left to the log's own thread: the next part
 * and its pages, the next segment, and a record that cannot be applied.
 *
 * After a crash, a broken batch at the end is cut off: it was never acknowledged. A
 * broken batch with a valid one behind it stops the start. A failed write or force stops
 * the log for good, since the operating system may have dropped the pages that it could
 * not write.
 */
public final class Journal implements CommandLog {

	private static final Logger logger = LoggerFactory.getLogger(Journal.class);

	private final JournalOptions options;

	private final LogDirectory lock;

	private final SegmentAllocator allocator;

	private final BatchWriter writer;

	private final Sequencer sequencer;

	private final SnapshotStore snapshots;

	private final List<String> damage;

	private boolean closed;

	private Journal(JournalOptions options, LogDirectory lock, SegmentAllocator allocator, BatchWriter writer,
			LogListener listener, List<String> damage) {
		this.options = options;
		this.lock = lock;
		this.allocator = allocator;
		this.writer = writer;
		this.sequencer = new Sequencer(options, writer, listener);
		this.damage = damage;
		this.snapshots = new SnapshotStore(new Segments(), options.directory(), writer.id(), listener);
	}

	/**
	 * Open the journal of a directory, or create it there.
	 * @param options the settings
	 * @return the journal, not started
	 * @throws DarkSwapException with {@link ErrorCode#LOG_LOCKED} if another process uses
	 * the directory, {@link ErrorCode#LOG_DAMAGED} if an acknowledged record cannot be
	 * read, {@link ErrorCode#LOG_FULL} if there is no room for the first segment,
	 * {@link ErrorCode#LOG_FAILED} if the directory cannot be used
	 */
	public static Journal open(JournalOptions options) {
		return open(options, LogListener.NONE);
	}

	/**
	 * Open the journal of a directory, or create it there.
	 * @param options the settings
	 * @param listener receives what the journal does
	 * @return the journal, not started
	 * @throws DarkSwapException as {@link #open(JournalOptions)} does
	 */
	public static Journal open(JournalOptions options, LogListener listener) {
		LogDirectory lock = LogDirectory.lock(options.directory());
		try {
			SegmentAllocator allocator = new SegmentAllocator(options);
			List<String> damage = new CopyOnWriteArrayList<>();
			LogListener safe = LogListener.safe(listener);
			BatchWriter writer = openWriter(options, allocator, safe, damage);
			allocator.prepare();
			return new Journal(options, lock, allocator, writer, safe, damage);
		}
		catch (IOException ex) {
			lock.close();
			throw LogFailures.failed(options.directory(), ex);
		}
		catch (RuntimeException ex) {
			lock.close();
			throw ex;
		}
	}

	private static BatchWriter openWriter(JournalOptions options, SegmentAllocator allocator, LogListener listener,
			List<String> damage) throws IOException {
		JournalReader reader = new JournalReader(options.directory());
		if (reader.isEmpty()) {
			if (!SnapshotFile.list(options.directory()).isEmpty()) {
				throw LogFailures.snapshotsAlone(options.directory());
			}
			LogId id = LogId.random();
			return new BatchWriter(options, allocator, listener, id, allocator.take(id, 1),
					JournalFormat.SEGMENT_HEADER_SIZE, 1, false);
		}
		SegmentCursor end = reader.readNewest();
		FileChannel channel = FileChannel.open(end.file().path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
		cut(channel, end, damage);
		return new BatchWriter(options, allocator, listener, end.id(), channel, end.offset(), end.nextPosition(),
				end.isEnded());
	}

	/** Overwrite a batch that was not written whole with zeros. */
	private static void cut(FileChannel channel, SegmentCursor end, List<String> damage) throws IOException {
		int remains = end.remains();
		if (remains == 0) {
			return;
		}
		String cut = "%s: the batch at byte %d was not written whole and is cut off: %s. Its records, from %d on, were not acknowledged"
			.formatted(end.file().path(), end.offset(), end.problem(), end.nextPosition());
		logger.warn("{}", cut);
		damage.add(cut);
		ByteBuffer zeros = ByteBuffer.allocate(remains);
		long at = end.offset();
		while (zeros.hasRemaining()) {
			at += channel.write(zeros, at);
		}
		channel.force(true);
	}

	@Override
	public void start(long from, RecordApplier applier) {
		requireRecordsAfter(from - 1);
		long newest = durablePosition();
		new ReadAhead(new JournalReader(this.options.directory()), applier).apply(from, newest,
				this.sequencer::replayed);
		this.sequencer.replayed(newest);
		this.sequencer.start(applier);
	}

	@Override
	public long append(int type, byte[] payload, @Nullable Object context) {
		PendingRecord entry = new PendingRecord(type, payload, context);
		if (entry.size() > BatchWriter.largestRecord(this.options)) {
			throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
					"A record of %d bytes does not fit into a segment of the log, which has %d: raise the option segment-size, or send less at once"
						.formatted(payload.length, this.options.segmentSize()));
		}
		return this.sequencer.append(entry);
	}

	@Override
	public void atRest(LongConsumer task) {
		this.sequencer.atRest(task);
	}

	@Override
	public boolean isApplying() {
		return this.sequencer.isApplying();
	}

	@Override
	public long durablePosition() {
		return this.sequencer.durable();
	}

	@Override
	public long appliedPosition() {
		return this.sequencer.applied();
	}

	/** One node alone applies what it answers. */
	@Override
	public void catchUp() {
	}

	@Override
	public void read(long from, long to, RecordConsumer consumer) {
		new JournalReader(this.options.directory()).read(from, to, consumer);
	}

	/**
	 * Delete the segments that hold only records before a position. The newest segment is
	 * never deleted.
	 * @param position the position of the oldest record to keep
	 */
	public void deleteBefore(long position) {
		List<SegmentFile> segments = SegmentFile.list(this.options.directory());
		for (int i = 0; i + 1 < segments.size() && segments.get(i + 1).firstPosition() <= position; i++) {
			try {
				// Oldest first: a crash in between leaves no gap.
				Files.deleteIfExists(segments.get(i).path());
			}
			catch (IOException ex) {
				// Windows does not delete a mapped file: it is tried again next time.
				logger.debug("{} cannot be deleted yet", segments.get(i).path(), ex);
				break;
			}
		}
		LogDirectory.force(this.options.directory());
	}

	@Override
	public SnapshotStore snapshots() {
		return this.snapshots;
	}

	@Override
	public List<String> damage() {
		return List.copyOf(this.damage);
	}

	@Override
	public Optional<DarkSwapException> failure() {
		return Optional.ofNullable(this.sequencer.failure());
	}

	private void requireRecordsAfter(long position) {
		new JournalReader(this.options.directory()).requireRecordsAfter(position, durablePosition());
	}

	@Override
	public synchronized void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		boolean interrupted = this.sequencer.end();
		try {
			if (this.sequencer.failure() == null) {
				this.writer.end();
			}
		}
		catch (IOException ex) {
			logger.warn("The log in {} could not be ended: its newest records are durable all the same",
					this.options.directory(), ex);
		}
		finally {
			this.allocator.close();
			this.lock.close();
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/** The records, as the snapshots use them. */
	private final class Segments implements RetainedRecords {

		@Override
		public long firstPosition() {
			return new JournalReader(Journal.this.options.directory()).firstPosition();
		}

		@Override
		public void requireRecordsAfter(long position) {
			Journal.this.requireRecordsAfter(position);
		}

		/** Force the records that were written without. */
		@Override
		public void force() throws IOException {
			if (Journal.this.options.flush() == FlushMode.EVERY_BATCH) {
				return;
			}
			for (SegmentFile segment : SegmentFile.list(Journal.this.options.directory())) {
				try (FileChannel channel = FileChannel.open(segment.path(), StandardOpenOption.WRITE)) {
					channel.force(false);
				}
			}
		}

		@Override
		public void deleteBefore(long position) {
			Journal.this.deleteBefore(position);
		}

		@Override
		public void report(String found) {
			logger.warn("{}", found);
			Journal.this.damage.add(found);
		}

	}

}
