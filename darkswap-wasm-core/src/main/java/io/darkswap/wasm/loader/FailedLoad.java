package io.darkswap.wasm.loader;

import java.util.concurrent.CancellationException;

/**
 * The failure of a load, for the module cache. Caffeine logs a warning with a stack trace
 * for a load that fails, and none for a load that was cancelled. The callers that wait
 * for the load report the failure already, so it is a cancellation.
 */
final class FailedLoad extends CancellationException {

	private static final long serialVersionUID = 1L;

	FailedLoad(Throwable cause) {
		super(cause.getMessage());
		initCause(cause);
	}

}
