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
 * Interrupts calls that never end. It samples every slot periodically and compares with
 * the previous sample, so a call itself has no cost, not even for reading a clock.
 * <p>
 * A call that is merely not scheduled must not be stopped, however busy the machine. For
 * a thread that is ready to run, its CPU time counts. For a thread that waits, the
 * elapsed time counts, because it may wait forever. The CPU time of a virtual thread is
 * unknown, so the elapsed time counts. Between two samples, at most twice the sampling
 * interval counts, so that a pause of the whole process stops no call.
 */
final class CallWatchdog implements Runnable {

	private static final int LOOKS_PER_LIMIT = 8;

	private static final int LONGEST_LOOK = 2;

	private final List<? extends InstanceSlot> slots;

	private final long limitNanos;

	private final long lookNanos;

	/**
	 * By slot: the call of the last sample, the time it has run, and its thread's CPU
	 * time.
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

	/** Return the part of the time since the last sample that counts. */
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
