package io.darkswap.wasm.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.file.JournalFormat;
import io.darkswap.wasm.log.file.LogFailures;
import io.darkswap.wasm.log.file.MappedPart;
import io.darkswap.wasm.warnings.WarningLimiter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the records of all callers into one order: writes them, forces them if that is
 * configured, applies them and answers. One thread at a time does so, which has the turn.
 *
 * <pre>
 *  callers  --append--&gt;  pending records  --batch--&gt;  write, force, apply, wake
 * </pre>
 *
 * That thread is the log's own, or a caller that writes its one record. A caller leaves a
 * record that it has written and cannot apply to the log's thread, with the fault that
 * stops the log, if there is one: stopping takes memory and stack, which the log's thread
 * can wait for.
 */
final class Sequencer {

	/** The journal's logger, because users configure the log of that class. */
	private static final Logger logger = LoggerFactory.getLogger(Journal.class);

	/**
	 * The bytes of a batch: large enough to share a force, small enough to answer soon.
	 */
	private static final long LARGEST_BATCH = 1 << 20;

	/** Between two attempts to refuse what waits while the memory is exhausted. */
	private static final long REFUSAL_PAUSE_NANOS = 10_000_000;

	private final JournalOptions options;

	private final BatchWriter writer;

	private final LogListener listener;

	private final WarningLimiter refusals = new WarningLimiter();

	private final PendingRecords pending = new PendingRecords();

	/** Of the thread that writes and applies. */
	private final Turn turn = new Turn();

	/** Of the writer, which empties them after each turn. */
	private final List<PendingRecord> batch = new ArrayList<>();

	/** Of the writer likewise. */
	private final List<PendingTask> tasks = new ArrayList<>();

	/** A record that a caller has left to the writer. Guarded by the turn. */
	private @Nullable PendingRecord left;

	private volatile long durable;

	private volatile long applied;

	private volatile @Nullable DarkSwapException failure;

	/** The thread that writes and applies, once the log is started. */
	private volatile @Nullable Thread thread;

	private volatile @Nullable RecordApplier applier;

	Sequencer(JournalOptions options, BatchWriter writer, LogListener listener) {
		this.options = options;
		this.writer = writer;
		this.listener = listener;
		this.durable = writer.nextPosition() - 1;
	}

	/** Note the newest record that is applied, before records are accepted. */
	void replayed(long position) {
		this.applied = position;
	}

	/** Begin to accept records. */
	void start(RecordApplier recordApplier) {
		this.applier = recordApplier;
		Thread writing = new Thread(() -> run(recordApplier), "darkswap-log-writer");
		writing.setDaemon(true);
		this.thread = writing;
		writing.start();
	}

