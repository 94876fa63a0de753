package io.darkswap.wasm;

/**
 * Two assets of which one is traded for the other. Immutable.
 *
 * @param base the asset that is traded
 * @param quote the asset that it is paid in
 */
public record TradingPair(Asset base, Asset quote) {

	/**
	 * Check that one asset can be traded for the other.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if an asset is
	 * missing or both are the same
	 */
	public TradingPair {
		if (base == null || quote == null) {
			throw DarkSwapException.invalidArgument("The %s asset is missing", (base == null) ? "base" : "quote");
		}
		if (base.equals(quote)) {
			throw DarkSwapException.invalidArgument("%s cannot be traded against itself", base);
		}
	}

}
