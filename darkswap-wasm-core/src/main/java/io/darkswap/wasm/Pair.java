package io.darkswap.wasm;

/**
 * What is traded against what.
 *
 * @param base the asset that is traded
 * @param quote the asset that it is paid in
 */
record Pair(Asset base, Asset quote) {

	Pair {
		check(base, quote);
	}

	/**
	 * Makes sure that one can be traded against the other.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if they cannot
	 */
	static void check(Asset base, Asset quote) {
		Arguments.notNull(base, "base asset");
		Arguments.notNull(quote, "quote asset");
		if (base.equals(quote)) {
			throw Arguments.invalid("%s cannot be traded against itself", base);
		}
	}

}
