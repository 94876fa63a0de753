package io.darkswap.wasm.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.UUID;

import io.darkswap.wasm.BestBidAsk;
import io.darkswap.wasm.Candle;
import io.darkswap.wasm.MarketStats;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.OrderStatus;
import io.darkswap.wasm.PriceLevel;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.TradeStatus;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.convert.FixedPoint;
import io.darkswap.wasm.convert.Timestamps;
import io.darkswap.wasm.engine.abi.EngineLevel;
import io.darkswap.wasm.engine.abi.MarketSummary;
import io.darkswap.wasm.engine.abi.OrderRecord;
import io.darkswap.wasm.engine.abi.TradeCandle;
import io.darkswap.wasm.engine.abi.TradeRecord;
import io.darkswap.wasm.engine.abi.TradeStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Maps the engine's records to those of the API. The engine's numbers for sides, states
 * and asset types are the ordinals of their enum constants, which a test verifies.
 */
public final class ModelMapper {

	private static final OrderSide[] SIDES = OrderSide.values();

	private static final OrderStatus[] STATUSES = OrderStatus.values();

	private static final TradeStatus[] TRADE_STATUSES = TradeStatus.values();

	private final Markets markets;

	public ModelMapper(Markets markets) {
		this.markets = markets;
	}

	public Order order(OrderRecord order) {
		TradingPair pair = this.markets.pair(order.market());
		BigDecimal amount = FixedPoint.decimal(order.amount());
		// Most orders are not partially filled: one decimal serves for both.
		BigDecimal remaining = (order.remaining() == order.amount()) ? amount : FixedPoint.decimal(order.remaining());
		return new Order(new UUID(order.idHigh(), order.idLow()), order.maker(), pair.base(), pair.quote(),
				SIDES[order.side()], amount, remaining, FixedPoint.decimal(order.price()), STATUSES[order.status()],
				Timestamps.instant(order.createdAt()), Timestamps.instant(order.expiresAt()));
	}

	public Trade trade(TradeRecord trade) {
		TradingPair pair = this.markets.pair(trade.market());
		return new Trade(new UUID(trade.idHigh(), trade.idLow()), new UUID(trade.orderIdHigh(), trade.orderIdLow()),
				pair.base(), pair.quote(), SIDES[trade.takerSide()], FixedPoint.decimal(trade.amount()),
				FixedPoint.decimal(trade.price()), trade.maker(), trade.taker(), TRADE_STATUSES[trade.status()],
				Timestamps.instant(trade.executedAt()));
	}

	public PriceLevel level(EngineLevel level) {
		return new PriceLevel(FixedPoint.decimal(level.price()),
				FixedPoint.decimal(level.amountLow(), level.amountHigh()), level.orders());
	}

	public MarketStats stats(TradeStatistics statistics) {
		BigDecimal volume = FixedPoint.sum(statistics.volumeLow(), statistics.volumeHigh(), FixedPoint.SCALE);
		BigDecimal quoteVolume = FixedPoint.sum(statistics.quoteVolumeLow(), statistics.quoteVolumeHigh(),
				2 * FixedPoint.SCALE);
		if (statistics.trades() == 0) {
			return new MarketStats(0, volume, FixedPoint.round(quoteVolume), null, null, null);
		}
		return new MarketStats(statistics.trades(), volume, FixedPoint.round(quoteVolume),
				quoteVolume.divide(volume, FixedPoint.SCALE, RoundingMode.HALF_UP),
				FixedPoint.decimal(statistics.high()), FixedPoint.decimal(statistics.low()));
	}

	public Candle candle(TradeCandle candle) {
		return new Candle(Timestamps.instant(candle.start()), FixedPoint.decimal(candle.open()),
				FixedPoint.decimal(candle.high()), FixedPoint.decimal(candle.low()), FixedPoint.decimal(candle.close()),
				FixedPoint.sum(candle.volumeLow(), candle.volumeHigh(), FixedPoint.SCALE), candle.trades());
	}

	public BestBidAsk bestBidAsk(MarketSummary summary) {
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
