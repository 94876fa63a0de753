package io.darkswap.wasm;

import org.jspecify.annotations.Nullable;

/**
 * A pair of assets: the base asset is traded for the quote asset. Immutable. Pairs are
 * ordered as their assets are.
 *
 * @param base the traded asset
 * @param quote the asset of the price
 */
public record TradingPair(Asset base, Asset quote) implements Comparable<TradingPair> {

	private static final int SPREAD = 31;

	/**
	 * Validate the pair.
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

	/**
	 * Read a pair from the text that {@link #toString()} returns.
	 * @param text base and quote asset, as in {@code BTC/RUNE:840000:3}
	 * @return the pair
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is not a
	 * pair
	 */
	public static TradingPair of(String text) {
		int slash = (text != null) ? text.indexOf('/') : -1;
		if (slash < 0) {
			throw DarkSwapException.invalidArgument("'%s' is not a pair: write base/quote, as in BTC/RUNE:840000:3",
					text);
		}
		return new TradingPair(Asset.parse(text.substring(0, slash)), Asset.parse(text.substring(slash + 1)));
	}

	// Less bytecode than the methods that a record has by itself, as in Asset.

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other
				|| (other instanceof TradingPair pair && this.base.equals(pair.base) && this.quote.equals(pair.quote));
	}

	@Override
	public int hashCode() {
		return SPREAD * this.base.hashCode() + this.quote.hashCode();
	}

	/**
	 * Compare the base assets, then the quote assets.
	 */
	@Override
	public int compareTo(TradingPair other) {
		int order = this.base.compareTo(other.base);
		return (order != 0) ? order : this.quote.compareTo(other.quote);
	}

	/**
	 * Return the text that {@link #of} reads.
	 * @return base and quote asset, as in {@code BTC/RUNE:840000:3}
	 */
	@Override
	public String toString() {
		return this.base + "/" + this.quote;
	}

}
