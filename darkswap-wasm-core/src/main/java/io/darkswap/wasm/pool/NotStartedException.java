package io.darkswap.wasm.pool;

import io.darkswap.wasm.DarkSwapException;

/**
 * A worker did not start, and has changed nothing: its group goes on.
 */
final class NotStartedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient DarkSwapException reason;

	NotStartedException(DarkSwapException reason) {
		super(reason);
		this.reason = reason;
	}

	DarkSwapException reason() {
		return this.reason;
	}

}
