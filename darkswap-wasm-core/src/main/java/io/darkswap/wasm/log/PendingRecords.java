package io.darkswap.wasm.log;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.log.file.LogFailures;
import org.jspecify.annotations.Nullable;

/**
 * The records and tasks that wait for the writer, oldest first. Thread-safe.
 */
final class PendingRecords {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition arrived = this.lock.newCondition();

	private final Queue<PendingRecord> queue = new ArrayDeque<>();

	private final Queue<PendingTask> tasks = new ArrayDeque<>();

	private @Nullable DarkSwapException refusal;

	/**
	 * Add a record.
	 * @throws DarkSwapException the refusal, if there is one
	 */
	void add(PendingRecord entry) {
		this.lock.lock();
		try {
			if (this.refusal != null) {
				throw LogFailures.again(this.refusal);
			}
			this.queue.add(entry);
			this.arrived.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Add a task.
	 * @throws DarkSwapException the refusal, if there is one
	 */
	void add(PendingTask task) {
		this.lock.lock();
		try {
			if (this.refusal != null) {
				throw LogFailures.again(this.refusal);
			}
			this.tasks.add(task);
			this.arrived.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Return the next task, and remove it; {@code null} if none waits. */
	@Nullable PendingTask task() {
		this.lock.lock();
		try {
			return this.tasks.poll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Refuse records and tasks from now on; those that wait already are still taken. */
	void refuse(DarkSwapException reason) {
		this.lock.lock();
		try {
			if (this.refusal == null) {
				this.refusal = reason;
			}
			this.arrived.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Move waiting records into a batch, as many as fit, and at least one. Wait for the
	 * first record or task.
	 * @param largest the bytes that the records of a batch may take
	 * @return {@code false} if neither waits and they are refused
	 */
	boolean take(List<PendingRecord> batch, long largest) {
		this.lock.lock();
		try {
			while (this.queue.isEmpty() && this.tasks.isEmpty()) {
				if (this.refusal != null) {
					return false;
				}
				this.arrived.awaitUninterruptibly();
			}
			long size = 0;
			PendingRecord next = this.queue.peek();
			while (next != null && (batch.isEmpty() || size + next.size() <= largest)) {
				size += next.size();
				batch.add(next);
				this.queue.remove();
				next = this.queue.peek();
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

}
