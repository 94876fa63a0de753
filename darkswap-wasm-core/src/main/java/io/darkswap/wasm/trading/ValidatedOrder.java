package io.darkswap.wasm.trading;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.OrderStatus;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.convert.AddressCache;
import io.darkswap.wasm.convert.Addresses;
import io.darkswap.wasm.convert.Arguments;
import io.darkswap.wasm.convert.FixedPoint;
import io.darkswap.wasm.convert.Timestamps;
import io.darkswap.wasm.engine.CreateOrder;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.engine.Market;
import org.jspecify.annotations.Nullable;

/**
 * A new order whose arguments are good, in the engine's numbers.
 *
 * @param id its id
 * @param base the asset that is traded
 * @param quote the asset that it is paid in
 * @param side its side
 * @param amount the amount, units of 1e-8
 * @param price the price, units of 1e-8
 * @param maker the maker's address
 * @param makerBytes the same in ASCII
 * @param createdAt microseconds since the epoch
 * @param expiresAt microseconds since the epoch
 * @param signature its signature, or {@code null}
 * @param imported whether another client made it
 */
record ValidatedOrder(UUID id, Asset base, Asset quote, OrderSide side, long amount, long price, String maker,
		byte[] makerBytes, long createdAt, long expiresAt, byte @Nullable [] signature, boolean imported) {

	private static final String MAKER = "maker's address";

	/**
	 * Checks an order's arguments.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT}
	 */
	static ValidatedOrder of(NewOrder order, UUID id, Instant now, AddressCache addresses) {
		return of(id, order, addresses.bytes(order.maker(), MAKER), Timestamps.micros(now),
				Timestamps.expiry(now, order.expiry()));
	}

	/**
	 * Checks the arguments of an order that was made elsewhere.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT}
	 */
	static ValidatedOrder of(Order order) {
		Arguments.notNull(order.id(), "order id");
		Arguments.notNull(order.expiry(), "expiry");
		NewOrder made = new NewOrder(order.baseAsset(), order.quoteAsset(), order.side(), order.amount(), order.price(),
				order.maker(), Duration.ZERO);
		return of(order.id(), made, Addresses.bytes(order.maker(), MAKER), 0,
				Timestamps.exactMicros(order.expiry(), "expiry"));
	}

	private static ValidatedOrder of(UUID id, NewOrder order, byte[] maker, long createdAt, long expiresAt) {
		TradingPair pair = new TradingPair(order.base(), order.quote());
		Arguments.notNull(order.side(), "side");
		long amount = FixedPoint.positive(order.amount(), "amount");
		long price = FixedPoint.positive(order.price(), "price");
		FixedPoint.requireProduct(amount, price);
		return new ValidatedOrder(id, pair.base(), pair.quote(), order.side(), amount, price, order.maker(), maker,
				createdAt, expiresAt, null, false);
	}

	/**
	 * Checks the orders of a batch and gives them ids that ascend.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT}, naming the first
	 * that is refused by its position
	 */
	static List<ValidatedOrder> all(List<NewOrder> orders, Instant now, AddressCache addresses) {
		Arguments.notNull(orders, "list of orders");
		List<ValidatedOrder> checked = new ArrayList<>(orders.size());
		UUID first = TimeOrderedIds.first(now);
		for (NewOrder order : orders) {
			int position = checked.size();
			try {
				Arguments.notNull(order, "order");
				checked.add(of(order, TimeOrderedIds.after(first, position), now, addresses));
			}
			catch (DarkSwapException ex) {
				throw new DarkSwapException(ex.code(), "orders[%d]: %s".formatted(position, ex.getMessage()), ex);
			}
		}
		return checked;
	}

	ValidatedOrder signed(byte[] newSignature) {
		return new ValidatedOrder(this.id, this.base, this.quote, this.side, this.amount, this.price, this.maker,
				this.makerBytes, this.createdAt, this.expiresAt, newSignature, this.imported);
	}

	ValidatedOrder fromAnotherClient() {
		return new ValidatedOrder(this.id, this.base, this.quote, this.side, this.amount, this.price, this.maker,
				this.makerBytes, this.createdAt, this.expiresAt, this.signature, true);
	}

	/**
	 * Returns the order as it enters this book.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if its time has
	 * run out
	 */
	ValidatedOrder enteredAt(Instant now) {
		long entered = Timestamps.micros(now);
		if (this.expiresAt <= entered) {
			throw DarkSwapException.invalidArgument("The order %s expired at %s: there is nothing left to take",
					this.id, Timestamps.instant(this.expiresAt));
		}
		return new ValidatedOrder(this.id, this.base, this.quote, this.side, this.amount, this.price, this.maker,
				this.makerBytes, entered, this.expiresAt, this.signature, this.imported);
	}

	/** Enters the order by itself. */
	void enter(Market market, EngineSession session) {
		session.createOrder(market, this.id.getMostSignificantBits(), this.id.getLeastSignificantBits(),
				this.side.ordinal(), this.amount, this.price, this.createdAt, this.expiresAt, this.makerBytes,
				this.signature, this.imported);
	}

	/** The order as one of a batch. */
	CreateOrder command(Market market) {
		return new CreateOrder(this.id.getMostSignificantBits(), this.id.getLeastSignificantBits(), market,
				this.side.ordinal(), this.amount, this.price, this.createdAt, this.expiresAt, this.makerBytes,
				this.signature, this.imported);
	}

	/** The order as it enters the book. */
	Order opened() {
		BigDecimal whole = FixedPoint.decimal(this.amount);
		return new Order(this.id, this.maker, this.base, this.quote, this.side, whole, whole,
				FixedPoint.decimal(this.price), OrderStatus.OPEN, Timestamps.instant(this.createdAt),
				Timestamps.instant(this.expiresAt));
	}

}
