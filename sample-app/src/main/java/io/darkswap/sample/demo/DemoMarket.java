package io.darkswap.sample.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.UUID;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BestBidAsk;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.OrderStatus;
import io.darkswap.wasm.Trade;

/**
 * One market of the demonstration: a random price, orders around it, and takers. Prices
 * are in hundredths. Not thread-safe.
 */
final class DemoMarket {

	private static final Duration EXPIRY = Duration.ofMinutes(30);

	private static final int MOST_OPEN = 240;

	/** The maximum distance of orders from the middle price, as its divisor. */
	private static final int SPREAD_PARTS = 250;

	private final Random random = new Random();

	private final Deque<UUID> open = new ArrayDeque<>();

	private final DarkSwapClient client;

	private final Asset base;

	private final Asset quote;

	private final long usual;

	private final int amountDecimals;

	private double middle;

	DemoMarket(DarkSwapClient client, Asset base, Asset quote, long usual, int amountDecimals) {
		this.client = client;
		this.base = base;
		this.quote = quote;
		this.usual = usual;
		this.amountDecimals = amountDecimals;
		this.middle = usual;
	}

	/** Make, take or cancel one order. */
	void act() {
		wander();
		double choice = this.random.nextDouble();
		if (this.open.size() >= MOST_OPEN) {
			cancelOldest();
		}
		else if (choice < 0.55 || this.open.size() < MOST_OPEN / 4) {
			make();
		}
		else if (choice < 0.85) {
			take();
		}
		else {
			cancelOldest();
		}
	}

	/** A random step, and a pull back to the usual price. */
	private void wander() {
		this.middle += this.random.nextGaussian() * this.usual / 9000 + (this.usual - this.middle) / 20_000;
	}

	private void make() {
		OrderSide side = side();
		double distance = Math.abs(this.random.nextGaussian()) * this.middle / SPREAD_PARTS + this.usual / 8000.0;
		double price = (side == OrderSide.SELL) ? this.middle + distance : this.middle - distance;
		long tick = Math.max(1, this.usual / 24_000);
		BigDecimal rounded = BigDecimal.valueOf(Math.max(1, Math.round(price / tick)) * tick, 2);
		this.open.addLast(
				this.client
					.createOrder(this.base, this.quote, side, amount(1.5),
							uncrossed(side, rounded, BigDecimal.valueOf(tick, 2)), this.client.getAddress(), EXPIRY)
					.id());
	}

	/** Keeps bids below asks. */
	private BigDecimal uncrossed(OrderSide side, BigDecimal price, BigDecimal tick) {
		BestBidAsk best = this.client.getBestBidAsk(this.base, this.quote);
		if (side == OrderSide.BUY && best.ask() != null) {
			return price.min(best.ask().price().subtract(tick));
		}
		if (side == OrderSide.SELL && best.bid() != null) {
			return price.max(best.bid().price().add(tick));
		}
		return price;
	}

	private void take() {
		OrderSide side = side();
		double limit = (side == OrderSide.BUY) ? this.middle * 1.01 : this.middle * 0.99;
		for (Trade trade : this.client.takeBest(this.base, this.quote, side, amount(0.6),
				BigDecimal.valueOf(Math.round(limit), 2))) {
			this.client.completeTrade(trade.id());
		}
	}

	private OrderSide side() {
		return this.random.nextBoolean() ? OrderSide.BUY : OrderSide.SELL;
	}

	/** Most amounts are small, a few large. */
	private BigDecimal amount(double usualAmount) {
		double amount = usualAmount * -Math.log(1 - this.random.nextDouble()) * 0.4;
		long units = 1 + Math.round(amount * Math.pow(10, this.amountDecimals));
		return BigDecimal.valueOf(units, this.amountDecimals);
	}

	void withdraw() {
		while (!this.open.isEmpty()) {
			cancelOldest();
		}
	}

	/**
	 * An order that was filled or has expired needs no cancellation. The status is read
	 * first, so that such an order does not count as a failed call.
	 */
	private void cancelOldest() {
		UUID id = this.open.removeFirst();
		try {
			if (this.client.getOrder(id).status() == OrderStatus.OPEN) {
				this.client.cancelOrder(id);
			}
		}
		catch (DarkSwapException ex) {
			if (ex.code() != ErrorCode.ORDER_NOT_OPEN && ex.code() != ErrorCode.ORDER_NOT_FOUND) {
				throw ex;
			}
		}
	}

}
