package io.darkswap.wasm;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.UUID;

/**
 * A trade: one take of one order. Immutable. Amounts and prices have 8 decimals.
 *
 * @param id the trade's id
 * @param orderId the order that was taken
 * @param baseAsset the traded asset
 * @param quoteAsset the asset of the price
 * @param takerSide whether the taker bought or sold the base asset
 * @param amount the traded amount of the base asset
 * @param price the amount of the quote asset for 1 of the base asset
 * @param maker the address of the order's maker
 * @param taker the address of the taker
 * @param status the status of its settlement
 * @param timestamp the time of execution, to the microsecond
 */
public record Trade(UUID id, UUID orderId, Asset baseAsset, Asset quoteAsset, OrderSide takerSide, BigDecimal amount,
		BigDecimal price, String maker, String taker, TradeStatus status, Instant timestamp) {

	/**
	 * Return the amount of the quote asset that the buyer owes the seller for this trade:
	 * the exact product of amount and price, rounded half up to 8 decimals, the smallest
	 * unit that can be paid. The parts of an order that are taken one by one are rounded
	 * one by one.
	 * @return the amount, with 8 decimals; at least 0.00000001, except for a small
	 * remainder of an order in {@link DarkSwapClient#takeBest}, which can round to 0
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
