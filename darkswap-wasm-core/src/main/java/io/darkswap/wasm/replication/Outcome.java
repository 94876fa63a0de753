package io.darkswap.wasm.replication;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.commands.Command;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a command for the caller that appended it. The thread that applies the
 * command sets it before the log wakes the caller.
 */
final class Outcome {

	private final boolean awaited;

	private final @Nullable Command command;

	private @Nullable Object result;

	private @Nullable DarkSwapException refusal;

	private Outcome(boolean awaited, @Nullable Command command) {
		this.awaited = awaited;
		this.command = command;
	}

	/**
	 * Return the outcome of a command that a caller waits for.
	 * @param command the command, decoded from its record; {@code null} if its log
	 * changes the record
	 */
	static Outcome awaited(@Nullable Command command) {
		return new Outcome(true, command);
	}

	/** Return the outcome of a command that nobody waits for. */
	static Outcome ignored() {
		return new Outcome(false, null);
	}

	/** Return the command, {@code null} if its record is to be decoded. */
	@Nullable Command command() {
		return this.command;
	}

	/** Return whether a caller waits for the result. */
	boolean isAwaited() {
		return this.awaited;
	}

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
