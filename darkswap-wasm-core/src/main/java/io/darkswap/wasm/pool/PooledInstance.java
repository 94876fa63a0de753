package io.darkswap.wasm.pool;

import java.util.function.Function;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.ChicoryException;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.WasmTrapException;
import org.jspecify.annotations.Nullable;

/**
 * An instance borrowed from an {@link InstancePool} for one call. Only the borrowing
 * thread may use it, and must {@linkplain #close() return it}:
 *
 * <pre>{@code
 * try (PooledInstance<Exports> lease = pool.borrow()) {
 *     return lease.call((exports) -> exports.add(1, 2));
 * }
 * }</pre>
 *
 * After {@code close()} the object belongs to the next borrower: keep no reference to it.
 *
 * @param <T> the type of the instance's attachment
 */
public final class PooledInstance<T> extends InstanceSlot implements AutoCloseable {

	private final InstancePool<T> pool;

	private final int number;

	private @Nullable InstanceStack stack;

	private @Nullable Instance instance;

	private @Nullable T value;

	private @Nullable GlobalInstance stackPointer;

	PooledInstance(InstancePool<T> pool, int number) {
		this.pool = pool;
		this.number = number;
	}

	/**
	 * Return the attachment of the instance.
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
	 * Return the instance.
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
	 * Return the number of this place in the pool. No two leases held at once have the
	 * same number.
	 * @return a number from 0, below the pool's size
	 */
	public int number() {
		return this.number;
	}

	/**
	 * Return the memory that all instances of the pool use.
	 * @return the memory
	 */
	public Memory memory() {
		return this.pool.module().memory();
	}

	/**
	 * Call into the instance. After any failure, the instance is not lent again.
	 * @param <R> the type of the result
	 * @param work calls exports of the instance
	 * @return the result of the work
	 * @throws DarkSwapException as {@link #trapped(Throwable)} returns it; one that the
	 * work throws, such as a host function's, is thrown unchanged
	 */
	public <R> R call(Function<? super T, ? extends R> work) {
		try {
			return work.apply(value());
		}
		catch (DarkSwapException ex) {
			discard();
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			throw trapped(ex);
		}
	}

	/**
	 * Report that a call into the instance failed. The instance is not lent again.
	 * @param failure the exception of the call
	 * @return the exception to throw: with {@link ErrorCode#CALL_TIMED_OUT} if the call
	 * was stopped because it ran too long, {@link ErrorCode#CALL_INTERRUPTED} if another
	 * thread interrupted it, with its flag kept, otherwise a {@link WasmTrapException}
	 * with {@link ErrorCode#ENGINE_TRAPPED}
	 */
	public DarkSwapException trapped(Throwable failure) {
		discard();
		boolean stopped = endCall();
		if (failure instanceof ChicoryInterruptedException) {
			return stopped ? this.pool.stopped(failure) : new DarkSwapException(ErrorCode.CALL_INTERRUPTED,
					"The thread was interrupted during a call into the engine: look up what the call did before you repeat it",
					failure);
		}
		return new WasmTrapException(ErrorCode.ENGINE_TRAPPED, "A call into the engine trapped", failure);
	}

	/**
	 * End the lease's call because its thread is interrupted, before anything was called.
	 * @return the exception to throw: with {@link ErrorCode#CALL_TIMED_OUT} if the call
	 * was stopped because it ran too long, {@link ErrorCode#CALL_INTERRUPTED} if another
	 * thread interrupted it, with its flag kept
	 */
	public DarkSwapException interrupted() {
		return endCall() ? this.pool.stopped(null) : new DarkSwapException(ErrorCode.CALL_INTERRUPTED,
				"The calling thread was interrupted before the call; nothing has changed");
	}

	/**
	 * Discard the instance; the pool replaces it when this place is next borrowed.
	 */
	public void discard() {
		this.instance = null;
		this.value = null;
		this.stackPointer = null;
	}

	/**
	 * Return the instance to the pool, unless it has been returned.
	 * @throws DarkSwapException with {@link ErrorCode#ENGINE_STACK_OVERFLOW} if the C
	 * stack of the instance ran out of its bounds, so that other memory may be damaged
	 * @throws IllegalStateException if another thread has borrowed it
	 */
	@Override
	public void close() {
		Thread holder = holder();
		if (holder == null) {
			return;
		}
		if (holder != Thread.currentThread()) {
			throw new IllegalStateException("Instance %d is borrowed by thread %s".formatted(this.number, holder));
		}
		try {
			if (!settle(this.stack)) {
				// Before another caller can borrow an instance over the damaged memory.
				throw this.pool.stackOverflowed(this.number);
			}
		}
		finally {
			release();
		}
	}

	/**
	 * Discard the instance unless its calls have unwound its stack.
	 * @return whether its stack stayed within its bounds
	 */
	private boolean settle(@Nullable InstanceStack used) {
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
			// The module, and with it the memory, was closed before this lease: the stack
			// can no longer be checked, and no memory can be damaged.
			discard();
			return true;
		}
	}

	boolean hasInstance() {
		return this.instance != null;
	}

	/** Create the slot's instance. Only its holder may. */
	void fill() {
		LoadedModule module = this.pool.module();
		Instance fresh = module.instantiate((made) -> {
			ThreadSetup setup = this.pool.threadSetup();
			if (setup != null) {
				setup.begin(made, this.number);
				return;
			}
			InstanceStack own = this.stack;
			if (own == null) {
				own = InstanceStack.reserve(this.pool.stackAreas()::address, module.memory(), made,
						this.pool.stackPages());
				this.stack = own;
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
	 * Start another call of the same lease, with its full time. Only the lease's holder
	 * may.
	 */
	public void restartTimeout() {
		nextCall();
	}

	/**
	 * End the time limit of the lease, which its holder keeps without a call. Only the
	 * lease's holder may.
	 */
	public void endTimeout() {
		endCall();
	}

	/** Free the slot for the next borrower. Only its holder may. */
	void release() {
		free();
		this.pool.freed();
	}

	private IllegalStateException discarded() {
		return new IllegalStateException("Instance %d is not borrowed, or was discarded".formatted(this.number));
	}

}
