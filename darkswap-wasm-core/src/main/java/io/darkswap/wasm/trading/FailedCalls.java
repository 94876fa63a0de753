package io.darkswap.wasm.trading;

import java.util.concurrent.atomic.LongAdder;

import io.darkswap.wasm.ErrorCode;

/**
 * Counts the calls of a client that trapped or timed out. A call that succeeds does not
 * touch it. Thread-safe.
 */
public final class FailedCalls {

	private final LongAdder traps = new LongAdder();

	private final LongAdder timeouts = new LongAdder();

	/** Count a failed call, if it is of either kind. */
	public void count(ErrorCode code) {
		switch (code) {
			case ENGINE_TRAPPED -> this.traps.increment();
			case CALL_TIMED_OUT -> this.timeouts.increment();
			default -> {
			}
		}
	}

	/** Return the calls that trapped without poisoning the engine. */
	public long traps() {
		return this.traps.sum();
	}

	/** Return the calls that timed out waiting for an instance, or that were stopped. */
	public long timeouts() {
		return this.timeouts.sum();
	}

}
