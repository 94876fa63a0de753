package io.darkswap.wasm.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * The right of one thread at a time to write and apply. It is ended by clearing
 * {@link #holder}, which calls nothing: a caller whose stack is full neither keeps it nor
 * takes it half, as it may do with a lock of the JDK.
 */
final class Turn {

	/**
	 * How long a caller tries to write by itself before it leaves that to the log's
	 * thread: about as long as it takes to park and wake a thread.
	 */
	private static final long SPIN_NANOS = 40_000;

	/** Between two looks, about as long as a record takes. */
	private static final int PAUSES_OF_A_LOOK = 16;

	private static final VarHandle HOLDER;

	static {
		try {
			HOLDER = MethodHandles.lookup().findVarHandle(Turn.class, "holder", Thread.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/** The thread whose turn it is, {@code null} if it is nobody's. */
	volatile @Nullable Thread holder;

	boolean isOfCaller() {
		return this.holder == Thread.currentThread();
	}

	/** Take the turn, unless others have it for long. */
	boolean tryTake() {
		Thread taker = Thread.currentThread();
		return HOLDER.compareAndSet(this, null, taker) || spin(taker);
	}

	/** Take the turn, however long others have it. Only the log's thread does. */
	void take() {
		while (!tryTake()) {
			LockSupport.parkNanos(this, SPIN_NANOS);
			// An interruption does not end the thread, and would end its next write.
			Thread.interrupted();
		}
	}

	private boolean spin(Thread taker) {
		long began = System.nanoTime();
		do {
			for (int i = 0; i < PAUSES_OF_A_LOOK; i++) {
				Thread.onSpinWait();
			}
			if (this.holder == null && HOLDER.compareAndSet(this, null, taker)) {
				return true;
			}
			// The one whose turn it is may wait for this core.
			Thread.yield();
		}
		while (System.nanoTime() - began < SPIN_NANOS);
		return false;
	}

}
