package io.darkswap.wasm;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.UUID;

/**
 * An order as it was when it was read. Immutable. Amounts and prices have 8 decimals.
 *
 * @param id names the order
 * @param maker the address of who made it
 * @param baseAsset what is traded
 * @param quoteAsset what it is paid in
 * @param side whether the maker buys or sells the base asset
 * @param amount how much of the base asset was ordered
 * @param remaining how much of it has not been taken
 * @param price how much of the quote asset is paid for 1 of the base asset
 * @param status whether it can be taken
 * @param timestamp when it was made, to the microsecond
 * @param expiry when its time runs out, to the microsecond
 */
public record Order(UUID id, String maker, Asset baseAsset, Asset quoteAsset, OrderSide side, BigDecimal amount,
		BigDecimal remaining, BigDecimal price, OrderStatus status, Instant timestamp, Instant expiry) {

	/**
	 * Return how much of the quote asset is owed when the whole order is taken at once,
	 * rounded as {@link Trade#quoteAmount()} is.
	 * @return the amount, with 8 decimals
	 */
	public BigDecimal quoteAmount() {
		return this.amount.multiply(this.price).setScale(8, RoundingMode.HALF_UP);
	}

	/**
	 * Return the assets.
	 * @return the pair
	 */
	public TradingPair pair() {
		return new TradingPair(this.baseAsset, this.quoteAsset);
	}

}
