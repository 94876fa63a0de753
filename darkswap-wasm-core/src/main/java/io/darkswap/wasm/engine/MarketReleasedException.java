package io.darkswap.wasm.engine;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * The engine has released a market, which was empty. The caller opens it again.
 */
public final class MarketReleasedException extends DarkSwapException {

	private static final long serialVersionUID = 1L;

	/** Create the exception, as it reads where opening the market again did not help. */
	public MarketReleasedException() {
		super(ErrorCode.ENGINE_MEMORY_EXHAUSTED,
				"The memory of a market was needed for others before an order entered it: raise the option maximum or cancel orders",
				null, "maximum");
	}

	/** Fill in nothing: it is caught at once, where many markets come and go. */
	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
