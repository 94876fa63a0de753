package io.darkswap.wasm.pool;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.darkswap.wasm.threads.DaemonThreads;
import io.darkswap.wasm.threads.Nanos;
import io.darkswap.wasm.threads.ThreadTime;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts calls that never end. It looks at every slot now and then and compares with
 * the look before, so a call itself pays nothing, not even for reading a clock.
 * <p>
 * A call that is merely not scheduled must not be stopped, however busy the machine: of a
 * thread that is ready to run, its CPU time counts. Of one that waits, the time that
 * passes counts, for it may wait for ever. The CPU time of a virtual thread is unknown:
 * the time that passes counts, but of the time between two looks at most twice as much as
 * planned, so that a process that was paused as a whole stops nothing.
 */
final class CallWatchdog implements Runnable {

	private static final int LOOKS_PER_LIMIT = 8;

	private static final int LONGEST_LOOK = 2;

	private final List<? extends InstanceSlot> slots;

	private final long limitNanos;

	private final long lookNanos;

	/**
	 * By slot: the call that was seen last, how long it ran, and its thread's CPU time.
	 */
	private final long[] calls;

	private final long[] spent;

	private final long[] threadTimes;

	private volatile boolean stopped;

	/** Set by the thread itself. */
	private volatile @Nullable Thread thread;

	private CallWatchdog(List<? extends InstanceSlot> slots, Duration limit) {
		this.slots = slots;
		this.limitNanos = Nanos.of(limit);
		this.lookNanos = this.limitNanos / LOOKS_PER_LIMIT;
		this.calls = new long[slots.size()];
		this.spent = new long[slots.size()];
		this.threadTimes = new long[slots.size()];
		Arrays.fill(this.threadTimes, ThreadTime.UNKNOWN);
	}

	static CallWatchdog start(List<? extends InstanceSlot> slots, Duration limit) {
		CallWatchdog watchdog = new CallWatchdog(slots, limit);
		DaemonThreads.start("darkswap-call-watchdog", watchdog);
		return watchdog;
	}

	void stop() {
		this.stopped = true;
		LockSupport.unpark(this.thread);
	}

	@Override
	public void run() {
		this.thread = Thread.currentThread();
		long last = System.nanoTime();
		while (!this.stopped) {
			LockSupport.parkNanos(this.lookNanos);
			long now = System.nanoTime();
			long passed = Math.min(now - last, LONGEST_LOOK * this.lookNanos);
			last = now;
			for (int index = 0; index < this.calls.length; index++) {
				look(index, passed);
			}
		}
	}

	private void look(int index, long passed) {
		InstanceSlot slot = this.slots.get(index);
		long call = slot.call();
		Thread holder = slot.holder();
		if (call == 0 || holder == null || call != this.calls[index]) {
			this.calls[index] = call;
			this.spent[index] = 0;
			this.threadTimes[index] = ThreadTime.UNKNOWN;
			return;
		}
		this.spent[index] += spent(index, holder, passed);
		if (this.spent[index] >= this.limitNanos) {
			slot.interrupt(call);
		}
	}

	/** Return how much of the time since the last look counts. */
	private long spent(int index, Thread holder, long passed) {
		long before = this.threadTimes[index];
		long now = ThreadTime.of(holder);
		this.threadTimes[index] = now;
		if (now == ThreadTime.UNKNOWN || holder.getState() != Thread.State.RUNNABLE) {
			return passed;
		}
		return (before != ThreadTime.UNKNOWN) ? now - before : 0;
	}

}
