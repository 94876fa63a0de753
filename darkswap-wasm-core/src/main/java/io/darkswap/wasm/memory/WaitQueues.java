package io.darkswap.wasm.memory;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;

/**
 * {@code memory.atomic.wait} and {@code memory.atomic.notify}: parks threads at addresses
 * of one memory and wakes them, first come first.
 *
 * <p>
 * Addresses are hashed to a fixed number of queues: an address without waiters costs
 * nothing, and a notification without waiters takes no lock.
 */
final class WaitQueues {

	/** The waiter was notified. */
	static final int OK = 0;

	/** The value differed from the expected one. */
	static final int NOT_EQUAL = 1;

	/** The waiter was not notified in time. */
	static final int TIMED_OUT = 2;

	/** The memory was closed. WebAssembly has no such result: it becomes a trap. */
	static final int CLOSED = 3;

	private static final int COUNT_LOG2 = 6;

	private final WaitQueue[] queues = new WaitQueue[1 << COUNT_LOG2];

	WaitQueues() {
		Arrays.setAll(this.queues, (index) -> new WaitQueue());
	}

	/**
	 * Parks the calling thread until it is notified.
	 * @param address the address to wait at
	 * @param unchanged reads the value at the address, with sequential consistency, and
	 * returns whether it is the expected one
	 * @param timeout the longest wait in nanoseconds; unlimited if negative
	 * @return {@link #OK}, {@link #NOT_EQUAL}, {@link #TIMED_OUT} or {@link #CLOSED}
	 * @throws ChicoryInterruptedException if the thread is interrupted; it stays
	 * interrupted
	 */
	int await(int address, BooleanSupplier unchanged, long timeout) {
		long deadline = System.nanoTime() + timeout;
		WaitQueue queue = queueOf(address);
		Waiter waiter = new Waiter(address, Thread.currentThread());
		if (!queue.append(waiter, unchanged)) {
			return NOT_EQUAL;
		}
		while (waiter.state == Waiter.State.WAITING) {
			long remaining = deadline - System.nanoTime();
			if (timeout >= 0 && remaining <= 0) {
				if (queue.remove(waiter)) {
					return TIMED_OUT;
				}
			}
			else if (Thread.currentThread().isInterrupted()) {
				if (queue.remove(waiter)) {
					throw new ChicoryInterruptedException("interrupted in " + waiter);
				}
			}
			else if (timeout >= 0) {
				LockSupport.parkNanos(waiter, remaining);
			}
			else {
				LockSupport.park(waiter);
			}
		}
		return (waiter.state == Waiter.State.NOTIFIED) ? OK : CLOSED;
	}

	/**
	 * Wakes threads that wait at an address, the longest-waiting first.
	 * @param address the address
	 * @param count the most threads to wake, unsigned
	 * @return the number of woken threads
	 */
	int wake(int address, int count) {
		return queueOf(address).wake(address, count);
	}

	/** Wakes every waiting thread, which then finds the memory closed. */
	void close() {
		for (WaitQueue queue : this.queues) {
			queue.close();
		}
	}

	private WaitQueue queueOf(int address) {
		// The golden ratio spreads addresses that differ by a power of two.
		return this.queues[(address * 0x9E3779B9) >>> (Integer.SIZE - COUNT_LOG2)];
	}

}
