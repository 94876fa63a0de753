package io.darkswap.wasm.pool;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers that run over one memory. The first failure stops them all.
 */
final class WorkerGroup {

	private static final Logger logger = LoggerFactory.getLogger(WorkerGroup.class);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

	private final String url;

	private final int limit;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition allSettled = this.lock.newCondition();

	// Guarded by the lock, as are the next four.
	private final Set<Worker<?>> running = new HashSet<>();

	/** The workers whose results are not complete. */
	private final Set<Worker<?>> unsettled = new HashSet<>();

	private boolean mainRuns;

	private boolean closed;

	private @Nullable DarkSwapException failure;

	WorkerGroup(String url, int limit) {
		this.url = url;
		this.limit = limit;
	}

	/** Return the reason why a worker may not start, or count it. */
	@Nullable DarkSwapException enter(Worker<?> worker) {
		this.lock.lock();
		try {
			if (this.closed) {
				return new DarkSwapException(ErrorCode.NOT_INITIALIZED,
						"The workers of %s are closed: build new ones".formatted(this.url));
			}
			if (this.failure != null) {
				return stopped();
			}
			if (this.running.size() == this.limit) {
				return new DarkSwapException(ErrorCode.WORKER_REFUSED,
						"%d worker(s) of %s run, as many as may: raise the limit, or wait for one".formatted(this.limit,
								this.url));
			}
			if (worker.origin() == Worker.Origin.MAIN && this.mainRuns) {
				return new DarkSwapException(ErrorCode.WORKER_REFUSED,
						"Another call of the host runs on the only C stack that %s has for them: wait for it"
							.formatted(this.url));
			}
			this.mainRuns |= (worker.origin() == Worker.Origin.MAIN);
			this.running.add(worker);
			this.unsettled.add(worker);
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Make room for another worker. */
	void leave(Worker<?> worker) {
		this.lock.lock();
		try {
			this.running.remove(worker);
			this.mainRuns &= (worker.origin() != Worker.Origin.MAIN);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Let those go on that wait for the results of all workers. */
	void settle(Worker<?> worker) {
		this.lock.lock();
		try {
			this.unsettled.remove(worker);
			if (this.unsettled.isEmpty()) {
				this.allSettled.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	int running() {
		this.lock.lock();
		try {
			return this.running.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	Optional<DarkSwapException> failure() {
		this.lock.lock();
		try {
			return Optional.ofNullable(this.failure);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Stop the group because of a failure, unless it is stopped already. */
	void fail(DarkSwapException reason) {
		this.lock.lock();
		try {
			if (this.failure == null) {
				this.failure = reason;
				this.running.forEach(Worker::stop);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Create the exception of a worker that is stopped. */
	DarkSwapException stopped() {
		DarkSwapException reason = failure().orElse(null);
		return new DarkSwapException(ErrorCode.CALL_INTERRUPTED,
				(reason != null) ? "The worker was stopped because another one failed: " + reason.getMessage()
						: "The worker was stopped because its group was closed",
				reason);
	}

	void join() throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (!this.unsettled.isEmpty()) {
				this.allSettled.await();
			}
			if (this.failure != null) {
				throw this.failure;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Stop the group for good, and wait until its workers have ended. */
	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.running.forEach(Worker::stop);
			awaitEnd();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** A worker that closes its own group does not wait for itself. */
	private void awaitEnd() {
		long left = CLOSE_TIMEOUT.toNanos();
		try {
			while (!this.unsettled.isEmpty() && left > 0
					&& this.unsettled.stream().noneMatch(Worker::isOfCurrentThread)) {
				left = this.allSettled.awaitNanos(left);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (left <= 0) {
			logger.warn("{} worker(s) of {} have not ended within {} s of their interruption", this.unsettled.size(),
					this.url, CLOSE_TIMEOUT.toSeconds());
		}
	}

}
