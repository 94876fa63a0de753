package io.darkswap.wasm;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.UUID;

/**
 * An order at the time it was read. Immutable. Amounts and prices have 8 decimals.
 *
 * @param id the order's id
 * @param maker the maker's address
 * @param baseAsset the traded asset
 * @param quoteAsset the asset of the price
 * @param side whether the maker buys or sells the base asset
 * @param amount the original amount of the base asset
 * @param remaining the amount that has not been taken; see {@link #restIsBelowUnit()}
 * @param price the amount of the quote asset for 1 of the base asset
 * @param status the status; only an open order can be taken
 * @param timestamp the time of creation, to the microsecond
 * @param expiry the time of expiry, to the microsecond
 */
public record Order(UUID id, String maker, Asset baseAsset, Asset quoteAsset, OrderSide side, BigDecimal amount,
		BigDecimal remaining, BigDecimal price, OrderStatus status, Instant timestamp, Instant expiry) {

	private static final BigDecimal SMALLEST_UNIT = BigDecimal.valueOf(1, 8);

	/**
	 * Return the amount of the quote asset that is owed when the whole order is taken at
	 * once, rounded as {@link Trade#quoteAmount()} is.
	 * @return the amount, with 8 decimals
	 */
	public BigDecimal quoteAmount() {
		return this.amount.multiply(this.price).setScale(8, RoundingMode.HALF_UP);
	}

	/**
	 * Return whether the remaining amount costs less than 0.00000001, the smallest unit
	 * of the quote asset. It cannot be paid, so an open order never has such a rest: the
	 * engine cancels it after the trade that leaves it.
	 * @return {@code true} if something remains and it cannot be paid
	 */
	public boolean restIsBelowUnit() {
		return this.remaining.signum() > 0 && this.remaining.multiply(this.price).compareTo(SMALLEST_UNIT) < 0;
	}

	/**
	 * Return the assets.
	 * @return the pair
	 */
	public TradingPair pair() {
		return new TradingPair(this.baseAsset, this.quoteAsset);
	}

}
