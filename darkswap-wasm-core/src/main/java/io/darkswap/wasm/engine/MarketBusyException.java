package io.darkswap.wasm.engine;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * A long call of another caller has the market of a command locked. The command has
 * changed nothing; {@link Engine#callWhenFree} runs it again after that call.
 */
public final class MarketBusyException extends DarkSwapException {

	private static final long serialVersionUID = 1L;

	private final int lock;

	private final int word;

	private final boolean patient;

	/**
	 * Create the exception, as it reads if the long call does not end in time.
	 * @param lock the address of the lock
	 * @param word what the engine found there
	 * @param patient whether the command runs to its end, however long it waits
	 */
	MarketBusyException(int lock, int word, boolean patient) {
		super(ErrorCode.CALL_TIMED_OUT,
				"Another call on the same market did not end within the option call-timeout, so this one was not begun: repeat it, ask for less at once, or raise the limit",
				null, "call-timeout");
		this.lock = lock;
		this.word = word;
		this.patient = patient;
	}

	int lock() {
		return this.lock;
	}

	int word() {
		return this.word;
	}

	boolean isPatient() {
		return this.patient;
	}

	/** Fill in nothing: it is caught at once, where callers wait for a long call. */
	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
