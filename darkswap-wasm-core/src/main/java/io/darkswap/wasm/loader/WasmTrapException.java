package io.darkswap.wasm.loader;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * A call into a module ended without a result. Its cause is the exception of the runtime
 * or of the host function.
 */
public final class WasmTrapException extends DarkSwapException {

	private static final long serialVersionUID = 1L;

	private final TrapKind kind;

	/**
	 * Create the exception of a failed call.
	 * @param code the code, {@link ErrorCode#ENGINE_TRAPPED} for a call
	 * @param subject the subject of the message, such as {@code A call into the engine}
	 * @param failure the failure of the call
	 */
	public WasmTrapException(ErrorCode code, String subject, Throwable failure) {
		super(code, "%s: %s".formatted(subject, described(failure)), failure);
		this.kind = TrapKind.of(failure);
	}

	/**
	 * Return why the call ended.
	 * @return the kind of the trap
	 */
	public TrapKind kind() {
		return this.kind;
	}

	/** A message, or the class of an exception that has none. */
	private static String described(Throwable failure) {
		String message = failure.getMessage();
		return (message != null) ? message : failure.getClass().getName();
	}

}
