package io.darkswap.wasm.engine;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.engine.abi.EngineAbi;
import org.jspecify.annotations.Nullable;

/** Maps the engine's error codes to exceptions. */
final class EngineErrors {

	/** The decimals of an amount and of a price. */
	private static final int SCALE = 8;

	private EngineErrors() {
	}

	static DarkSwapException ofOrder(int error, long idHigh, long idLow) {
		return exception(error, "order " + new UUID(idHigh, idLow));
	}

	static DarkSwapException ofTrade(int error, long idHigh, long idLow) {
		return exception(error, "trade " + new UUID(idHigh, idLow));
	}

	/** Return the refusal of an amount that costs less than the smallest unit. */
	static DarkSwapException belowUnit(long amount, long price) {
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
				"The amount times the price is %s, less than 0.00000001, the smallest unit that can be paid: raise the amount"
					.formatted(BigDecimal.valueOf(amount * price, 2 * SCALE).toPlainString()));
	}

	/**
	 * Return the refusal of an imported order whose id may have been freed.
	 * @param subject the order
	 * @param freedUntil the latest expiry of the freed ids, microseconds
	 */
	static DarkSwapException clockSetBack(String subject, long freedUntil) {
		return new DarkSwapException(ErrorCode.CLOCK_SET_BACK,
				"The clock was set back after it had passed %s, and used ids that expired by then are not kept: the %s expires no later, so it may have been used already. Import an order that expires later"
					.formatted(Instant.EPOCH.plus(freedUntil, ChronoUnit.MICROS), subject));
	}

	static DarkSwapException exception(int error, String subject) {
		return switch (error) {
			case EngineAbi.ERROR_INVALID_ARGUMENT -> new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
					"The engine refused the arguments of %s: amount and price must be positive, their product below 2^64 units of 1e-8, and the expiry later than now"
						.formatted(subject));
			case EngineAbi.ERROR_ORDER_NOT_FOUND ->
				new DarkSwapException(ErrorCode.ORDER_NOT_FOUND, "There is no %s".formatted(subject));
			case EngineAbi.ERROR_ORDER_NOT_OPEN -> new DarkSwapException(ErrorCode.ORDER_NOT_OPEN,
					"The %s is no longer open: it was filled, cancelled or expired".formatted(subject));
			case EngineAbi.ERROR_AMOUNT_EXCEEDS_REMAINING -> new DarkSwapException(ErrorCode.AMOUNT_EXCEEDS_REMAINING,
					"Less than the requested amount remains of the %s: take at most the remaining amount"
						.formatted(subject));
			case EngineAbi.ERROR_DUPLICATE_ORDER -> new DarkSwapException(ErrorCode.DUPLICATE_ORDER,
					"The %s has an id that was used already: it stays used until that order expires, so give each order an id of its own"
						.formatted(subject));
			case EngineAbi.ERROR_MEMORY_EXHAUSTED -> new DarkSwapException(ErrorCode.ENGINE_MEMORY_EXHAUSTED,
					"No memory is left for the %s: raise the option maximum or cancel orders".formatted(subject), null,
					"maximum");
			case EngineAbi.ERROR_NO_ROOM_FOR_EVENTS -> new NoRoomForEventsException(subject);
			case EngineAbi.ERROR_TOO_MANY_FOREIGN_ORDERS -> new DarkSwapException(ErrorCode.TOO_MANY_FOREIGN_ORDERS,
					"As many imported orders are open as may be, so the %s is refused: evict some, or raise the option foreign-orders"
						.formatted(subject),
					null, "foreign-orders");
			case EngineAbi.ERROR_TOO_MANY_ORDERS_OF_MAKER -> new DarkSwapException(ErrorCode.TOO_MANY_ORDERS_OF_MAKER,
					"As many imported orders of its maker are open as may be, so the %s is refused: evict some, or raise the option foreign-orders-per-maker"
						.formatted(subject),
					null, "foreign-orders-per-maker");
			case EngineAbi.ERROR_MEMORY_IS_RESERVED -> new DarkSwapException(ErrorCode.ENGINE_MEMORY_EXHAUSTED,
					"The remaining memory is reserved for orders and takes of this client, so the imported %s is refused: raise the option maximum, lower the option reserved-memory, or evict orders"
						.formatted(subject),
					null, "reserved-memory");
			case EngineAbi.ERROR_NOT_THE_MAKER -> new DarkSwapException(ErrorCode.NOT_THE_MAKER,
					"The %s was imported: only the client that created it may cancel it".formatted(subject));
			case EngineAbi.ERROR_TRADE_NOT_FOUND -> new DarkSwapException(ErrorCode.TRADE_NOT_FOUND,
					"There is no %s: it never existed, or the history has evicted it".formatted(subject));
			case EngineAbi.ERROR_TRADE_NOT_PENDING -> new DarkSwapException(ErrorCode.TRADE_NOT_PENDING,
					"The %s is settled already: it was completed, or it failed".formatted(subject));
			case EngineAbi.ERROR_DUPLICATE_TRADE -> new DarkSwapException(ErrorCode.DUPLICATE_TRADE,
					"A trade with this id exists already: nothing of the %s was taken".formatted(subject));
			case EngineAbi.ERROR_EXPIRY_TOO_FAR -> new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
					"The %s would last longer than the option maximum-expiry: let it expire earlier, or raise the limit"
						.formatted(subject),
					null, "maximum-expiry");
			case EngineAbi.ERROR_BELOW_A_UNIT -> new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
					"The amount of the %s times its price is less than 0.00000001, the smallest unit that can be paid: raise the amount or the price"
						.formatted(subject));
			case EngineAbi.ERROR_MARKET_NOT_FOUND -> new MarketReleasedException();
			case EngineAbi.ERROR_POISONED -> poisoned(null);
			default -> new DarkSwapException(ErrorCode.ENGINE_TRAPPED,
					"The engine returned the unknown error %d for the %s".formatted(error, subject));
		};
	}

	static DarkSwapException poisoned(@Nullable Throwable trap) {
		return new DarkSwapException(ErrorCode.ENGINE_POISONED,
				"A call trapped while it was changing the book, or its stack overflowed, so the book cannot be trusted: a client with a command log rebuilds its books by itself, any other one is to be re-created with create(..)",
				trap);
	}

}
