package io.darkswap.wasm.threads;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * The threads of a client's logs on which listeners run: those that open a log, apply its
 * records or write its snapshots. The client waits for them while it changes its state,
 * so they must not wait for it. A log belongs to it from the begin of its opening to the
 * end of its closing. Thread-safe.
 */
public final class LogThreads {

	/** Whether the calling thread is one of a log's, for each log or thread. */
	private final Map<Object, BooleanSupplier> own = new ConcurrentHashMap<>();

	/**
	 * Add a log, or a thread of one.
	 * @param log its key
	 * @param isOwn whether the calling thread is one of its threads
	 */
	public void add(Object log, BooleanSupplier isOwn) {
		this.own.put(log, isOwn);
	}

	/**
	 * Remove a log or a thread, or do nothing if it is not there.
	 * @param log its key
	 */
	public void remove(Object log) {
		this.own.remove(log);
	}

	/**
	 * Refuse a call that would wait for its own thread.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} on one of these
	 * threads
	 */
	public void refuseOwn() {
		if (this.own.values().stream().anyMatch(BooleanSupplier::getAsBoolean)) {
			throw ownThread();
		}
	}

	/**
	 * Return the refusal of a call on a thread that runs a listener of the log. The
	 * thread that applies records refuses every change. A thread that opens or closes the
	 * log or writes its snapshot refuses the calls that wait for that.
	 * @return a new exception
	 */
	public static DarkSwapException ownThread() {
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
				"A listener of the log runs on this thread, which the client waits for: call the client on another thread");
	}

}