	/**
	 * Append a record, as {@link CommandLog#append} does.
	 * @return its position
	 */
	long append(PendingRecord entry) {
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

	/** Run a task between two records, as {@link CommandLog#atRest} does. */
	void atRest(LongConsumer task) {
		requireOtherThread();
		PendingTask pendingTask = new PendingTask(task);
		this.pending.add(pendingTask);
		pendingTask.await();
	}

	/** Return whether the calling thread has the turn. */
	boolean isApplying() {
		return this.turn.isOfCaller();
	}

	private void requireOtherThread() {
		if (this.thread == null) {
			throw LogFailures.closed();
		}
		if (isApplying()) {
			throw LogFailures.ownThread();
		}
	}

	/**
	 * Write and apply a record on the calling thread, if it need not be forced: waking
	 * the writer and then the caller takes many times as long. What fails once the record
	 * is written is left to the writer, whose stack has room, too.
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
		try {
			if (this.failure != null || this.left != null || this.pending.isRefused()) {
				return false;
			}
			long position = this.writer.writeMapped(entry);
			if (position == 0) {
				return false;
			}
			entry.position = position;
			this.left = entry;
			this.durable = position;
			if (own.applyOnCaller(position, entry.type(), entry.content(), entry.context())) {
				this.applied = position;
				this.left = null;
				entry.done = true;
				return true;
			}
		}
		catch (StackOverflowError | OutOfMemoryError ex) {
			if (entry.position == 0) {
				throw ex;
			}
		}
		catch (RuntimeException | Error ex) {
			entry.fault = ex;
			this.left = entry;
		}
		finally {
			this.turn.holder = null;
		}
		// Before any call, for which the stack may have no room
		this.pending.roused = true;
		try {
			this.pending.wake();
		}
		catch (StackOverflowError ex) {
			// The writer looks by itself.
		}
		return true;
	}

	/** An error that ended the writer alone would leave its callers waiting for ever. */
	private void run(RecordApplier recordApplier) {
		try {
			writePending(recordApplier);
		}
		catch (RuntimeException | Error ex) {
			while (!isEnded(ex)) {
				LockSupport.parkNanos(this, REFUSAL_PAUSE_NANOS);
			}
			logger.error("The writer of the log in {} failed", this.options.directory(), ex);
		}
	}

	private void writePending(RecordApplier recordApplier) {
		boolean more = true;
		while (more) {
			touchAhead();
			more = this.pending.await();
			this.turn.take();
			try {
				applyLeft(recordApplier);
				this.pending.take(this.batch, this.tasks, largestBatch());
				this.tasks.forEach(this::run);
				write(this.batch, recordApplier);
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
			PendingRecord written = this.left;
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

	/** Apply the record that a caller could not apply, or stop at its fault. */
	private void applyLeft(RecordApplier recordApplier) {
		PendingRecord entry = this.left;
		if (entry == null) {
			return;
		}
		Throwable fault = entry.fault;
		if (fault != null) {
			stop(fault, List.of(entry));
		}
		else {
			applyAgain(entry, recordApplier);
		}
		this.left = null;
	}

	private void applyAgain(PendingRecord entry, RecordApplier recordApplier) {
		try {
			recordApplier.applyAgain(entry.position, entry.type(), entry.content(), entry.context());
			this.applied = entry.position;
			entry.applied(entry.position);
		}
		catch (RuntimeException | Error ex) {
			stop(ex, List.of(entry));
		}
	}

	/** A batch ends with its segment, unless not even a record fits there any more. */
	private long largestBatch() {
		long room = this.writer.room();
		return Math.min(LARGEST_BATCH,
				(room > JournalFormat.RECORD_HEADER_SIZE) ? room : BatchWriter.largestRecord(this.options));
	}

	private void write(List<PendingRecord> records, RecordApplier recordApplier) {
		DarkSwapException stopped = this.failure;
		if (stopped != null) {
			records.forEach((entry) -> entry.refused(stopped));
		}
		else if (!records.isEmpty()) {
			writeAll(records, recordApplier);
		}
	}

	private void writeAll(List<PendingRecord> records, RecordApplier recordApplier) {
		long first = this.writer.nextPosition();
		try {
			this.writer.write(records);
			if (this.options.flush() == FlushMode.OS) {
				this.writer.mapAhead();
			}
		}
		catch (DarkSwapException full) {
			this.refusals
				.log((leftOut) -> logger.warn("Commands are refused, {} batch(es) since the last such line: {}",
						leftOut + 1, full.getMessage()));
			records.forEach((entry) -> entry.refused(full));
			return;
		}
		catch (IOException | RuntimeException | Error ex) {
			stop(ex, records);
			return;
		}
		this.durable = first + records.size() - 1;
		apply(first, records, recordApplier);
	}

	private void apply(long first, List<PendingRecord> records, RecordApplier recordApplier) {
		for (int i = 0; i < records.size(); i++) {
			PendingRecord entry = records.get(i);
			try {
				recordApplier.apply(first + i, entry.type(), entry.content(), entry.context());
			}
			catch (RuntimeException | Error ex) {
				stop(ex, records.subList(i, records.size()));
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

	long durable() {
		return this.durable;
	}

	long applied() {
		return this.applied;
	}

	/** Return why the log stopped for good, {@code null} while it runs. */
	@Nullable DarkSwapException failure() {
		return this.failure;
	}

	/**
	 * Refuse new records, and wait until those that callers wait for are answered. An
	 * interruption does not end the wait.
	 * @return whether the thread was interrupted
	 */
	boolean end() {
		this.pending.refuse(LogFailures.closed());
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

}
