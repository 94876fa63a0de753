package io.darkswap.wasm;

import java.util.UUID;

/**
 * The command log did not answer in time, so it is unknown whether a command is or will
 * be applied. Its code is {@link ErrorCode#CALL_TIMED_OUT}. Read the order or trade
 * before you repeat the command.
 */
public final class UnknownOutcomeException extends DarkSwapException {

	private final UUID id;

	/**
	 * Creates an exception.
	 * @param message the failure and its remedy
	 * @param id the id of the order or trade that the command is about
	 * @param cause the failure of the log
	 */
	public UnknownOutcomeException(String message, UUID id, DarkSwapException cause) {
		super(ErrorCode.CALL_TIMED_OUT, message, cause, cause.option().orElse(null));
		this.id = id;
	}

	/**
	 * Returns the id of the order that the command is about: the new one, the first new
	 * one of several, or the one to be taken or cancelled. It is a trade's id if trades
	 * are settled or a market's best orders are taken.
	 * @return the id
	 */
	public UUID id() {
		return this.id;
	}

	/**
	 * Returns {@code false}: the command may have been applied.
	 * @return {@code false}
	 */
	@Override
	public boolean isRetryable() {
		return false;
	}

}
