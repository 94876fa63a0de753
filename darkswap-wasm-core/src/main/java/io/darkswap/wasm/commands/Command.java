package io.darkswap.wasm.commands;

import java.util.UUID;

import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.convert.Address;

/**
 * A change of the books with all that it depends on. Amounts and prices are unsigned
 * units of 1e-8, times are microseconds since the epoch.
 */
public sealed interface Command {

	/**
	 * Takes an order, whole or in part.
	 *
	 * @param tradeId the trade's id
	 * @param orderId the order
	 * @param amount the amount of the base asset
	 * @param taker the taker
	 * @param now the time
	 */
	record TakeOrder(UUID tradeId, UUID orderId, long amount, Address taker, long now) implements Command {
	}

	/**
	 * Takes a market's best orders.
	 *
	 * @param firstTradeId the first trade's id; the id of each next trade is one more
	 * @param pair the market's pair
	 * @param side the taker's side
	 * @param amount the most to take of the base asset
	 * @param limitPrice the worst price
	 * @param taker the taker
	 * @param now the time
	 */
	record TakeBest(UUID firstTradeId, TradingPair pair, OrderSide side, long amount, long limitPrice, Address taker,
			long now) implements Command {
	}

}
