package io.darkswap.wasm.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.OrderStatus;
import io.darkswap.wasm.signing.SignedOrder;

/**
 * All kinds of commands. An {@code order} or {@code trade} is a number: 0 is the newest,
 * 1 the one before it, and so on, modulo their number; -1 stands for {@code null}.
 */
final class Commands {

	/** The number of an unknown order or trade. */
	static final int UNKNOWN = Integer.MAX_VALUE;

	private static final Duration MICROSECOND = Duration.ofNanos(1000);

	private Commands() {
	}

	record Create(NewOrder order) implements Command {

		@Override
		public void run(Comparison comparison) {
			comparison
				.create((exchange) -> exchange.createOrder(this.order.base(), this.order.quote(), this.order.side(),
						this.order.amount(), this.order.price(), this.order.maker(), this.order.expiry()));
		}

	}

	record CreateAll(List<NewOrder> orders) implements Command {

		@Override
		public void run(Comparison comparison) {
			comparison.createInOrder((exchange) -> exchange.createOrders(this.orders));
		}

	}

	/**
	 * Imports an order whose id is one of a few, so that it may exist already.
	 */
	record Import(Foreign order) implements Command {

		@Override
		public void run(Comparison comparison) {
			SignedOrder signed = this.order.signed(comparison.clock().instant());
			comparison.create((exchange) -> exchange.importOrder(signed));
		}

	}

	record ImportAll(List<Foreign> orders) implements Command {

		@Override
		public void run(Comparison comparison) {
			List<SignedOrder> signed = this.orders.stream()
				.map((order) -> order.signed(comparison.clock().instant()))
				.toList();
			comparison.create((exchange) -> exchange.importOrders(signed));
		}

	}

	/**
	 * An order that another client created.
	 *
	 * @param id a small number
	 * @param maker the signer and the address
	 * @param terms the rest
	 */
	record Foreign(int id, Maker maker, NewOrder terms) {

		private static final Duration FAR = Duration.ofDays(100_000_000);

		SignedOrder signed(Instant now) {
			Duration expiry = this.terms.expiry();
			Instant expiresAt = (expiry == null || expiry.compareTo(FAR) > 0) ? null
					: now.plus(expiry).truncatedTo(ChronoUnit.MICROS);
			return this.maker.sign(new Order(new UUID(this.id, 1), this.maker.wallet().address(), this.terms.base(),
					this.terms.quote(), this.terms.side(), this.terms.amount(), this.terms.amount(), this.terms.price(),
					OrderStatus.OPEN, now, expiresAt));
		}

	}

	record Cancel(int order) implements Command {

		@Override
		public void run(Comparison comparison) {
			UUID id = comparison.order(this.order);
			comparison.call((exchange) -> {
				exchange.cancelOrder(id);
				return null;
			});
		}

	}

	record Get(int order) implements Command {

		@Override
		public void run(Comparison comparison) {
			UUID id = comparison.order(this.order);
			comparison.call((exchange) -> exchange.getOrder(id));
		}

	}

	record Orders(AssetPair pair) implements Command {

		@Override
		public void run(Comparison comparison) {
			comparison.call((exchange) -> exchange.getOrders(this.pair.base(), this.pair.quote()));
		}

	}

	record Best(AssetPair pair) implements Command {

		@Override
		public void run(Comparison comparison) {
			comparison.call((exchange) -> exchange.getBestBidAsk(this.pair.base(), this.pair.quote()));
		}

	}

	record Take(int order, BigDecimal amount) implements Command {

		@Override
		public void run(Comparison comparison) {
			UUID id = comparison.order(this.order);
			comparison.take((exchange) -> exchange.takeOrder(id, this.amount));
		}

	}

	record TakePortion(int order, Portion portion) implements Command {

		@Override
		public void run(Comparison comparison) {
			UUID id = comparison.order(this.order);
			BigDecimal amount = this.portion.of(comparison.remaining(id));
			comparison.take((exchange) -> exchange.takeOrder(id, amount));
		}

	}

	/** Takes a unit again and again, a microsecond apart: many trades, many candles. */
	record TakeOften(int order, int times) implements Command {

		@Override
		public void run(Comparison comparison) {
			UUID id = comparison.order(this.order);
			for (int i = 0; i < this.times; i++) {
				comparison.take((exchange) -> exchange.takeOrder(id, Portion.A_UNIT.of(BigDecimal.ONE)));
				comparison.clock().advance(MICROSECOND);
			}
		}

	}

	record TakeBest(AssetPair pair, OrderSide side, BigDecimal amount, BigDecimal limit) implements Command {

		@Override
		public void run(Comparison comparison) {
			comparison.take((exchange) -> exchange.takeBest(this.pair.base(), this.pair.quote(), this.side, this.amount,
					this.limit));
		}

	}

	record TakeBestPortion(AssetPair pair, OrderSide side, Portion portion, BigDecimal limit) implements Command {

		@Override
		public void run(Comparison comparison) {
			BigDecimal amount = this.portion.of(comparison.within(this.pair, this.side, this.limit));
			comparison.take((exchange) -> exchange.takeBest(this.pair.base(), this.pair.quote(), this.side, amount,
					this.limit));
		}

	}

	record Depth(AssetPair pair, int levels) implements Command {

		@Override
		public void run(Comparison comparison) {
			comparison.call((exchange) -> exchange.getDepth(this.pair.base(), this.pair.quote(), this.levels));
		}

	}

	record Trades(AssetPair pair, int limit) implements Command {

		@Override
		public void run(Comparison comparison) {
			comparison.call((exchange) -> exchange.getTrades(this.pair.base(), this.pair.quote(), this.limit));
		}

	}

	record Stats(AssetPair pair, Duration window) implements Command {

		@Override
		public void run(Comparison comparison) {
			comparison.call((exchange) -> exchange.getMarketStats(this.pair.base(), this.pair.quote(), this.window));
		}

	}

	record Candles(AssetPair pair, Duration interval, int limit) implements Command {

		@Override
		public void run(Comparison comparison) {
			comparison.call(
					(exchange) -> exchange.getCandles(this.pair.base(), this.pair.quote(), this.interval, this.limit));
		}

	}

	record Complete(int trade) implements Command {

		@Override
		public void run(Comparison comparison) {
			UUID id = comparison.trade(this.trade);
			comparison.settle((exchange) -> exchange.completeTrade(id));
		}

	}

	record Fail(int trade) implements Command {

		@Override
		public void run(Comparison comparison) {
			UUID id = comparison.trade(this.trade);
			comparison.settle((exchange) -> exchange.failTrade(id));
		}

	}

	/** Lets time pass, or go back. */
	record Wait(Duration duration) implements Command {

		@Override
		public void run(Comparison comparison) {
			comparison.clock().advance(this.duration);
		}

	}

	/** Moves the clock to when an order expires, or near it. */
	record WaitForExpiry(int order, Duration after) implements Command {

		@Override
		public void run(Comparison comparison) {
			comparison.waitForExpiry(this.order, this.after);
		}

	}

	record CompareAll() implements Command {

		@Override
		public void run(Comparison comparison) {
			comparison.compareAll();
		}

	}

}
