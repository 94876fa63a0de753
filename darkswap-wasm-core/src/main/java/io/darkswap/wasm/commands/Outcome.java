package io.darkswap.wasm.commands;

import io.darkswap.wasm.DarkSwapException;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a command for the caller that appended it. The thread that applies the
 * command sets it before the log wakes the caller.
 */
final class Outcome {

	private @Nullable Object result;

	private @Nullable DarkSwapException refusal;

	void complete(@Nullable Object newResult) {
		this.result = newResult;
		this.refusal = null;
	}

	void refuse(DarkSwapException reason) {
		this.refusal = reason;
	}

	/**
	 * Return the result.
	 * @throws DarkSwapException the refusal, with the caller's own stack
	 */
	@Nullable Object get() {
		DarkSwapException reason = this.refusal;
		if (reason != null) {
			throw new DarkSwapException(reason.code(), String.valueOf(reason.getMessage()), reason,
					reason.option().orElse(null));
		}
		return this.result;
	}

}
