package io.darkswap.wasm.engine;

import java.time.Duration;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.ChicoryException;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.threads.Nanos;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a market that a long call of another caller has locked. The waiting caller
 * has no instance.
 *
 * @param memory the memory with the locks
 * @param callTimeout the longest wait of an impatient caller
 */
record ReleaseWait(Memory memory, Duration callTimeout) {

	private static final Logger logger = LoggerFactory.getLogger(ReleaseWait.class);

	/**
	 * Wait until the market's lock is released, which notifies all that wait for it.
	 * @param busy the exception of the command that found the market locked
	 * @param deadline when an impatient caller gives up, as {@link System#nanoTime()}
	 * @throws DarkSwapException with {@link ErrorCode#CALL_TIMED_OUT} or
	 * {@link ErrorCode#CALL_INTERRUPTED}
	 */
	void await(MarketBusyException busy, long deadline) {
		long left = deadline - System.nanoTime();
		if (left <= 0 && !busy.isPatient()) {
			throw new DarkSwapException(busy.code(), String.valueOf(busy.getMessage()), busy,
					busy.option().orElse(null));
		}
		try {
			this.memory.atomicWait(busy.lock(), busy.word(), (left > 0) ? left : Nanos.of(this.callTimeout));
		}
		catch (ChicoryInterruptedException ex) {
			// The patient open their next session, which takes note of it.
			if (!busy.isPatient()) {
				throw new DarkSwapException(ErrorCode.CALL_INTERRUPTED,
						"The calling thread was interrupted while it waited for a market; nothing has changed", ex);
			}
		}
		catch (ChicoryException ex) {
			// The engine was closed, as the next session reports.
			logger.debug("A caller no longer waits for a market", ex);
		}
	}

}
