package io.darkswap.benchmarks.orders;

import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;

/**
 * Peer (e): exchange-core's direct order book, called on the caller's thread. Prices are
 * ticks, amounts are lots, and ids ascend, which suits its index best. One command object
 * is reused.
 */
final class ExchangeCoreBook {

	static final int SYMBOL = 1;

	static final int BASE = 11;

	static final int QUOTE = 15;

	static final int USER = 301;

	private final OrderBookDirectImpl book = new OrderBookDirectImpl(specification(),
			ObjectsPool.createDefaultTestPool(), OrderBookEventsHelper.NON_POOLED_EVENTS_HELPER,
			LoggingConfiguration.DEFAULT);

	private final OrderCommand command = new OrderCommand();

	static CoreSymbolSpecification specification() {
		return CoreSymbolSpecification.builder()
			.symbolId(SYMBOL)
			.type(SymbolType.CURRENCY_EXCHANGE_PAIR)
			.baseCurrency(BASE)
			.quoteCurrency(QUOTE)
			.baseScaleK(1)
			.quoteScaleK(1)
			.build();
	}

	static OrderAction action(int side) {
		return (side == 0) ? OrderAction.BID : OrderAction.ASK;
	}

	void createOrder(long id, int side, long lots, long ticks) {
		OrderCommand order = this.command;
		order.command = OrderCommandType.PLACE_ORDER;
		order.orderType = OrderType.GTC;
		order.orderId = id;
		order.uid = USER;
		order.price = ticks;
		order.reserveBidPrice = ticks;
		order.size = lots;
		order.action = action(side);
		order.timestamp = id;
		order.matcherEvent = null;
		this.book.newOrder(order);
		if (order.matcherEvent != null) {
			throw new IllegalStateException("exchange-core refused or matched an order");
		}
	}

	void cancelOrder(long id) {
		OrderCommand order = this.command;
		order.command = OrderCommandType.CANCEL_ORDER;
		order.orderId = id;
		order.uid = USER;
		if (this.book.cancelOrder(order) != CommandResultCode.SUCCESS) {
			throw new IllegalStateException("exchange-core did not cancel an order");
		}
	}

}
