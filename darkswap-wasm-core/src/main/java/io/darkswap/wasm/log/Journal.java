package io.darkswap.wasm.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.file.JournalFormat;
import io.darkswap.wasm.log.file.LogFailures;
import io.darkswap.wasm.log.file.LogId;
import io.darkswap.wasm.log.file.SegmentFile;
import io.darkswap.wasm.log.file.SnapshotFile;
import io.darkswap.wasm.warnings.WarningLimiter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command log in segments of one directory. One platform thread writes the pending
 * records as one batch, forces it, applies its records in order and wakes their callers,
 * while further records arrive for the next batch:
 *
 * <pre>
 *  callers  --append--&gt;  pending records  --batch--&gt;  write, force, apply, wake
 * </pre>
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

	/**
	 * The bytes of a batch: large enough to share a force, small enough to answer soon.
	 */
	private static final long LARGEST_BATCH = 1 << 20;

	/** Between two attempts to refuse what waits while the memory is exhausted. */
	private static final long REFUSAL_PAUSE_NANOS = 10_000_000;

	private final JournalOptions options;

	private final LogDirectory lock;

	private final SegmentAllocator allocator;

	private final BatchWriter writer;

	private final SnapshotStore snapshots;

	private final LogListener listener;

	private final List<String> damage;

	private final WarningLimiter refusals = new WarningLimiter();

	private final PendingRecords pending = new PendingRecords();

	/** Of the thread that writes and applies. */
	private final Turn turn = new Turn();

	/** Of the writer, which empties them after each turn. */
	private final List<PendingRecord> batch = new ArrayList<>();

	/** Of the writer likewise. */
	private final List<PendingTask> tasks = new ArrayList<>();

	/** A record that a caller has written and not applied. Guarded by the turn. */
	private @Nullable PendingRecord unapplied;

	private volatile long durable;

	private volatile long applied;

	private volatile @Nullable DarkSwapException failure;

	/** The thread that writes and applies, once the log is started. */
	private volatile @Nullable Thread thread;

	private volatile @Nullable RecordApplier applier;

	private boolean closed;

	private Journal(JournalOptions options, LogDirectory lock, SegmentAllocator allocator, BatchWriter writer,
			LogListener listener, List<String> damage) {
		this.options = options;
		this.lock = lock;
		this.allocator = allocator;
		this.writer = writer;
		this.listener = listener;
		this.damage = damage;
		this.snapshots = new SnapshotStore(new Segments(), options.directory(), writer.id(), listener);
		this.durable = writer.nextPosition() - 1;
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
					JournalFormat.SEGMENT_HEADER_SIZE, 1);
		}
		SegmentCursor end = reader.readNewest();
		FileChannel channel = FileChannel.open(end.file().path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
		cut(channel, end, damage);
		return new BatchWriter(options, allocator, listener, end.id(), channel, end.offset(), end.nextPosition());
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
	public void start(long from, RecordApplier recordApplier) {
		requireRecordsAfter(from - 1);
		new ReadAhead(new JournalReader(this.options.directory()), recordApplier).apply(from, this.durable,
				(position) -> this.applied = position);
		this.applied = this.durable;
		this.applier = recordApplier;
		Thread writing = new Thread(() -> run(recordApplier), "darkswap-log-writer");
		writing.setDaemon(true);
		this.thread = writing;
		writing.start();
	}

	@Override
	public long append(int type, byte[] payload, @Nullable Object context) {
		PendingRecord entry = new PendingRecord(type, payload, context);
		if (entry.size() > BatchWriter.largestRecord(this.options)) {
			throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
					"A record of %d bytes does not fit into a segment of the log, which has %d: raise the option segment-size, or send less at once"
						.formatted(payload.length, this.options.segmentSize()));
		}
		if (this.thread == null) {
			throw LogFailures.closed();
		}
		requireOtherThread();
		boolean timed = this.listener != LogListener.NONE;
		long began = timed ? System.nanoTime() : 0;
		boolean written = isWrittenByCaller(entry);
		if (!written) {
			this.pending.add(entry);
		}
		long position = await(entry);
		if (timed) {
			report(entry, written, began);
		}
		return position;
	}

	/**
	 * Wait for a record that may be durable already. An error would say that it is not,
	 * so a caller that has no room for a call waits without one.
	 */
	private static long await(PendingRecord entry) {
		try {
			return entry.await();
		}
		catch (StackOverflowError ex) {
			while (!entry.done) {
				// Spin
			}
			if (entry.failure != null) {
				throw ex;
			}
			return entry.position;
		}
	}

	/** The record is applied, so its caller returns whether or not this succeeds. */
	private void report(PendingRecord entry, boolean written, long began) {
		try {
			if (written) {
				this.listener.batchWritten(1, JournalFormat.BATCH_HEADER_SIZE + entry.size(), 0, 0);
			}
			this.listener.recordAppended(System.nanoTime() - began);
		}
		catch (StackOverflowError | OutOfMemoryError ex) {
			// There is no room to log it, either.
		}
	}

	@Override
	public void atRest(LongConsumer task) {
		if (this.thread == null) {
			throw LogFailures.closed();
		}
		requireOtherThread();
		PendingTask pendingTask = new PendingTask(task);
		this.pending.add(pendingTask);
		pendingTask.await();
	}

	@Override
	public boolean isApplying() {
		return this.turn.isOfCaller();
	}

	private void requireOtherThread() {
		if (isApplying()) {
			throw LogFailures.ownThread();
		}
	}

	/**
	 * Write and apply a record on the calling thread, if it need not be forced: waking
	 * the writer and then the caller takes many times as long. A record that cannot be
	 * applied here is left to the writer, whose stack has room, too.
	 * @return {@code false} if the record is not written
	 * @throws StackOverflowError if the caller's stack is too deep to write the record:
	 * nothing has changed
	 * @throws OutOfMemoryError likewise
	 */
	private boolean isWrittenByCaller(PendingRecord entry) {
		RecordApplier own = this.applier;
		if (this.options.flush() != FlushMode.OS || own == null || !own.appliesOnCaller(entry.type())
				|| Thread.currentThread().isInterrupted() || !this.turn.tryTake()) {
			return false;
		}
		long position = 0;
		try {
			if (this.failure != null || this.unapplied != null || this.pending.isRefused()) {
				return false;
			}
			position = this.writer.writeMapped(entry);
			if (position == 0) {
				return false;
			}
			entry.position = position;
			this.unapplied = entry;
			this.durable = position;
			if (own.applyOnCaller(position, entry.type(), entry.content(), entry.context())) {
				this.applied = position;
				this.unapplied = null;
				entry.done = true;
			}
			else {
				this.pending.wake();
			}
		}
		catch (StackOverflowError | OutOfMemoryError ex) {
			if (position == 0) {
				throw ex;
			}
			this.pending.roused = true;
			try {
				this.pending.wake();
			}
			catch (StackOverflowError again) {
				// The writer looks by itself.
			}
		}
		catch (RuntimeException | Error ex) {
			stop(ex, List.of(entry));
			this.unapplied = null;
		}
		finally {
			this.turn.holder = null;
		}
		return true;
	}

	/** An error that ended the writer alone would leave its callers waiting for ever. */
	private void run(RecordApplier applier) {
		try {
			writePending(applier);
		}
		catch (RuntimeException | Error ex) {
			while (!isEnded(ex)) {
				LockSupport.parkNanos(this, REFUSAL_PAUSE_NANOS);
			}
			logger.error("The writer of the log in {} failed", this.options.directory(), ex);
		}
	}

	private void writePending(RecordApplier applier) {
		boolean more = true;
		while (more) {
			touchAhead();
			more = this.pending.await();
			this.turn.take();
			try {
				applyAgain(applier);
				this.pending.take(this.batch, this.tasks, largestBatch());
				this.tasks.forEach(this::run);
				write(this.batch, applier);
			}
			finally {
				this.turn.holder = null;
			}
			this.tasks.clear();
			this.batch.clear();
		}
	}

	/**
	 * Stop the log and refuse all that wait.
	 * @return {@code false} if the memory is exhausted
	 */
	private boolean isEnded(Throwable cause) {
		this.turn.take();
		try {
			DarkSwapException before = this.failure;
			DarkSwapException reason = (before != null) ? before : stop(cause);
			PendingRecord written = this.unapplied;
			if (written != null) {
				written.refused(reason);
			}
			this.batch.forEach((entry) -> entry.refused(reason));
			this.tasks.forEach((task) -> task.refused(reason));
			this.pending.refuse(reason);
			this.pending.refuseWaiting(reason);
			return true;
		}
		catch (OutOfMemoryError ex) {
			return false;
		}
		finally {
			this.turn.holder = null;
		}
	}

	/** Touch the pages that callers write next, while nothing waits. */
	private void touchAhead() {
		MappedPart part = this.writer.part();
		try {
			while (part != null && part.hasUntouched() && this.pending.isEmpty()) {
				part.touchNext();
			}
		}
		catch (InternalError ex) {
			// The device did not give the page, so a record on it is not safe either.
			stop(ex, List.of());
		}
	}

	private void run(PendingTask task) {
		DarkSwapException stopped = this.failure;
		if (stopped == null) {
			task.run(this.applied);
		}
		else {
			task.refused(stopped);
		}
	}

	/** Apply the record that a caller could not apply. */
	private void applyAgain(RecordApplier applier) {
		PendingRecord entry = this.unapplied;
		if (entry == null) {
			return;
		}
		try {
			applier.applyAgain(entry.position, entry.type(), entry.content(), entry.context());
			this.applied = entry.position;
			entry.applied(entry.position);
		}
		catch (RuntimeException | Error ex) {
			stop(ex, List.of(entry));
		}
		this.unapplied = null;
	}

	/** A batch ends with its segment, unless not even a record fits there any more. */
	private long largestBatch() {
		long room = this.writer.room();
		return Math.min(LARGEST_BATCH,
				(room > JournalFormat.RECORD_HEADER_SIZE) ? room : BatchWriter.largestRecord(this.options));
	}

	private void write(List<PendingRecord> batch, RecordApplier applier) {
		DarkSwapException stopped = this.failure;
		if (stopped != null) {
			batch.forEach((entry) -> entry.refused(stopped));
		}
		else if (!batch.isEmpty()) {
			writeAll(batch, applier);
		}
	}

	private void writeAll(List<PendingRecord> batch, RecordApplier applier) {
		long first = this.writer.nextPosition();
		try {
			this.writer.write(batch);
			if (this.options.flush() == FlushMode.OS) {
				this.writer.mapAhead();
			}
		}
		catch (DarkSwapException full) {
			this.refusals
				.log((leftOut) -> logger.warn("Commands are refused, {} batch(es) since the last such line: {}",
						leftOut + 1, full.getMessage()));
			batch.forEach((entry) -> entry.refused(full));
			return;
		}
		catch (IOException | RuntimeException | Error ex) {
			stop(ex, batch);
			return;
		}
		this.durable = first + batch.size() - 1;
		apply(first, batch, applier);
	}

	private void apply(long first, List<PendingRecord> batch, RecordApplier applier) {
		for (int i = 0; i < batch.size(); i++) {
			PendingRecord entry = batch.get(i);
			try {
				applier.apply(first + i, entry.type(), entry.content(), entry.context());
			}
			catch (RuntimeException | Error ex) {
				stop(ex, batch.subList(i, batch.size()));
				return;
			}
			this.applied = first + i;
			entry.applied(first + i);
		}
	}

	private void stop(Throwable cause, List<PendingRecord> unanswered) {
		DarkSwapException reason = stop(cause);
		unanswered.forEach((entry) -> entry.refused(reason));
		logger.error("{}", reason.getMessage(), cause);
	}

	private DarkSwapException stop(Throwable cause) {
		DarkSwapException reason = (cause instanceof DarkSwapException ex && ex.code() == ErrorCode.LOG_FAILED) ? ex
				: LogFailures.failed(this.options.directory(), cause);
		this.failure = reason;
		this.pending.refuse(reason);
		return reason;
	}

	@Override
	public long durablePosition() {
		return this.durable;
	}

	@Override
	public long appliedPosition() {
		return this.applied;
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
		return Optional.ofNullable(this.failure);
	}

	private void requireRecordsAfter(long position) {
		new JournalReader(this.options.directory()).requireRecordsAfter(position, this.durable);
	}

	@Override
	public synchronized void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		this.pending.refuse(LogFailures.closed());
		boolean interrupted = joinWriter();
		try {
			if (this.failure == null) {
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

	private boolean joinWriter() {
		boolean interrupted = false;
		Thread writing = this.thread;
		while (writing != null && writing.isAlive()) {
			try {
				writing.join();
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		return interrupted;
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
