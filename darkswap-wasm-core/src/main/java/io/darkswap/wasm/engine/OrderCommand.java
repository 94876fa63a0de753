package io.darkswap.wasm.engine;

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
import io.darkswap.wasm.arguments.Arguments;
import io.darkswap.wasm.convert.Address;
import io.darkswap.wasm.convert.Addresses;
import io.darkswap.wasm.convert.FixedPoint;
import io.darkswap.wasm.convert.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * A new order with valid arguments, in the engine's numbers. The same object goes from
 * the caller's arguments to the mailbox, and to the command log. Immutable; nobody
 * changes its arrays.
 *
 * @param id its id
 * @param pair its trading pair
 * @param side its side
 * @param amount the amount, units of 1e-8
 * @param price the price, units of 1e-8
 * @param maker the maker's address
 * @param createdAt microseconds since the epoch
 * @param expiresAt microseconds since the epoch
 * @param signature its 64-byte signature, or {@code null}
 * @param imported whether another client created it, so that this one may not cancel it
 */
public record OrderCommand(UUID id, TradingPair pair, OrderSide side, long amount, long price, Address maker,
		long createdAt, long expiresAt, byte @Nullable [] signature, boolean imported) {

	/** The name of the maker's address in messages. */
	public static final String MAKER = "maker's address";

	/**
	 * Validate an order's arguments.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT}
	 */
	public static OrderCommand of(UUID id, NewOrder order, Address maker, long now) {
		return of(id, order.base(), order.quote(), order.side(), order.amount(), order.price(), maker, now,
				Timestamps.expiry(now, order.expiry()));
	}

	/**
	 * Validate the arguments of an order that another client created.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT}
	 */
	public static OrderCommand of(Order order) {
		Arguments.notNull(order, "order");
		Arguments.notNull(order.id(), "order id");
		return of(order.id(), order.baseAsset(), order.quoteAsset(), order.side(), order.amount(), order.price(),
				Addresses.of(order.maker(), MAKER), 0, Timestamps.exactMicros(order.expiry(), "expiry"));
	}

	private static OrderCommand of(UUID id, Asset base, Asset quote, OrderSide side, BigDecimal amount,
			BigDecimal price, Address maker, long createdAt, long expiresAt) {
		TradingPair pair = new TradingPair(base, quote);
		Arguments.notNull(side, "side");
		long amountUnits = FixedPoint.positive(amount, "amount");
		long priceUnits = FixedPoint.positive(price, "price");
		FixedPoint.requirePayable(amountUnits, priceUnits);
		return new OrderCommand(id, pair, side, amountUnits, priceUnits, maker, createdAt, expiresAt, null, false);
	}

	/** Return the order with a signature. */
	public OrderCommand signed(byte[] newSignature) {
		return with(this.id, this.createdAt, newSignature, this.imported);
	}

	/** Return the order with another id. */
	public OrderCommand withId(UUID newId) {
		return with(newId, this.createdAt, this.signature, this.imported);
	}

	/** Return the order as one that another client created. */
	public OrderCommand fromAnotherClient() {
		return with(this.id, this.createdAt, this.signature, true);
	}

	/** Return the order with another time of entry, microseconds since the epoch. */
	public OrderCommand createdAt(long time) {
		return with(this.id, time, this.signature, this.imported);
	}

	private OrderCommand with(UUID newId, long time, byte @Nullable [] newSignature, boolean isImported) {
		return new OrderCommand(newId, this.pair, this.side, this.amount, this.price, this.maker, time, this.expiresAt,
				newSignature, isImported);
	}

	/**
	 * Return the order with the time of its entry into this book.
	 * @param now microseconds since the epoch
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it has expired
	 */
	public OrderCommand enteredAt(long now) {
		if (this.expiresAt <= now) {
			throw DarkSwapException.invalidArgument("The order %s expired at %s: there is nothing left to take",
					this.id, Timestamps.instant(this.expiresAt));
		}
		return createdAt(now);
	}

	/** Return the order at its entry into the book. */
	public Order opened() {
		BigDecimal whole = FixedPoint.decimal(this.amount);
		return new Order(this.id, this.maker.text(), this.pair.base(), this.pair.quote(), this.side, whole, whole,
				FixedPoint.decimal(this.price), OrderStatus.OPEN, Timestamps.instant(this.createdAt),
				Timestamps.instant(this.expiresAt));
	}

}
