package io.darkswap.wasm;

/**
 * The two numbers of a rune's or alkane's id. Both are unsigned.
 *
 * @param block the block
 * @param transaction the transaction
 */
record AssetId(long block, long transaction) {

	/** 18446744073709551615, the largest unsigned 64-bit number, has 20 digits. */
	private static final int MAX_DIGITS = 20;

	/** Return the numbers of an asset's id; bitcoin's are zero. */
	static AssetId of(Asset asset) {
		return (asset.type() == AssetType.BITCOIN) ? new AssetId(0, 0) : parse(asset.id());
	}

	static AssetId parse(String id) {
		int colon = id.indexOf(':');
		if (colon < 0) {
			throw invalid(id);
		}
		return new AssetId(number(id, id.substring(0, colon)), number(id, id.substring(colon + 1)));
	}

	private static long number(String id, String digits) {
		boolean leadingZero = digits.length() > 1 && digits.charAt(0) == '0';
		if (digits.isEmpty() || digits.length() > MAX_DIGITS || leadingZero || !isDecimal(digits)) {
			throw invalid(id);
		}
		try {
			return Long.parseUnsignedLong(digits);
		}
		catch (NumberFormatException ex) {
			throw invalid(id);
		}
	}

	/**
	 * Return whether a text has only digits, without a stream, whose classes a new JVM
	 * would load here first.
	 */
	private static boolean isDecimal(String digits) {
		for (int i = 0; i < digits.length(); i++) {
			if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
				return false;
			}
		}
		return true;
	}

	private static DarkSwapException invalid(String id) {
		return DarkSwapException
			.invalidArgument("'%s' is not the id of a rune or alkane: write block:tx, two numbers below 2^64", id);
	}

}
