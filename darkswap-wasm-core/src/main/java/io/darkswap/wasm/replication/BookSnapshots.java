package io.darkswap.wasm.replication;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.log.CommandLog;
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

	private final CommandLog log;

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
	BookSnapshots(CommandLog log, Supplier<AppliedState> state, Optional<Snapshot> restored) {
		this.log = log;
		this.state = state;
		this.newest = restored
			.map((snapshot) -> new Taken(snapshot.position(), snapshot.createdAt(),
					SnapshotHeader.decode(snapshot.header()).digest().isPresent()))
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

	/** Return whether the calling thread takes a snapshot at the moment. */
	boolean isTakenHere() {
		return this.lock.isHeldByCurrentThread();
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
		return take(false);
	}

	/**
	 * Take a snapshot.
	 * @param digested whether commands wait until the books are digested, too
	 */
	private long take(boolean digested) {
		this.lock.lock();
		try {
			AppliedState current = this.state.get();
			long bytes = (long) current.books().engine().pages() * Memory.PAGE_SIZE;
			try (SnapshotWriter writer = this.log.snapshots().begin(bytes)) {
				Captured captured = new Captured(digested);
				this.log.atRest((position) -> captured.read(position, this.state.get(), writer));
				writer.publish(captured.position, captured.header);
				this.newest = new Taken(captured.position, Instant.now(), digested);
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
				takeOrWarn(false);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void takeOrWarn(boolean digested) {
		try {
			take(digested);
		}
		catch (RuntimeException ex) {
			logger.warn("No snapshot was taken; the log keeps all records until the next one: {}", ex.getMessage());
		}
	}

	private boolean isBehind() {
		return isOpen() && this.log.appliedPosition() > this.newest.position();
	}

	private boolean isOpen() {
		return !this.closed && this.log.failure().isEmpty();
	}

	/**
	 * Take the last snapshot, so that the next start has nothing to replay, and another
	 * engine can compare its books.
	 */
	@Override
	public void close() {
		this.lock.lock();
		try {
			for (int attempt = 0; attempt < LAST_ATTEMPTS
					&& (isBehind() || (isOpen() && !this.newest.digested())); attempt++) {
				takeOrWarn(true);
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
	 * @param digested whether it has the digest of the books
	 */
	record Taken(long position, @Nullable Instant at, boolean digested) {

		static final Taken NOTHING = new Taken(0, null, false);

	}

	/** The state that is read while the thread that applies records rests. */
	private static final class Captured {

		private final boolean digested;

		private long position;

		private byte[] header = {};

		Captured(boolean digested) {
			this.digested = digested;
		}

		void read(long applied, AppliedState state, SnapshotWriter writer) {
			this.position = applied;
			OptionalLong digest = this.digested ? OptionalLong.of(state.digest()) : OptionalLong.empty();
			state.books().engine().capture((image) -> {
				writer.write(image.memory());
				this.header = state.header(digest, image.layout()).encode();
			});
		}

	}

}
