package io.darkswap.wasm.loader;

import java.util.concurrent.CancellationException;

/**
 * Why a load failed, as the module cache sees it. Caffeine writes a warning with a stack
 * trace for a load that fails, and none for one that was cancelled; but whoever waits for
 * the load reports the failure already.
 */
final class FailedLoad extends CancellationException {

	private static final long serialVersionUID = 1L;

	FailedLoad(Throwable cause) {
		super(cause.getMessage());
		initCause(cause);
	}

}
