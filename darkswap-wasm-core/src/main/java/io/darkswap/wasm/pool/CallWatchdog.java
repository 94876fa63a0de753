package io.darkswap.wasm.pool;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.darkswap.wasm.threads.DaemonThreads;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts calls that run too long. It looks at every slot now and then and compares
 * with what it saw before, so a call itself pays nothing, not even for reading a clock; a
 * call is stopped between one and one and a quarter of the timeout after it began.
 */
final class CallWatchdog implements Runnable {

	private static final int LOOKS_PER_TIMEOUT = 8;

	private final List<? extends InstanceSlot> slots;

	private final long timeoutNanos;

	private final long[] calls;

	private final long[] firstSeen;

	private volatile boolean stopped;

	/** Set by the thread itself. */
	private volatile @Nullable Thread thread;

	private CallWatchdog(List<? extends InstanceSlot> slots, Duration timeout) {
		this.slots = slots;
		this.timeoutNanos = timeout.toNanos();
		this.calls = new long[slots.size()];
		this.firstSeen = new long[slots.size()];
	}

	static CallWatchdog start(List<? extends InstanceSlot> slots, Duration timeout) {
		CallWatchdog watchdog = new CallWatchdog(slots, timeout);
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
		while (!this.stopped) {
			LockSupport.parkNanos(this.timeoutNanos / LOOKS_PER_TIMEOUT);
			long now = System.nanoTime();
			for (int index = 0; index < this.calls.length; index++) {
				look(index, now);
			}
		}
	}

	private void look(int index, long now) {
		InstanceSlot slot = this.slots.get(index);
		long call = slot.call();
		if (call != this.calls[index]) {
			this.calls[index] = call;
			this.firstSeen[index] = now;
		}
		else if (call != 0 && now - this.firstSeen[index] >= this.timeoutNanos) {
			slot.interrupt(call);
		}
	}

}
