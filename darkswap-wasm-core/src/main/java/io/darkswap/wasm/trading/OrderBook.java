package io.darkswap.wasm.trading;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.arguments.Arguments;
import io.darkswap.wasm.commands.BookCommands;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.commands.Command;
import io.darkswap.wasm.convert.Address;
import io.darkswap.wasm.convert.AddressCache;
import io.darkswap.wasm.convert.FixedPoint;
import io.darkswap.wasm.convert.Timestamps;
import io.darkswap.wasm.engine.OrderCommand;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.engine.abi.OrderRecord;
import io.darkswap.wasm.market.Markets;
import io.darkswap.wasm.signing.OrderIds;
import io.darkswap.wasm.signing.OrderSigner;
import io.darkswap.wasm.signing.SignedOrder;
import io.darkswap.wasm.signing.TimeOrderedIds;
import org.jspecify.annotations.Nullable;

/**
 * Trades in the books: validates arguments, scales decimals to the engine's numbers, and
 * maps its records to immutable ones. Thread-safe.
 */
public final class OrderBook {

	private final BookCommands commands;

	private final Supplier<Books> books;

	private final Clock clock;

	private final OrderSigner signer;

	private final TradeIds tradeIds;

	private final AddressCache makers = new AddressCache();

	private final OrderIds ids = new OrderIds();

	private final BigDecimal smallestForeignNotional;

	OrderBook(BookCommands commands, Supplier<Books> books, Clock clock, OrderSigner signer, TradeIds tradeIds,
			BigDecimal smallestForeignNotional) {
		this.commands = commands;
		this.books = books;
		this.clock = clock;
		this.signer = signer;
		this.tradeIds = tradeIds;
		this.smallestForeignNotional = smallestForeignNotional;
	}

	/** Returns the wallet's address. */
	public String address() {
		return this.signer.address().text();
	}

	public Order createOrder(NewOrder order) {
		Arguments.notNull(order, "order");
		long now = now();
		Address maker = maker(order);
		UUID id = this.signer.signsFor(maker) ? id(this.ids.reserve(1, now)) : TimeOrderedIds.next(now);
		return this.commands.createOrder(this.signer.sign(OrderCommand.of(id, order, maker, now)));
	}

	private Address maker(NewOrder order) {
		String maker = order.maker();
		return (maker != null) ? this.makers.of(maker, OrderCommand.MAKER) : this.signer.address();
	}

	/** Returns an id, whose lower half is replaced if the order is signed. */
	private static UUID id(long number) {
		return new UUID(OrderIds.high(number), TimeOrderedIds.randomLow());
	}

	public List<Order> createOrders(List<NewOrder> orders) {
		Arguments.notNull(orders, "list of orders");
		long now = now();
		return enterAll(this.signer.signAll(validateAll(orders, now)), now);
	}

	/** Validates the orders and assigns ascending ids. */
	private List<OrderCommand> validateAll(List<NewOrder> orders, long now) {
		List<OrderCommand> validated = new ArrayList<>(orders.size());
		long first = this.ids.reserve(orders.size(), now);
		for (NewOrder order : orders) {
			int position = validated.size();
			try {
				Arguments.notNull(order, "order");
				validated.add(OrderCommand.of(id(first + position), order, maker(order), now));
			}
			catch (DarkSwapException ex) {
				throw new DarkSwapException(ex.code(), "orders[%d]: %s".formatted(position, ex.getMessage()), ex,
						ex.option().orElse(null));
			}
		}
		return validated;
	}

	public Order importOrder(SignedOrder order) {
		Arguments.notNull(order, "order");
		OrderCommand verified = this.signer.verified(order);
		requireNotional(verified, "");
		return this.commands.createOrder(verified.enteredAt(now()));
	}

	public List<Order> importOrders(List<SignedOrder> orders) {
		Arguments.notNull(orders, "list of orders");
		long now = now();
		List<OrderCommand> verified = this.signer.allVerified(orders, now);
		for (int i = 0; i < verified.size(); i++) {
			requireNotional(verified.get(i), "orders[%d]: ".formatted(i));
		}
		return enterAll(verified, now);
	}

	/** Dust of others takes as much memory as any order. */
	private void requireNotional(OrderCommand order, String place) {
		BigDecimal notional = FixedPoint.decimal(order.amount()).multiply(FixedPoint.decimal(order.price()));
		if (notional.compareTo(this.smallestForeignNotional) < 0) {
			throw DarkSwapException.invalidArgument(
					"%sThe order %s comes to %s of the quote asset: imported orders must come to at least %s (smallest-foreign-notional)",
					place, order.id(), notional.toPlainString(), this.smallestForeignNotional);
		}
	}

	private List<Order> enterAll(List<OrderCommand> orders, long now) {
		return orders.isEmpty() ? List.of() : this.commands.createOrders(orders, now);
	}

	public SignedOrder getSignedOrder(UUID orderId) {
		Arguments.notNull(orderId, "order id");
		long now = now();
		Books current = this.books.get();
		return current.engine().call((session) -> {
			Order order = current.mapper()
				.order(session.getOrder(orderId.getMostSignificantBits(), orderId.getLeastSignificantBits(), now));
			byte[] signature = session.signature()
				.orElseThrow(() -> new DarkSwapException(ErrorCode.SIGNATURE_MISSING,
						"The order %s is not signed: the wallet signs orders of its own address while the option sign-orders is on"
							.formatted(orderId),
						null, "sign-orders"));
			return new SignedOrder(order, HexFormat.of().formatHex(signature));
		});
	}

