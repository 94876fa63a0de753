package io.darkswap.sample.trading;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.TradeStatus;

/**
 * A trade that the application's own address made or took.
 *
 * @param id the trade's id
 * @param orderId the order that was taken
 * @param baseAsset the traded asset
 * @param quoteAsset the asset of the price
 * @param side whether the own address bought or sold the base asset; the taker's side if
 * it took an order of its own
 * @param takerSide whether the taker bought or sold the base asset
 * @param amount the traded amount of the base asset
 * @param price the amount of the quote asset for 1 of the base asset
 * @param maker the address of the order's maker
 * @param taker the address of the taker
 * @param status the status of its settlement
 * @param timestamp the time of execution
 */
record OwnTrade(UUID id, UUID orderId, Asset baseAsset, Asset quoteAsset, OrderSide side, OrderSide takerSide,
		BigDecimal amount, BigDecimal price, String maker, String taker, TradeStatus status, Instant timestamp) {

	static boolean isOwn(Trade trade, String own) {
		return trade.maker().equals(own) || trade.taker().equals(own);
	}

	static OwnTrade of(Trade trade, String own) {
		OrderSide side = trade.taker().equals(own) ? trade.takerSide() : opposite(trade.takerSide());
		return new OwnTrade(trade.id(), trade.orderId(), trade.baseAsset(), trade.quoteAsset(), side, trade.takerSide(),
				trade.amount(), trade.price(), trade.maker(), trade.taker(), trade.status(), trade.timestamp());
	}

	private static OrderSide opposite(OrderSide side) {
		return (side == OrderSide.BUY) ? OrderSide.SELL : OrderSide.BUY;
	}

}
