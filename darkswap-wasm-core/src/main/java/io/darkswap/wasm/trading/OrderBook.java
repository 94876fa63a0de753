package io.darkswap.wasm.trading;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.SignedOrder;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.convert.AddressCache;
import io.darkswap.wasm.convert.Addresses;
import io.darkswap.wasm.convert.Arguments;
import io.darkswap.wasm.convert.FixedPoint;
import io.darkswap.wasm.convert.Markets;
import io.darkswap.wasm.convert.ModelMapper;
import io.darkswap.wasm.convert.Timestamps;
import io.darkswap.wasm.engine.CreateOrder;
import io.darkswap.wasm.engine.Engine;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.engine.Market;
import io.darkswap.wasm.engine.TakeBest;
import io.darkswap.wasm.engine.TakeOrder;

/**
 * Trades in one engine: checks arguments, scales decimals to the engine's numbers, and
 * makes immutable records of its answers. Thread-safe.
 */
public final class OrderBook {

	private static final Comparator<BatchEntry> BY_MARKET = Comparator
		.comparingInt((order) -> order.command().market().number());

	private final Engine engine;

	private final Clock clock;

	private final OrderSigner signer;

	private final AddressCache makers = new AddressCache();

	private final byte[] taker;

	private final Markets markets;

	private final ModelMapper mapper;

	OrderBook(Engine engine, Clock clock, OrderSigner signer, Markets markets, ModelMapper mapper) {
		this.engine = engine;
		this.clock = clock;
		this.signer = signer;
		this.taker = Addresses.bytes(signer.wallet().address(), "wallet's address");
		this.markets = markets;
		this.mapper = mapper;
	}

	public Order createOrder(Asset base, Asset quote, OrderSide side, BigDecimal amount, BigDecimal price,
			String makerAddress, Duration expiry) {
		Instant now = this.clock.instant();
		NewOrder order = new NewOrder(base, quote, side, amount, price, makerAddress, expiry);
		return enter(this.signer.sign(ValidatedOrder.of(order, TimeOrderedIds.next(now), now, this.makers)));
	}

	public List<Order> createOrders(List<NewOrder> orders) {
		Instant now = this.clock.instant();
		return enterAll(this.signer.signAll(ValidatedOrder.all(orders, now, this.makers)), now);
	}

	public Order importOrder(SignedOrder order) {
		Arguments.notNull(order, "order");
		return enter(this.signer.verified(order).enteredAt(this.clock.instant()));
	}

	public List<Order> importOrders(List<SignedOrder> orders) {
		Arguments.notNull(orders, "list of orders");
		Instant now = this.clock.instant();
		return enterAll(this.signer.allVerified(orders, now), now);
	}

	private Order enter(ValidatedOrder order) {
		// As it enters the book: by the time this returns it may have been taken. Made
		// before
		// the call, which is so long that a JIT makes real objects of what is used after
		// it.
		Order opened = order.opened();
		try (EngineSession session = this.engine.open()) {
			Market market = this.markets.open(order.base(), order.quote(), session);
			order.enter(market, session);
		}
		return opened;
	}

	private List<Order> enterAll(List<ValidatedOrder> orders, Instant now) {
		if (orders.isEmpty()) {
			return List.of();
		}
		try (EngineSession session = this.engine.open()) {
			List<BatchEntry> placed = new ArrayList<>(orders.size());
			for (ValidatedOrder order : orders) {
				placed.add(new BatchEntry(placed.size(),
						order.command(this.markets.open(order.base(), order.quote(), session))));
			}
			// Markets are locked in ascending order, whatever batches run at once.
			placed.sort(BY_MARKET);
			session.createOrders(placed.stream().map(BatchEntry::command).toList(), Timestamps.micros(now),
					(index) -> placed.get(index).name());
		}
		return orders.stream().map(ValidatedOrder::opened).toList();
	}

