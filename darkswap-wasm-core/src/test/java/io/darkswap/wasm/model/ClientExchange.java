package io.darkswap.wasm.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BestBidAsk;
import io.darkswap.wasm.Candle;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Depth;
import io.darkswap.wasm.MarketStats;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.signing.SignedOrder;

/**
 * Runs commands on a client, or on several.
 *
 * @param next returns the client of the next command
 */
record ClientExchange(Supplier<DarkSwapClient> next) implements Exchange {

	ClientExchange(DarkSwapClient client) {
		this(() -> client);
	}

	@Override
	public Order createOrder(Asset base, Asset quote, OrderSide side, BigDecimal amount, BigDecimal price, String maker,
			Duration expiry) {
		return this.next.get().createOrder(base, quote, side, amount, price, maker, expiry);
	}

	@Override
	public List<Order> createOrders(List<NewOrder> orders) {
		return this.next.get().createOrders(orders);
	}

	@Override
	public Order importOrder(SignedOrder order) {
		return this.next.get().importOrder(order);
	}

	@Override
	public List<Order> importOrders(List<SignedOrder> orders) {
		return this.next.get().importOrders(orders);
	}

	@Override
	public void cancelOrder(UUID orderId) {
		this.next.get().cancelOrder(orderId);
	}

	@Override
	public Order getOrder(UUID orderId) {
		return this.next.get().getOrder(orderId);
	}

	@Override
	public List<Order> getOrders(Asset base, Asset quote) {
		return this.next.get().getOrders(base, quote);
	}

	@Override
	public Trade takeOrder(UUID orderId, BigDecimal amount) {
		return this.next.get().takeOrder(orderId, amount);
	}

	@Override
	public List<Trade> takeBest(Asset base, Asset quote, OrderSide side, BigDecimal amount, BigDecimal limitPrice) {
		return this.next.get().takeBest(base, quote, side, amount, limitPrice);
	}

	@Override
	public BestBidAsk getBestBidAsk(Asset base, Asset quote) {
		return this.next.get().getBestBidAsk(base, quote);
	}

	@Override
	public Depth getDepth(Asset base, Asset quote, int levels) {
		return this.next.get().getDepth(base, quote, levels);
	}

	@Override
	public List<Trade> getTrades(Asset base, Asset quote, int limit) {
		return this.next.get().getTrades(base, quote, limit);
	}

	@Override
	public MarketStats getMarketStats(Asset base, Asset quote, Duration window) {
		return this.next.get().getMarketStats(base, quote, window);
	}

	@Override
	public List<Candle> getCandles(Asset base, Asset quote, Duration interval, int limit) {
		return this.next.get().getCandles(base, quote, interval, limit);
	}

	@Override
	public Trade completeTrade(UUID tradeId) {
		return this.next.get().completeTrade(tradeId);
	}

	@Override
	public Trade failTrade(UUID tradeId) {
		return this.next.get().failTrade(tradeId);
	}

}
