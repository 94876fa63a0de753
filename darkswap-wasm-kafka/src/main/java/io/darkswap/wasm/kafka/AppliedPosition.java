package io.darkswap.wasm.kafka;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The position of the newest applied record, which readers wait for. One thread advances
 * it.
 */
final class AppliedPosition {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition advanced = this.lock.newCondition();

	private final AtomicInteger waiting = new AtomicInteger();

	private volatile long position;

	long get() {
		return this.position;
	}

	void advance(long to) {
		this.position = to;
		wake();
	}

	/** Let all waiters look again. */
	void wake() {
		if (this.waiting.get() == 0) {
			return;
		}
		this.lock.lock();
		try {
			this.advanced.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait until a position is applied. An interruption does not end the wait, and the
	 * thread stays interrupted.
	 * @param wanted the position
	 * @param deadline the time at which the wait ends, as {@link System#nanoTime}
	 * @param ended returns whether the position will not advance any more
	 * @return whether it is applied
	 */
	boolean await(long wanted, long deadline, BooleanSupplier ended) {
		if (this.position >= wanted) {
			return true;
		}
		boolean interrupted = false;
		// Counted before the position is read again, so that no advance is missed
		this.waiting.incrementAndGet();
		this.lock.lock();
		try {
			long left = deadline - System.nanoTime();
			while (this.position < wanted && left > 0 && !ended.getAsBoolean()) {
				try {
					this.advanced.await(left, TimeUnit.NANOSECONDS);
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
				left = deadline - System.nanoTime();
			}
			return this.position >= wanted;
		}
		finally {
			this.lock.unlock();
			this.waiting.decrementAndGet();
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
