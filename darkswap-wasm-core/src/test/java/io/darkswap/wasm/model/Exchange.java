package io.darkswap.wasm.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BestBidAsk;
import io.darkswap.wasm.Candle;
import io.darkswap.wasm.Depth;
import io.darkswap.wasm.MarketStats;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.signing.SignedOrder;

/** The commands of a client and the reference. */
interface Exchange {

	Order createOrder(Asset base, Asset quote, OrderSide side, BigDecimal amount, BigDecimal price, String maker,
			Duration expiry);

	List<Order> createOrders(List<NewOrder> orders);

	Order importOrder(SignedOrder order);

	List<Order> importOrders(List<SignedOrder> orders);

	void cancelOrder(UUID orderId);

	Order getOrder(UUID orderId);

	List<Order> getOrders(Asset base, Asset quote);

	Trade takeOrder(UUID orderId, BigDecimal amount);

	List<Trade> takeBest(Asset base, Asset quote, OrderSide side, BigDecimal amount, BigDecimal limitPrice);

	BestBidAsk getBestBidAsk(Asset base, Asset quote);

	Depth getDepth(Asset base, Asset quote, int levels);

	List<Trade> getTrades(Asset base, Asset quote, int limit);

	MarketStats getMarketStats(Asset base, Asset quote, Duration window);

	List<Candle> getCandles(Asset base, Asset quote, Duration interval, int limit);

	Trade completeTrade(UUID tradeId);

	Trade failTrade(UUID tradeId);

}