	public boolean verify(SignedOrder order) {
		Arguments.notNull(order, "order");
		return this.signer.isSignedByMaker(order);
	}

	/** Verifies an order. A changed order does not match its stored signature. */
	public boolean verify(Order order) {
		Arguments.notNull(order, "order");
		return verify(new SignedOrder(order, getSignedOrder(order.id()).signature()));
	}

	public void cancelOrder(UUID orderId) {
		Arguments.notNull(orderId, "order id");
		this.commands.cancelOrder(orderId, now());
	}

	public void evictOrder(UUID orderId) {
		Arguments.notNull(orderId, "order id");
		this.commands.evictOrder(orderId, now());
	}

	/** Orders that are taken, cancelled or expire meanwhile are not counted. */
	public int evictOrdersOf(String maker) {
		Arguments.notNull(maker, OrderCommand.MAKER);
		String address = this.makers.of(maker, OrderCommand.MAKER).text();
		int evicted = 0;
		Books current = this.books.get();
		for (Markets.Opened opened : current.markets().all()) {
			evicted += current.markets().read(opened.pair(), 0, (market) -> evictAll(current, market, address));
		}
		return evicted;
	}

	private int evictAll(Books current, Market market, String maker) {
		int evicted = 0;
		for (UUID order : ordersOf(maker, current, market)) {
			try {
				evictOrder(order);
				evicted++;
			}
			catch (DarkSwapException ex) {
				if (ex.code() != ErrorCode.ORDER_NOT_OPEN && ex.code() != ErrorCode.ORDER_NOT_FOUND) {
					throw ex;
				}
			}
		}
		return evicted;
	}

	private List<UUID> ordersOf(String maker, Books current, Market market) {
		return current.engine().call((session) -> {
			List<UUID> orders = new ArrayList<>();
			session.reader().listOrders(market, now(), (order) -> {
				if (order.maker().equals(maker)) {
					orders.add(new UUID(order.idHigh(), order.idLow()));
				}
			});
			return orders;
		});
	}

	public Order getOrder(UUID orderId) {
		Arguments.notNull(orderId, "order id");
		long now = now();
		Books current = this.books.get();
		return current.engine()
			.call((session) -> current.mapper()
				.order(session.getOrder(orderId.getMostSignificantBits(), orderId.getLeastSignificantBits(), now)));
	}

	public List<Order> getOrders(Asset base, Asset quote) {
		Books current = this.books.get();
		return current.markets().read(new TradingPair(base, quote), List.of(), (market) -> list(current, market));
	}

	private List<Order> list(Books current, Market market) {
		return current.engine().call((session) -> {
			List<Order> orders = new ArrayList<>();
			session.reader().listOrders(market, now(), (order) -> orders.add(current.mapper().order(order)));
			return List.copyOf(orders);
		});
	}

	public Trade takeOrder(UUID orderId, BigDecimal amount) {
		Arguments.notNull(orderId, "order id");
		long amountUnits = FixedPoint.positive(amount, "amount");
		return take(orderId, amountUnits, null);
	}

	/**
	 * Takes an order with conditions. Its price and maker never change, so they are
	 * checked first.
	 */
	public Trade takeOrder(UUID orderId, BigDecimal amount, @Nullable BigDecimal limitPrice, @Nullable String maker) {
		Arguments.notNull(orderId, "order id");
		long amountUnits = FixedPoint.positive(amount, "amount");
		String expectedMaker = (maker != null) ? this.makers.of(maker, OrderCommand.MAKER).text() : null;
		if (limitPrice != null) {
			FixedPoint.positive(limitPrice, "limit price");
		}
		return take(orderId, amountUnits,
				(order) -> requireAsExpected(this.books.get().mapper().order(order), limitPrice, expectedMaker));
	}

	private static void requireAsExpected(Order order, @Nullable BigDecimal limitPrice, @Nullable String maker) {
		int direction = (order.side() == OrderSide.SELL) ? 1 : -1;
		if (limitPrice != null && order.price().compareTo(limitPrice) * direction > 0) {
			throw new DarkSwapException(ErrorCode.ORDER_NOT_AS_EXPECTED,
					"The price of the order %s is %s, beyond the limit: nothing was taken".formatted(order.id(),
							order.price().toPlainString()));
		}
		if (maker != null && !maker.equals(order.maker())) {
			throw new DarkSwapException(ErrorCode.ORDER_NOT_AS_EXPECTED,
					"The maker of the order %s is %s: nothing was taken".formatted(order.id(), order.maker()));
		}
	}

	private Trade take(UUID orderId, long amount, @Nullable Consumer<OrderRecord> check) {
		long now = now();
		return this.commands.takeOrder(
				new Command.TakeOrder(this.tradeIds.next(now), orderId, amount, this.signer.address(), now), check);
	}

	public List<Trade> takeBest(Asset base, Asset quote, OrderSide side, BigDecimal amount, BigDecimal limitPrice) {
		TradingPair pair = new TradingPair(base, quote);
		Arguments.notNull(side, "side");
		long amountUnits = FixedPoint.positive(amount, "amount");
		long limitUnits = FixedPoint.positive(limitPrice, "limit price");
		long now = now();
		return this.commands.takeBest(new Command.TakeBest(this.tradeIds.first(now), pair, side, amountUnits,
				limitUnits, this.signer.address(), now));
	}

	public Trade settleTrade(UUID tradeId, boolean completed) {
		Arguments.notNull(tradeId, "trade id");
		return this.commands.settleTrade(tradeId, completed, now());
	}

	private long now() {
		return Timestamps.now(this.clock);
	}

}
