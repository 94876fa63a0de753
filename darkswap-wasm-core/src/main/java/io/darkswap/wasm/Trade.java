package io.darkswap.wasm;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.UUID;

/**
 * A trade: one taking of one order. Immutable. Amounts and prices have 8 decimals.
 *
 * @param id names the trade
 * @param orderId the order that was taken
 * @param baseAsset what was traded
 * @param quoteAsset what it is paid in
 * @param takerSide whether the taker bought or sold the base asset
 * @param amount how much of the base asset was traded
 * @param price how much of the quote asset is paid for 1 of the base asset
 * @param maker the address of who made the order
 * @param taker the address of who took it
 * @param status where its settlement is
 * @param timestamp when it was agreed, to the microsecond
 */
public record Trade(UUID id, UUID orderId, Asset baseAsset, Asset quoteAsset, OrderSide takerSide, BigDecimal amount,
		BigDecimal price, String maker, String taker, TradeStatus status, Instant timestamp) {

	/**
	 * Return how much of the quote asset the buyer owes the seller for this trade: the
	 * exact product of amount and price, rounded half up to 8 decimals, the smallest unit
	 * that can be paid. The parts of an order that are taken one by one are rounded one
	 * by one.
	 * @return the amount, with 8 decimals; at least 0.00000001, but for a rest that
	 * {@link DarkSwapClient#takeBest} takes along, which can round to 0
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
