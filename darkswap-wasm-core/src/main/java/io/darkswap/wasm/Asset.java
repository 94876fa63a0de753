package io.darkswap.wasm;

import org.jspecify.annotations.Nullable;

/**
 * An asset that can be traded. Immutable. Assets are ordered, so that maps find them fast
 * although others choose ids, and with these the hash codes.
 *
 * @param type the kind of asset
 * @param id empty for bitcoin; for runes and alkanes {@code block:transaction}, two
 * unsigned 64-bit decimal numbers without leading zeros
 */
public record Asset(AssetType type, String id) implements Comparable<Asset> {

	private static final int DECIMAL = 10;

	private static final int SPREAD = 31;

	private static final Asset BITCOIN = new Asset(AssetType.BITCOIN, "");

	/**
	 * Validates the id.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the id does
	 * not fit the type
	 */
	public Asset {
		if (type == null || id == null) {
			throw DarkSwapException.invalidArgument("The asset's %s is missing", (type == null) ? "type" : "id");
		}
		if (type == AssetType.BITCOIN && !id.isEmpty()) {
			throw DarkSwapException.invalidArgument("Bitcoin has no id, but '%s' was given", id);
		}
		if (type != AssetType.BITCOIN) {
			Id.parse(id);
		}
	}

	/**
	 * Returns bitcoin.
	 * @return the asset
	 */
	public static Asset bitcoin() {
		return BITCOIN;
	}

	/**
	 * Returns a rune.
	 * @param id the block that etched it and the index of its transaction there, as in
	 * {@code 840000:3}
	 * @return the asset
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the text is
	 * not an id
	 */
	public static Asset rune(String id) {
		return new Asset(AssetType.RUNE, id);
	}

	/**
	 * Returns an alkane.
	 * @param id the block and transaction numbers of its id, as in {@code 2:0}
	 * @return the asset
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the text is
	 * not an id
	 */
	public static Asset alkane(String id) {
		return new Asset(AssetType.ALKANE, id);
	}

	/**
	 * Parses the text that {@link #toString()} returns.
	 * @param text {@code BTC}, {@code RUNE:840000:3} or {@code ALKANE:2:0}
	 * @return the asset
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is none of
	 * these
	 */
	public static Asset parse(String text) {
		if (text == null) {
			throw DarkSwapException.invalidArgument("The asset is missing");
		}
		if (text.equals("BTC")) {
			return BITCOIN;
		}
		if (text.startsWith("RUNE:")) {
			return rune(text.substring("RUNE:".length()));
		}
		if (text.startsWith("ALKANE:")) {
			return alkane(text.substring("ALKANE:".length()));
		}
		throw DarkSwapException.invalidArgument("'%s' is not an asset: write BTC, RUNE:block:tx or ALKANE:block:tx",
				text);
	}

	/**
	 * Returns the first number of the id.
	 * @return the block, an unsigned number; 0 for bitcoin
	 */
	public long block() {
		return (this.type == AssetType.BITCOIN) ? 0 : number(0, this.id.indexOf(':'));
	}

	/**
	 * Returns the second number of the id.
	 * @return the transaction, an unsigned number; 0 for bitcoin
	 */
	public long transaction() {
		return (this.type == AssetType.BITCOIN) ? 0 : number(this.id.indexOf(':') + 1, this.id.length());
	}

	/** The id is valid, and this is called for every command of a log. */
	private long number(int from, int to) {
		long number = 0;
		for (int i = from; i < to; i++) {
			number = DECIMAL * number + (this.id.charAt(i) - '0');
		}
		return number;
	}

	// The methods that a record has by itself take ten times as much bytecode, which
	// keeps the JIT from inlining the rest of an order.

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof Asset asset && this.type == asset.type && this.id.equals(asset.id));
	}

	@Override
	public int hashCode() {
		return SPREAD * this.type.ordinal() + this.id.hashCode();
	}

	/**
	 * Compares the types, then the two numbers of the ids.
	 */
	@Override
	public int compareTo(Asset other) {
		int order = this.type.compareTo(other.type);
		if (order == 0) {
			order = Long.compareUnsigned(block(), other.block());
		}
		return (order != 0) ? order : Long.compareUnsigned(transaction(), other.transaction());
	}

	/**
	 * Returns the text that {@link #parse} reads.
	 * @return {@code BTC}, {@code RUNE:840000:3} or {@code ALKANE:2:0}
	 */
	@Override
	public String toString() {
		return (this.type == AssetType.BITCOIN) ? "BTC" : this.type + ":" + this.id;
	}

	/**
	 * The two numbers of a rune's or alkane's id. Both are unsigned.
	 *
	 * @param block the block
	 * @param transaction the transaction
	 */
	private record Id(long block, long transaction) {

		/** 18446744073709551615, the largest unsigned 64-bit number, has 20 digits. */
		private static final int MAX_DIGITS = 20;

		static Id parse(String id) {
			int colon = id.indexOf(':');
			if (colon < 0) {
				throw invalid(id);
			}
			return new Id(number(id, id.substring(0, colon)), number(id, id.substring(colon + 1)));
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
		 * Return whether a text has only digits, without a stream, whose classes a new
		 * JVM would load here first.
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

}
