package io.darkswap.wasm.memory;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The threads that wait at any of the addresses that share this queue, first come first.
 */
final class WaitQueue {

	/** Not {@code synchronized}: that would pin a virtual thread to its carrier. */
	private final ReentrantLock lock = new ReentrantLock();

	/** Closes the ring of waiters: the first waits at {@code ring.next}. */
	private final Waiter ring = new Waiter(0, null);

	/** Written with the lock held, read without. */
	private volatile int waiting;

	/**
	 * Appends a waiter if its value is unchanged. No notification is lost between the
	 * check and the append.
	 * @param waiter the waiter
	 * @param unchanged reads the value, with sequential consistency
	 * @return whether the waiter was appended
	 */
	boolean append(Waiter waiter, BooleanSupplier unchanged) {
		this.lock.lock();
		try {
			// Counted before the value is read, while a notifier writes the value before
			// it reads the count: at least one of the two sees the other.
			link(waiter);
			boolean appended = false;
			try {
				appended = unchanged.getAsBoolean();
			}
			finally {
				if (!appended) {
					unlink(waiter);
				}
			}
			return appended;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Removes a waiter that gave up, unless it was notified before.
	 * @param waiter the waiter
	 * @return whether it was still waiting
	 */
	boolean remove(Waiter waiter) {
		this.lock.lock();
		try {
			if (waiter.state != Waiter.State.WAITING) {
				return false;
			}
			unlink(waiter);
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wakes waiters at an address, the longest-waiting first.
	 * @param address the address
	 * @param count the most waiters to wake, unsigned
	 * @return the number of woken waiters
	 */
	int wake(int address, int count) {
		// Orders the caller's writes, plain ones too, before the read of the count.
		VarHandle.fullFence();
		if (this.waiting == 0) {
			return 0;
		}
		int woken = 0;
		this.lock.lock();
		try {
			Waiter waiter = this.ring.next;
			while (waiter != this.ring && woken != count) {
				Waiter next = waiter.next;
				if (waiter.address == address) {
					wake(waiter, Waiter.State.NOTIFIED);
					woken++;
				}
				waiter = next;
			}
		}
		finally {
			this.lock.unlock();
		}
		return woken;
	}

	/** Wakes every waiter because the memory is closed. */
	void close() {
		this.lock.lock();
		try {
			while (this.ring.next != this.ring) {
				wake(this.ring.next, Waiter.State.CLOSED);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void wake(Waiter waiter, Waiter.State state) {
		unlink(waiter);
		waiter.state = state;
		LockSupport.unpark(waiter.thread);
	}

	private void link(Waiter waiter) {
		waiter.previous = this.ring.previous;
		waiter.next = this.ring;
		waiter.previous.next = waiter;
		waiter.next.previous = waiter;
		this.waiting = this.waiting + 1;
	}

	private void unlink(Waiter waiter) {
		waiter.previous.next = waiter.next;
		waiter.next.previous = waiter.previous;
		this.waiting = this.waiting - 1;
	}

}
