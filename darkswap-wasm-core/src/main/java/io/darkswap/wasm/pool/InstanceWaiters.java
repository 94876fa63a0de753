package io.darkswap.wasm.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Callers that wait for an object that others return.
 * <p>
 * A newcomer may take a free object before the waiters, because waking a parked thread
 * costs more than most calls. Once a caller has waited for {@link #PATIENCE_NANOS},
 * newcomers queue behind it, so no caller starves.
 *
 * @param <S> the type of the objects
 */
final class InstanceWaiters<S> {

	private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private final Supplier<@Nullable S> taker;

	private final BooleanSupplier anyFree;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition freed = this.lock.newCondition();

	// Written with the lock held, read without it. A waiter increments the count before
	// it looks for a free object. A thread that returns an object does so before it reads
	// the count. So one of the two always sees the other.
	private volatile int waiting;

	private volatile int starving;

	// A waiter is waking already. One wake-up is enough, because that waiter wakes the
	// next one if another object is free.
	private volatile boolean waking;

	private volatile boolean closed;

	InstanceWaiters(Supplier<@Nullable S> taker, BooleanSupplier anyFree) {
		this.taker = taker;
		this.anyFree = anyFree;
	}

	/**
	 * Returns whether a newcomer must queue behind the waiters.
	 */
	boolean mustQueue() {
		return this.starving > 0;
	}

	/**
	 * Waits for a free object.
	 * @param timeoutNanos the longest wait in nanoseconds
	 * @return the object, {@code null} on a timeout or when closed
	 * @throws InterruptedException if the thread is interrupted before or while it waits
	 */
	@Nullable S await(long timeoutNanos) throws InterruptedException {
		return await(timeoutNanos, false);
	}

	/**
	 * Waits for a free object although the queue is closed, to retire it.
	 */
	@Nullable S awaitLast(long timeoutNanos) throws InterruptedException {
		return await(timeoutNanos, true);
	}

	private @Nullable S await(long timeoutNanos, boolean last) throws InterruptedException {
		long start = System.nanoTime();
		this.lock.lockInterruptibly();
		this.waiting++;
		boolean starved = false;
		try {
			S taken = (this.starving > 0 && !last) ? null : this.taker.get();
			while (taken == null && (last || !this.closed)) {
				long waited = System.nanoTime() - start;
				if (waited >= timeoutNanos) {
					return null;
				}
				if (!starved && waited >= PATIENCE_NANOS) {
					starved = true;
					this.starving++;
				}
				long left = timeoutNanos - waited;
				long unused = this.freed.awaitNanos(starved ? left : Math.min(left, PATIENCE_NANOS));
				this.waking = false;
				taken = (this.closed && !last) ? null : this.taker.get();
			}
			return taken;
		}
		finally {
			this.waiting--;
			if (starved) {
				this.starving--;
			}
			this.waking = false;
			if (this.waiting > 0 && this.anyFree.getAsBoolean()) {
				wakeOne();
			}
			this.lock.unlock();
		}
	}

	/**
	 * Wakes a waiter because an object was returned.
	 */
	void oneFreed() {
		if (this.waiting > 0 && !this.waking) {
			this.lock.lock();
			try {
				if (this.waiting > 0) {
					wakeOne();
				}
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	/**
	 * Closes the queue: current and later callers get {@code null}.
	 * @return whether the queue was open
	 */
	boolean close() {
		this.lock.lock();
		try {
			if (this.closed) {
				return false;
			}
			this.closed = true;
			this.starving++;
			this.freed.signalAll();
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean isClosed() {
		return this.closed;
	}

	private void wakeOne() {
		this.waking = true;
		this.freed.signal();
	}

}
