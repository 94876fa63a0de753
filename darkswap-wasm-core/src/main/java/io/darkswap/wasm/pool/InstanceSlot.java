package io.darkswap.wasm.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import io.darkswap.wasm.threads.TimedOutCalls;
import org.jspecify.annotations.Nullable;

/**
 * The holder of one of a pool's places, and the state of the holder's call: <pre>
 *            tryTake            interrupt
 *   IDLE ---------------> BUSY ----------> INTERRUPTING ---> INTERRUPTED
 *    |  ^                  | |                                    |
 *    |  +----- release ----+ +--- endCall ---> ENDED <- endCall --+
 *    |  +----- release -------------------------+
 *    +--> CLOSED, when the pool is closed
 * </pre> It is the superclass of the lease rather than a field, which would cost each
 * borrow the load of one more reference.
 */
abstract class InstanceSlot extends PaddedSlot {

	// The state is a phase in the low bits, and above them the number of the call, by
	// which the watchdog distinguishes a call from the next.
	private static final int IDLE = 0;

	private static final int BUSY = 1;

	private static final int INTERRUPTING = 2;

	private static final int INTERRUPTED = 3;

	private static final int ENDED = 4;

	private static final int CLOSED = 5;

	private static final int PHASES = 7;

	private static final int NEXT_CALL = 8;

	private static final VarHandle STATE;

	private static final VarHandle OWNER;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			STATE = lookup.findVarHandle(InstanceSlot.class, "state", long.class);
			OWNER = lookup.findVarHandle(InstanceSlot.class, "owner", Thread.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private volatile long state;

	// Set after the slot is taken and cleared before it is released: null while it is
	// free.
	private volatile @Nullable Thread owner;

	/** Take this slot, if it is free. */
	final boolean tryTake(Thread taker) {
		long idle = this.state;
		if ((idle & PHASES) != IDLE || !STATE.compareAndSet(this, idle, idle + BUSY)) {
			return false;
		}
		OWNER.setRelease(this, taker);
		return true;
	}

	final boolean isIdle() {
		return (this.state & PHASES) == IDLE;
	}

	final boolean isBusy() {
		int phase = (int) this.state & PHASES;
		return phase != IDLE && phase != CLOSED;
	}

	/** Return the thread that holds this slot, {@code null} while it is free. */
	final @Nullable Thread holder() {
		return this.owner;
	}

	/** Begin another call of the same holder, with its full time. */
	final void nextCall() {
		long busy = this.state;
		if ((busy & PHASES) == BUSY) {
			// If the watchdog is faster, the call is stopped at its first loop.
			STATE.compareAndSet(this, busy, busy + NEXT_CALL);
		}
	}

	/** Free the slot. Only its holder may. */
	final void free() {
		OWNER.set(this, null);
		long busy = this.state;
		long idle = (busy & ~PHASES) + NEXT_CALL;
		if ((busy & PHASES) != BUSY || !STATE.compareAndSet(this, busy, idle)) {
			endCall();
			this.state = idle;
		}
	}

	/** Take the slot out of use for good. Only its holder may. */
	final void retire() {
		OWNER.set(this, null);
		this.state = CLOSED;
	}

	/**
	 * Return a number that stays the same during one call and is never used again, or 0
	 * while no call runs.
	 */
	final long call() {
		long now = this.state;
		return ((now & PHASES) == BUSY) ? now : 0;
	}

	/**
	 * Interrupt the thread that runs a call, unless the call has ended. The holder cannot
	 * leave meanwhile, so no later call of the thread is hit.
	 * @param call the call
	 */
	final void interrupt(long call) {
		if (call != 0 && STATE.compareAndSet(this, call, call - BUSY + INTERRUPTING)) {
			Thread holder = this.owner;
			if (holder != null) {
				TimedOutCalls.add(holder);
				holder.interrupt();
			}
			this.state = call - BUSY + ((holder != null) ? INTERRUPTED : ENDED);
		}
	}

	/**
	 * End the call for the watchdog, which no longer interrupts it.
	 * @return whether the watchdog had interrupted the call; if so, the thread's flag is
	 * cleared
	 */
	final boolean endCall() {
		long now = this.state;
		if ((now & PHASES) == BUSY && STATE.compareAndSet(this, now, now - BUSY + ENDED)) {
			return false;
		}
		while (((now = this.state) & PHASES) == INTERRUPTING) {
			Thread.onSpinWait();
		}
		if ((now & PHASES) == ENDED) {
			return false;
		}
		TimedOutCalls.remove(Thread.currentThread());
		Thread.interrupted();
		this.state = now - INTERRUPTED + ENDED;
		return true;
	}

}
