package io.darkswap.wasm.loader;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.ChicoryException;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.bundled.StoppedThreads;
import org.jspecify.annotations.Nullable;

/**
 * An instance borrowed from an {@link InstancePool} for one call. Only the thread that
 * borrowed it may use it, and must {@linkplain #close() give it back}:
 *
 * <pre>{@code
 * try (PooledInstance<Exports> lease = pool.borrow()) {
 *     try {
 *         return lease.value().add(1, 2);
 *     }
 *     catch (ChicoryException ex) {
 *         throw lease.trapped(ex);
 *     }
 * }
 * }</pre>
 *
 * After {@code close()} the object is the next borrower's: keep no reference to it.
 *
 * @param <T> what the pool attached to the instance
 */
public final class PooledInstance<T> extends PaddedSlot implements AutoCloseable {

	// The state is a phase in the low bits and above them the number of the call, which
	// tells the watchdog one call from the next.
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
			STATE = lookup.findVarHandle(PooledInstance.class, "state", long.class);
			OWNER = lookup.findVarHandle(PooledInstance.class, "owner", Thread.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private volatile long state;

	// Set after the slot is taken and cleared before it is given back: null while nobody
	// holds it.
	private volatile @Nullable Thread owner;

	private final InstancePool<T> pool;

	private final int number;

	private @Nullable ThreadArea area;

	private @Nullable Instance instance;

	private @Nullable T value;

	private @Nullable GlobalInstance stackPointer;

	PooledInstance(InstancePool<T> pool, int number) {
		this.pool = pool;
		this.number = number;
	}

	/**
	 * Returns what the pool attached to the instance.
	 * @return the attachment
	 * @throws IllegalStateException if the instance was discarded
	 */
	public T value() {
		T attached = this.value;
		if (attached == null) {
			throw discarded();
		}
		return attached;
	}

	/**
	 * Returns the instance.
	 * @return the instance
	 * @throws IllegalStateException if the instance was discarded
	 */
	public Instance instance() {
		Instance current = this.instance;
		if (current == null) {
			throw discarded();
		}
		return current;
	}

	/**
	 * Returns which of the pool's places this is; no two leases held at once have the
	 * same.
	 * @return a number from 0, below the pool's size
	 */
	public int number() {
		return this.number;
	}

	/**
	 * Returns the memory that all instances of the pool use.
	 * @return the memory
	 */
	public Memory memory() {
		return this.pool.module().memory();
	}

	/**
	 * Tells the pool that a call into the instance did not end as it should. The instance
	 * will not be handed out again.
	 * @param failure what the call threw
	 * @return what to throw: with {@link ErrorCode#CALL_TIMED_OUT} if the call was
	 * stopped because it ran too long, {@link ErrorCode#CALL_INTERRUPTED} if the thread
	 * was interrupted by somebody else, with its flag kept,
	 * {@link ErrorCode#ENGINE_TRAPPED} otherwise
	 */
	public DarkSwapException trapped(Throwable failure) {
		discard();
		boolean stopped = endCall();
		if (failure instanceof ChicoryInterruptedException) {
			return stopped ? this.pool.stopped(failure) : new DarkSwapException(ErrorCode.CALL_INTERRUPTED,
					"The thread was interrupted during a call into the engine: look up what the call did before you repeat it",
					failure);
		}
		return new DarkSwapException(ErrorCode.ENGINE_TRAPPED,
				"A call into the engine trapped: " + failure.getMessage(), failure);
	}

	/**
	 * Lets the pool replace the instance by a fresh one when it is next borrowed.
	 */
	public void discard() {
		this.instance = null;
		this.value = null;
		this.stackPointer = null;
	}

	/**
	 * Gives the instance back, if it was not already.
	 * @throws DarkSwapException with {@link ErrorCode#ENGINE_STACK_OVERFLOW} if the C
	 * stack of the instance ran out of its bounds, so that other memory may be damaged
	 * @throws IllegalStateException if another thread has borrowed it
	 */
	@Override
	public void close() {
		Thread holder = this.owner;
		if (holder == null) {
			return;
		}
		if (holder != Thread.currentThread()) {
			throw new IllegalStateException("Instance %d is borrowed by thread %s".formatted(this.number, holder));
		}
		try {
			if (!settle(this.area)) {
				// Before anybody else can borrow what works on the damaged memory.
				throw this.pool.stackOverflowed(this.number);
			}
		}
		finally {
			release();
		}
	}

	/**
	 * Discards the instance unless it came back from its calls as it should.
	 * @return whether its stack stayed within its bounds
	 */
	private boolean settle(@Nullable ThreadArea used) {
		if (used == null) {
			return true;
		}
		try {
			boolean intact = used.isIntact();
			if (!intact || !used.isUnwound(this.stackPointer)) {
				discard();
			}
			return intact;
		}
		catch (ChicoryException ex) {
			// The module, and with it the memory, was closed before this lease: there is
			// nothing left to find out, or to damage.
			discard();
			return true;
		}
	}

	/** Takes this slot, if it is free. */
	boolean tryTake(Thread taker) {
		long idle = this.state;
		if ((idle & PHASES) != IDLE || !STATE.compareAndSet(this, idle, idle + BUSY)) {
			return false;
		}
		OWNER.setRelease(this, taker);
		return true;
	}

	boolean isIdle() {
		return (this.state & PHASES) == IDLE;
	}

	boolean isBusy() {
		int phase = (int) this.state & PHASES;
		return phase != IDLE && phase != CLOSED;
	}

	boolean hasInstance() {
		return this.instance != null;
	}

	/** Gives the slot an instance. Only its holder may. */
	void fill() {
		LoadedModule module = this.pool.module();
		Instance fresh = module.instantiate((made) -> {
			ThreadArea own = this.area;
			if (own == null) {
				own = ThreadArea.reserve(module, made, this.pool.stackPages());
				this.area = own;
			}
			if (own != null) {
				own.give(made);
			}
		});
		T attached = this.pool.attach(fresh);
		this.stackPointer = ThreadExports.of(fresh).stackPointer();
		this.instance = fresh;
		this.value = attached;
	}

	/**
	 * Begins another call of the same lease, with the whole of its time before it. Only
	 * the lease's holder may.
	 */
	public void startAnew() {
		long busy = this.state;
		if ((busy & PHASES) == BUSY) {
			// If the watchdog is faster, the call is stopped at its first loop.
			STATE.compareAndSet(this, busy, busy + NEXT_CALL);
		}
	}

	/** Frees the slot. Only its holder may. */
	void release() {
		OWNER.set(this, null);
		long busy = this.state;
		long idle = (busy & ~PHASES) + NEXT_CALL;
		if ((busy & PHASES) != BUSY || !STATE.compareAndSet(this, busy, idle)) {
			endCall();
			this.state = idle;
		}
		this.pool.freed();
	}

	/** Takes the slot out of use for good. Only its holder may. */
	void retire() {
		discard();
		OWNER.set(this, null);
		this.state = CLOSED;
	}

	/**
	 * Returns a number that stays the same during one call and never comes again, or 0
	 * while no call runs.
	 */
	long call() {
		long now = this.state;
		return ((now & PHASES) == BUSY) ? now : 0;
	}

	/**
	 * Interrupts the thread that runs a call, unless the call has ended. The holder
	 * cannot leave while this is under way, so no later call of the thread is hit.
	 * @param call the call
	 */
	void interrupt(long call) {
		if (call != 0 && STATE.compareAndSet(this, call, call - BUSY + INTERRUPTING)) {
			Thread holder = this.owner;
			if (holder != null) {
				StoppedThreads.add(holder);
				holder.interrupt();
			}
			this.state = call - BUSY + ((holder != null) ? INTERRUPTED : ENDED);
		}
	}

	/**
	 * Ends the call for the watchdog, so that it interrupts nothing any more.
	 * @return whether it had interrupted the call; the thread's flag is cleared then
	 */
	boolean endCall() {
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
		StoppedThreads.remove(Thread.currentThread());
		Thread.interrupted();
		this.state = now - INTERRUPTED + ENDED;
		return true;
	}

	private IllegalStateException discarded() {
		return new IllegalStateException("Instance %d is not borrowed, or was discarded".formatted(this.number));
	}

}
