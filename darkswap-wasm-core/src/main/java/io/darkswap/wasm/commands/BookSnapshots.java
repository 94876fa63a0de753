package io.darkswap.wasm.commands;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.log.Journal;
import io.darkswap.wasm.log.Snapshot;
import io.darkswap.wasm.log.SnapshotWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes snapshots of the books: on demand, at an interval, and at the end. Commands and
 * reads wait while the memory is copied; the file is forced afterwards. Thread-safe.
 */
final class BookSnapshots implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(BookLog.class);

	/** Commands in flight may be appended while the last snapshot is taken. */
	private static final int LAST_ATTEMPTS = 3;

	private final Journal journal;

	private final Supplier<AppliedState> state;

	/** Held while a snapshot is taken and while this is closed. */
	private final ReentrantLock lock = new ReentrantLock();

	private volatile Taken newest;

	private @Nullable ScheduledThreadPoolExecutor executor;

	private boolean closed;

	/**
	 * Take snapshots of a state.
	 * @param restored the snapshot from which the state was restored
	 */
	BookSnapshots(Journal journal, Supplier<AppliedState> state, Optional<Snapshot> restored) {
		this.journal = journal;
		this.state = state;
		this.newest = restored.map((snapshot) -> new Taken(snapshot.position(), snapshot.createdAt()))
			.orElse(Taken.NOTHING);
	}

	/** Begin to take snapshots at an interval; none if it is zero. */
	void start(Duration interval) {
		if (interval.isZero()) {
			return;
		}
		ScheduledThreadPoolExecutor scheduled = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "darkswap-log-snapshots");
			thread.setDaemon(true);
			return thread;
		});
		scheduled.scheduleWithFixedDelay(this::takeIfChanged, interval.toMillis(), Math.max(1, interval.toMillis()),
				TimeUnit.MILLISECONDS);
		this.executor = scheduled;
	}

	/** Return the newest snapshot. */
	Taken newest() {
		return this.newest;
	}

	/**
	 * Take a snapshot.
	 * @return the position of the newest record in it
	 * @throws DarkSwapException with {@link io.darkswap.wasm.ErrorCode#LOG_FULL} if there
	 * is no room for it, or the code of the reason why the books cannot be read
	 */
	long take() {
		this.lock.lock();
		try {
			AppliedState current = this.state.get();
			long bytes = (long) current.books().engine().pages() * Memory.PAGE_SIZE;
			try (SnapshotWriter writer = this.journal.snapshots().begin(bytes)) {
				Captured captured = new Captured();
				this.journal.atRest((position) -> captured.read(position, this.state.get(), writer));
				writer.publish(captured.position, captured.header);
				this.newest = new Taken(captured.position, Instant.now());
				return captured.position;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void takeIfChanged() {
		this.lock.lock();
		try {
			if (isBehind()) {
				take();
			}
		}
		catch (RuntimeException ex) {
			logger.warn("No snapshot was taken; the log keeps all records until the next one: {}", ex.getMessage());
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isBehind() {
		return !this.closed && this.journal.failure().isEmpty()
				&& this.journal.appliedPosition() > this.newest.position();
	}

	/** Take the last snapshot, so that the next start has nothing to replay. */
	@Override
	public void close() {
		this.lock.lock();
		try {
			for (int attempt = 0; attempt < LAST_ATTEMPTS && isBehind(); attempt++) {
				takeIfChanged();
			}
			this.closed = true;
			if (this.executor != null) {
				this.executor.shutdown();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A snapshot.
	 *
	 * @param position the position of the newest record in it, 0 if there is none
	 * @param at the time of its creation, {@code null} if there is none
	 */
	record Taken(long position, @Nullable Instant at) {

		static final Taken NOTHING = new Taken(0, null);

	}

	/** What the thread that applies records reads while it rests. */
	private static final class Captured {

		private long position;

		private byte[] header = {};

		void read(long applied, AppliedState state, SnapshotWriter writer) {
			this.position = applied;
			state.books().engine().capture((image) -> {
				writer.write(image.memory());
				this.header = state.header(image.layout()).encode();
			});
		}

	}

}
