package io.darkswap.wasm.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.locks.LockSupport;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.log.file.JournalFormat;
import io.darkswap.wasm.log.file.LogFailures;
import org.jspecify.annotations.Nullable;

/**
 * A record that a caller waits for. The caller parks until the record is applied or
 * refused. A caller that applies it by itself sets the fields, which needs no stack.
 */
final class PendingRecord extends Pending {

	private final int type;

	private final byte[] payload;

	private final @Nullable Object context;

	private final Thread caller = Thread.currentThread();

	/** The position at which it is written or applied. */
	long position;

	/** Why it is refused, {@code null} if it is applied. */
	@Nullable DarkSwapException failure;

	/** The failure of the caller that stops the log, {@code null} if there is none. */
	@Nullable Throwable fault;

	/** Written after the fields that the caller reads. */
	volatile boolean done;

	/** Whether the caller parks or is about to: it then looks at {@code done} again. */
	private volatile boolean parked;

	PendingRecord(int type, byte[] payload, @Nullable Object context) {
		this.type = type;
		this.payload = payload;
		this.context = context;
	}

	int type() {
		return this.type;
	}

	byte[] payload() {
		return this.payload;
	}

	/** Return the payload as an applier receives it. */
	ByteBuffer content() {
		return ByteBuffer.wrap(this.payload).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
	}

	@Nullable Object context() {
		return this.context;
	}

	long size() {
		return JournalFormat.recordSize(this.payload.length);
	}

	void applied(long at) {
		this.position = at;
		wake();
	}

	@Override
	void refused(DarkSwapException reason) {
		if (!this.done) {
			this.failure = reason;
			wake();
		}
	}

	private void wake() {
		this.done = true;
		if (this.parked) {
			LockSupport.unpark(this.caller);
		}
	}

	/**
	 * Wait until the record is applied or refused.
	 * @return its position
	 */
	long await() {
		if (!this.done) {
			park();
		}
		if (this.failure != null) {
			throw LogFailures.again(this.failure);
		}
		return this.position;
	}

	private void park() {
		boolean interrupted = false;
		this.parked = true;
		while (!this.done) {
			LockSupport.park(this);
			interrupted |= Thread.interrupted();
		}
		if (interrupted) {
			this.caller.interrupt();
		}
	}

}
