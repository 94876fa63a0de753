package io.darkswap.wasm;

import java.util.UUID;

import io.darkswap.wasm.engine.MarketSummary;
import io.darkswap.wasm.engine.OrderRecord;
import io.darkswap.wasm.engine.TradeRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes this package's records from the engine's. The engine's numbers for sides, states
 * and asset types are the positions of their enum constants, which a test holds them to.
 */
final class RecordReader {

	private static final OrderSide[] SIDES = OrderSide.values();

	private static final OrderStatus[] STATUSES = OrderStatus.values();

	private final Markets markets;

	RecordReader(Markets markets) {
		this.markets = markets;
	}

	Order order(OrderRecord order) {
		Pair pair = this.markets.pair(order.market());
		return new Order(new UUID(order.idHigh(), order.idLow()), order.maker(), pair.base(), pair.quote(),
				SIDES[order.side()], FixedPoint.decimal(order.amount()), FixedPoint.decimal(order.remaining()),
				FixedPoint.decimal(order.price()), STATUSES[order.status()], Timestamps.instant(order.createdAt()),
				Timestamps.instant(order.expiresAt()));
	}

	Trade trade(TradeRecord trade) {
		Pair pair = this.markets.pair(trade.market());
		return new Trade(new UUID(trade.idHigh(), trade.idLow()), new UUID(trade.orderIdHigh(), trade.orderIdLow()),
				pair.base(), pair.quote(), SIDES[trade.takerSide()], FixedPoint.decimal(trade.amount()),
				FixedPoint.decimal(trade.price()), trade.maker(), trade.taker(), TradeStatus.PENDING,
				Timestamps.instant(trade.executedAt()));
	}

	BestBidAsk bestBidAsk(MarketSummary summary) {
		return new BestBidAsk(
				level(summary.bidPrice(), summary.bidAmountLow(), summary.bidAmountHigh(), summary.bidOrders()),
				level(summary.askPrice(), summary.askAmountLow(), summary.askAmountHigh(), summary.askOrders()));
	}

	private static @Nullable PriceLevel level(long price, long amountLow, int amountHigh, int orders) {
		if (orders == 0) {
			return null;
		}
		return new PriceLevel(FixedPoint.decimal(price), FixedPoint.decimal(amountLow, amountHigh), orders);
	}

}
