package io.darkswap.wasm.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Where callers wait for something that others give back.
 * <p>
 * Whoever comes by may take what is free before those who wait, for handing over to a
 * parked thread costs more than most calls. But once somebody has waited for
 * {@link #PATIENCE_NANOS}, newcomers queue up behind, so nobody starves.
 *
 * @param <S> what is waited for
 */
final class InstanceWaiters<S> {

	private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private final Supplier<@Nullable S> taker;

	private final BooleanSupplier anyFree;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition freed = this.lock.newCondition();

	// Written with the lock held, read without it. A waiter counts itself before it looks
	// for something free, and whoever gives something back does so before it reads the
	// count: so one of the two always sees the other.
	private volatile int waiting;

	private volatile int starving;

	// A waiter is on its way already: one wake-up is enough, for it passes on what it
	// leaves.
	private volatile boolean waking;

	private volatile boolean closed;

	InstanceWaiters(Supplier<@Nullable S> taker, BooleanSupplier anyFree) {
		this.taker = taker;
		this.anyFree = anyFree;
	}

	/**
	 * Tells a newcomer not to take anything past those who wait.
	 */
	boolean mustQueue() {
		return this.starving > 0;
	}

	/**
	 * Waits for something free.
	 * @param timeoutNanos how long
	 * @return what was taken, {@code null} on a timeout or when closed
	 * @throws InterruptedException if the thread is interrupted before or while it waits
	 */
	@Nullable S await(long timeoutNanos) throws InterruptedException {
		return await(timeoutNanos, false);
	}

	/**
	 * Waits for something free although the line is closed, to put it away.
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
	 * Lets a waiter know that something was given back.
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
	 * Sends everybody away, now and from now on.
	 * @return whether the line was open
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
