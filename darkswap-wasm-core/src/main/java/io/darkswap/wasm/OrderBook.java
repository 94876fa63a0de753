package io.darkswap.wasm;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.darkswap.wasm.engine.CreateOrder;
import io.darkswap.wasm.engine.Engine;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.engine.Market;
import io.darkswap.wasm.engine.TakeOrder;

/**
 * Trades in one engine: checks arguments, scales decimals to the engine's numbers, and
 * makes immutable records of its answers. Thread-safe.
 */
final class OrderBook {

	private static final BestBidAsk NO_ORDERS = new BestBidAsk(null, null);

	private final Engine engine;

	private final Clock clock;

	private final byte[] taker;

	private final Markets markets = new Markets();

	private final RecordReader reader = new RecordReader(this.markets);

	OrderBook(Engine engine, Clock clock, String taker) {
		this.engine = engine;
		this.clock = clock;
		this.taker = Addresses.bytes(taker, "wallet's address");
	}

	Order createOrder(Asset base, Asset quote, OrderSide side, BigDecimal amount, BigDecimal price, String makerAddress,
			Duration expiry) {
		Pair pair = new Pair(base, quote);
		Arguments.notNull(side, "side");
		long amountUnits = FixedPoint.positive(amount, "amount");
		long priceUnits = FixedPoint.positive(price, "price");
		byte[] maker = Addresses.bytes(makerAddress, "maker's address");
		Instant now = this.clock.instant();
		long expiresAt = Timestamps.expiry(now, expiry);
		UUID id = TimeOrderedIds.next(now);
		try (EngineSession session = this.engine.open()) {
			Market market = this.markets.open(pair, session);
			return this.reader
				.order(session.createOrder(new CreateOrder(id.getMostSignificantBits(), id.getLeastSignificantBits(),
						market, side.ordinal(), amountUnits, priceUnits, Timestamps.micros(now), expiresAt, maker)));
		}
	}

	void cancelOrder(UUID orderId) {
		Arguments.notNull(orderId, "order id");
		long now = now();
		try (EngineSession session = this.engine.open()) {
			session.cancelOrder(orderId.getMostSignificantBits(), orderId.getLeastSignificantBits(), now);
		}
	}

	Order getOrder(UUID orderId) {
		Arguments.notNull(orderId, "order id");
		long now = now();
		try (EngineSession session = this.engine.open()) {
			return this.reader
				.order(session.getOrder(orderId.getMostSignificantBits(), orderId.getLeastSignificantBits(), now));
		}
	}

	List<Order> getOrders(Asset base, Asset quote) {
		Optional<Market> market = this.markets.find(new Pair(base, quote));
		if (market.isEmpty()) {
			return List.of();
		}
		List<Order> orders = new ArrayList<>();
		try (EngineSession session = this.engine.open()) {
			session.listOrders(market.get(), now(), (order) -> orders.add(this.reader.order(order)));
		}
		return List.copyOf(orders);
	}

	Trade takeOrder(UUID orderId, BigDecimal amount) {
		Arguments.notNull(orderId, "order id");
		long amountUnits = FixedPoint.positive(amount, "amount");
		Instant now = this.clock.instant();
		UUID id = TimeOrderedIds.next(now);
		try (EngineSession session = this.engine.open()) {
			return this.reader.trade(session.takeOrder(new TakeOrder(id.getMostSignificantBits(),
					id.getLeastSignificantBits(), orderId.getMostSignificantBits(), orderId.getLeastSignificantBits(),
					amountUnits, Timestamps.micros(now), this.taker)));
		}
	}

	BestBidAsk getBestBidAsk(Asset base, Asset quote) {
		Optional<Market> market = this.markets.find(new Pair(base, quote));
		if (market.isEmpty()) {
			return NO_ORDERS;
		}
		return this.reader.bestBidAsk(this.engine.best(market.get(), now()));
	}

	private long now() {
		return Timestamps.micros(this.clock.instant());
	}

}
