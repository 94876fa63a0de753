package io.darkswap.wasm.commands;

import java.math.BigDecimal;
import java.util.UUID;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.OrderStatus;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.convert.Address;
import io.darkswap.wasm.convert.Addresses;
import io.darkswap.wasm.convert.Arguments;
import io.darkswap.wasm.convert.FixedPoint;
import io.darkswap.wasm.convert.Timestamps;
import io.darkswap.wasm.engine.CreateOrder;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.engine.abi.Market;
import org.jspecify.annotations.Nullable;

/**
 * A new order with valid arguments, in the engine's numbers.
 *
 * @param id its id
 * @param base the asset that is traded
 * @param quote the asset that it is paid in
 * @param side its side
 * @param amount the amount, units of 1e-8
 * @param price the price, units of 1e-8
 * @param maker the maker's address
 * @param createdAt microseconds since the epoch
 * @param expiresAt microseconds since the epoch
 * @param signature its signature, or {@code null}
 * @param imported whether another client created it
 */
public record ValidatedOrder(UUID id, Asset base, Asset quote, OrderSide side, long amount, long price, Address maker,
		long createdAt, long expiresAt, byte @Nullable [] signature, boolean imported) {

	/** The name of the maker's address in messages. */
	public static final String MAKER = "maker's address";

	/**
	 * Validate an order's arguments.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT}
	 */
	public static ValidatedOrder of(UUID id, NewOrder order, Address maker, long now) {
		return of(id, order.base(), order.quote(), order.side(), order.amount(), order.price(), maker, now,
				Timestamps.expiry(now, order.expiry()));
	}

	/**
	 * Validate the arguments of an order that another client created.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT}
	 */
	public static ValidatedOrder of(Order order) {
		Arguments.notNull(order, "order");
		Arguments.notNull(order.id(), "order id");
		return of(order.id(), order.baseAsset(), order.quoteAsset(), order.side(), order.amount(), order.price(),
				Addresses.of(order.maker(), MAKER), 0, Timestamps.exactMicros(order.expiry(), "expiry"));
	}

	private static ValidatedOrder of(UUID id, Asset base, Asset quote, OrderSide side, BigDecimal amount,
			BigDecimal price, Address maker, long createdAt, long expiresAt) {
		TradingPair pair = new TradingPair(base, quote);
		Arguments.notNull(side, "side");
		long amountUnits = FixedPoint.positive(amount, "amount");
		long priceUnits = FixedPoint.positive(price, "price");
		FixedPoint.requirePayable(amountUnits, priceUnits);
		return new ValidatedOrder(id, pair.base(), pair.quote(), side, amountUnits, priceUnits, maker, createdAt,
				expiresAt, null, false);
	}

	/** Return the order with a signature. */
	public ValidatedOrder signed(byte[] newSignature) {
		return new ValidatedOrder(this.id, this.base, this.quote, this.side, this.amount, this.price, this.maker,
				this.createdAt, this.expiresAt, newSignature, this.imported);
	}

	/** Return the order with another id. */
	public ValidatedOrder withId(UUID newId) {
		return new ValidatedOrder(newId, this.base, this.quote, this.side, this.amount, this.price, this.maker,
				this.createdAt, this.expiresAt, this.signature, this.imported);
	}

	/** Return the order as one that another client created. */
	public ValidatedOrder fromAnotherClient() {
		return new ValidatedOrder(this.id, this.base, this.quote, this.side, this.amount, this.price, this.maker,
				this.createdAt, this.expiresAt, this.signature, true);
	}

	/**
	 * Return the order with the time of its entry into this book.
	 * @param now microseconds since the epoch
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it has expired
	 */
	public ValidatedOrder enteredAt(long now) {
		if (this.expiresAt <= now) {
			throw DarkSwapException.invalidArgument("The order %s expired at %s: there is nothing left to take",
					this.id, Timestamps.instant(this.expiresAt));
		}
		return createdAt(now);
	}

	/** Return the order with another time of entry, microseconds since the epoch. */
	ValidatedOrder createdAt(long time) {
		return new ValidatedOrder(this.id, this.base, this.quote, this.side, this.amount, this.price, this.maker, time,
				this.expiresAt, this.signature, this.imported);
	}

	/** Enter the order alone. */
	void enter(Market market, EngineSession session) {
		session.createOrder(market, this.id.getMostSignificantBits(), this.id.getLeastSignificantBits(),
				this.side.ordinal(), this.amount, this.price, this.createdAt, this.expiresAt, this.maker.ascii(),
				this.signature, this.imported);
	}

	/** Return the order's command in a batch. */
	CreateOrder command(Market market) {
		return new CreateOrder(this.id.getMostSignificantBits(), this.id.getLeastSignificantBits(), market,
				this.side.ordinal(), this.amount, this.price, this.createdAt, this.expiresAt, this.maker.ascii(),
				this.signature, this.imported);
	}

	/** Return the order at its entry into the book. */
	public Order opened() {
		BigDecimal whole = FixedPoint.decimal(this.amount);
		return new Order(this.id, this.maker.text(), this.base, this.quote, this.side, whole, whole,
				FixedPoint.decimal(this.price), OrderStatus.OPEN, Timestamps.instant(this.createdAt),
				Timestamps.instant(this.expiresAt));
	}

}
