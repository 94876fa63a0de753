package io.darkswap.wasm.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BestBidAsk;
import io.darkswap.wasm.Candle;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Depth;
import io.darkswap.wasm.MarketStats;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.SignedOrder;
import io.darkswap.wasm.Trade;

/** Runs commands on a client. */
record ClientExchange(DarkSwapClient client) implements Exchange {

	@Override
	public Order createOrder(Asset base, Asset quote, OrderSide side, BigDecimal amount, BigDecimal price, String maker,
			Duration expiry) {
		return this.client.createOrder(base, quote, side, amount, price, maker, expiry);
	}

	@Override
	public List<Order> createOrders(List<NewOrder> orders) {
		return this.client.createOrders(orders);
	}

	@Override
	public Order importOrder(SignedOrder order) {
		return this.client.importOrder(order);
	}

	@Override
	public List<Order> importOrders(List<SignedOrder> orders) {
		return this.client.importOrders(orders);
	}

	@Override
	public void cancelOrder(UUID orderId) {
		this.client.cancelOrder(orderId);
	}

	@Override
	public Order getOrder(UUID orderId) {
		return this.client.getOrder(orderId);
	}

	@Override
	public List<Order> getOrders(Asset base, Asset quote) {
		return this.client.getOrders(base, quote);
	}

	@Override
	public Trade takeOrder(UUID orderId, BigDecimal amount) {
		return this.client.takeOrder(orderId, amount);
	}

	@Override
	public List<Trade> takeBest(Asset base, Asset quote, OrderSide side, BigDecimal amount, BigDecimal limitPrice) {
		return this.client.takeBest(base, quote, side, amount, limitPrice);
	}

	@Override
	public BestBidAsk getBestBidAsk(Asset base, Asset quote) {
		return this.client.getBestBidAsk(base, quote);
	}

	@Override
	public Depth getDepth(Asset base, Asset quote, int levels) {
		return this.client.getDepth(base, quote, levels);
	}

	@Override
	public List<Trade> getTrades(Asset base, Asset quote, int limit) {
		return this.client.getTrades(base, quote, limit);
	}

	@Override
	public MarketStats getMarketStats(Asset base, Asset quote, Duration window) {
		return this.client.getMarketStats(base, quote, window);
	}

	@Override
	public List<Candle> getCandles(Asset base, Asset quote, Duration interval, int limit) {
		return this.client.getCandles(base, quote, interval, limit);
	}

	@Override
	public Trade completeTrade(UUID tradeId) {
		return this.client.completeTrade(tradeId);
	}

	@Override
	public Trade failTrade(UUID tradeId) {
		return this.client.failTrade(tradeId);
	}

}