	public SignedOrder getSignedOrder(UUID orderId) {
		Arguments.notNull(orderId, "order id");
		long now = now();
		try (EngineSession session = this.engine.open()) {
			Order order = this.mapper
				.order(session.getOrder(orderId.getMostSignificantBits(), orderId.getLeastSignificantBits(), now));
			byte[] signature = session.signature()
				.orElseThrow(() -> new DarkSwapException(ErrorCode.SIGNATURE_MISSING,
						"The order %s is not signed: set darkswap.wallet.sign-orders to true before orders are made"
							.formatted(orderId)));
			return new SignedOrder(order, HexFormat.of().formatHex(signature));
		}
	}

	public boolean verify(SignedOrder order) {
		Arguments.notNull(order, "order");
		return this.signer.isSignedByMaker(order);
	}

	/** An order that was changed is not the one whose signature is kept. */
	public boolean verify(Order order) {
		Arguments.notNull(order, "order");
		return verify(new SignedOrder(order, getSignedOrder(order.id()).signature()));
	}

	public void cancelOrder(UUID orderId) {
		Arguments.notNull(orderId, "order id");
		long now = now();
		try (EngineSession session = this.engine.open()) {
			session.cancelOrder(orderId.getMostSignificantBits(), orderId.getLeastSignificantBits(), now);
		}
	}

	public Order getOrder(UUID orderId) {
		Arguments.notNull(orderId, "order id");
		long now = now();
		try (EngineSession session = this.engine.open()) {
			return this.mapper
				.order(session.getOrder(orderId.getMostSignificantBits(), orderId.getLeastSignificantBits(), now));
		}
	}

	public List<Order> getOrders(Asset base, Asset quote) {
		Optional<Market> market = this.markets.find(new TradingPair(base, quote));
		if (market.isEmpty()) {
			return List.of();
		}
		List<Order> orders = new ArrayList<>();
		try (EngineSession session = this.engine.open()) {
			session.listOrders(market.get(), now(), (order) -> orders.add(this.mapper.order(order)));
		}
		return List.copyOf(orders);
	}

	public Trade takeOrder(UUID orderId, BigDecimal amount) {
		Arguments.notNull(orderId, "order id");
		long amountUnits = FixedPoint.positive(amount, "amount");
		Instant now = this.clock.instant();
		UUID id = TimeOrderedIds.next(now);
		try (EngineSession session = this.engine.open()) {
			return this.mapper.trade(session.takeOrder(new TakeOrder(id.getMostSignificantBits(),
					id.getLeastSignificantBits(), orderId.getMostSignificantBits(), orderId.getLeastSignificantBits(),
					amountUnits, Timestamps.micros(now), this.taker)));
		}
	}

	public List<Trade> takeBest(Asset base, Asset quote, OrderSide side, BigDecimal amount, BigDecimal limitPrice) {
		TradingPair pair = new TradingPair(base, quote);
		Arguments.notNull(side, "side");
		long amountUnits = FixedPoint.positive(amount, "amount");
		long limitUnits = FixedPoint.positive(limitPrice, "limit price");
		Optional<Market> market = this.markets.find(pair);
		if (market.isEmpty()) {
			return List.of();
		}
		Instant now = this.clock.instant();
		UUID first = TimeOrderedIds.first(now);
		List<Trade> trades = new ArrayList<>();
		try (EngineSession session = this.engine.open()) {
			session.takeBest(
					new TakeBest(first.getMostSignificantBits(), first.getLeastSignificantBits(), market.get(),
							side.ordinal(), amountUnits, limitUnits, Timestamps.micros(now), this.taker),
					(trade) -> trades.add(this.mapper.trade(trade)));
		}
		return List.copyOf(trades);
	}

	public Trade settleTrade(UUID tradeId, boolean completed) {
		Arguments.notNull(tradeId, "trade id");
		long now = now();
		try (EngineSession session = this.engine.open()) {
			return this.mapper.trade(session.settleTrade(tradeId.getMostSignificantBits(),
					tradeId.getLeastSignificantBits(), now, completed));
		}
	}

	private long now() {
		return Timestamps.micros(this.clock.instant());
	}

	/** An order of a batch, and where in the batch its caller put it. */
	private record BatchEntry(int position, CreateOrder command) {

		String name() {
			return "orders[%d], order %s".formatted(this.position,
					new UUID(this.command.idHigh(), this.command.idLow()));
		}

	}

}
