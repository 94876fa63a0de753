package io.darkswap.wasm.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * One worker: its result, and the thread that can be interrupted while it runs. The
 * thread belongs to an executor and runs other tasks afterwards, so an interruption never
 * outlives the worker.
 *
 * @param <T> the type of its result
 */
final class Worker<T> {

	private final int number;

	private final Origin origin;

	private final CompletableFuture<T> result = new CompletableFuture<>();

	private final ReentrantLock lock = new ReentrantLock();

	// Guarded by the lock, as are the next three.
	private @Nullable Thread thread;

	private boolean stopped;

	private boolean interrupted;

	private boolean ended;

	Worker(int number, Origin origin) {
		this.number = number;
		this.origin = origin;
	}

	Origin origin() {
		return this.origin;
	}

	int number() {
		return this.number;
	}

	CompletableFuture<T> result() {
		return this.result;
	}

	/** Begin on the calling thread, unless the worker was stopped before. */
	boolean begin() {
		this.lock.lock();
		try {
			this.thread = Thread.currentThread();
			return !this.stopped;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Interrupt the worker's thread, or keep the worker from beginning. */
	void stop() {
		this.lock.lock();
		try {
			this.stopped = true;
			if (this.thread != null && !this.ended && !this.interrupted) {
				this.interrupted = true;
				this.thread.interrupt();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Return whether the worker was stopped. */
	boolean isStopped() {
		this.lock.lock();
		try {
			return this.stopped;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** End on the calling thread, whose flag is cleared if it is this worker's. */
	void end() {
		this.lock.lock();
		try {
			this.ended = true;
			if (this.interrupted) {
				Thread.interrupted();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Return whether the calling thread runs this worker, or completes its result. */
	boolean isOfCurrentThread() {
		this.lock.lock();
		try {
			return this.thread == Thread.currentThread();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The code that started a worker. */
	enum Origin {

		/** The host, on the module's main thread. */
		MAIN,

		/** The host. */
		HOST,

		/** The module, by {@code wasi.thread-spawn}. */
		MODULE

	}

}
