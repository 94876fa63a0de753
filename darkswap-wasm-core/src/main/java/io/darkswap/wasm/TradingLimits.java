package io.darkswap.wasm;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Limits of the memory and of the markets that orders of others may use. Immutable.
 *
 * @param allowedMarkets the only pairs that are traded; empty for any pair
 * @param maximumMarkets how many markets may be opened, at least 1; imported orders open
 * no more than half of them
 * @param foreignOrders how many imported orders may be open at once in all markets, 0 or
 * more; without it, {@value #FOREIGN_ORDERS_PER_PAGE} for each page that the memory may
 * have, so that they take less than two thirds of it
 * @param foreignOrdersPerMaker the maximum number of imported orders of one maker that
 * are open at once, 0 or more
 * @param reservedPages the pages of memory that imported orders leave to the client's own
 * orders and takes, 0 or more; without it, one of {@value #PAGES_FOR_ONE_RESERVED} that
 * the memory may have
 * @param smallestForeignNotional the minimum notional of an imported order, amount times
 * price in the quote asset, 0 or more
 */
public record TradingLimits(Set<TradingPair> allowedMarkets, int maximumMarkets, OptionalInt foreignOrders,
		int foreignOrdersPerMaker, OptionalInt reservedPages, BigDecimal smallestForeignNotional) {

	/** How many imported orders may be open for each page of memory unless set. */
	public static final int FOREIGN_ORDERS_PER_PAGE = 32;

	/** The maximum number of imported orders of one maker unless set. */
	public static final int DEFAULT_FOREIGN_ORDERS_PER_MAKER = 1000;

	/** Of so many pages of memory, one is reserved unless set. */
	public static final int PAGES_FOR_ONE_RESERVED = 8;

	/** How many markets may be opened unless set. */
	public static final int DEFAULT_MAXIMUM_MARKETS = 10_000;

	/** The minimum notional of an imported order unless set. */
	public static final BigDecimal DEFAULT_SMALLEST_FOREIGN_NOTIONAL = new BigDecimal("0.000001");

	/** Any pair, and the default of everything else. */
	public static final TradingLimits DEFAULT = new TradingLimits(Set.of(), DEFAULT_MAXIMUM_MARKETS,
			OptionalInt.empty(), DEFAULT_FOREIGN_ORDERS_PER_MAKER, OptionalInt.empty(),
			DEFAULT_SMALLEST_FOREIGN_NOTIONAL);

	/**
	 * Create limits with the default for one maker and for the reserved memory.
	 * @param allowedMarkets the only pairs that are traded; empty for any pair
	 * @param maximumMarkets the maximum number of open markets, at least 1
	 * @param foreignOrders the maximum number of imported orders that are open at once
	 * @param smallestForeignNotional the minimum notional of an imported order
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if one is
	 * negative, or no market may be opened
	 */
	public TradingLimits(Set<TradingPair> allowedMarkets, int maximumMarkets, OptionalInt foreignOrders,
			BigDecimal smallestForeignNotional) {
		this(allowedMarkets, maximumMarkets, foreignOrders, DEFAULT_FOREIGN_ORDERS_PER_MAKER, OptionalInt.empty(),
				smallestForeignNotional);
	}

	/**
	 * Checks the limits.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if one is
	 * negative, or no market may be opened
	 */
	public TradingLimits {
		allowedMarkets = Set.copyOf(Objects.requireNonNull(allowedMarkets, "allowedMarkets"));
		if (maximumMarkets < 1) {
			throw DarkSwapException.invalidOption("maximum-markets", maximumMarkets, "at least 1");
		}
		if (foreignOrders.orElse(0) < 0) {
			throw DarkSwapException.invalidOption("foreign-orders", foreignOrders.getAsInt(), "0 or more");
		}
		if (foreignOrdersPerMaker < 0) {
			throw DarkSwapException.invalidOption("foreign-orders-per-maker", foreignOrdersPerMaker, "0 or more");
		}
		if (reservedPages.orElse(0) < 0) {
			throw DarkSwapException.invalidOption("reserved-memory", reservedPages.getAsInt(), "0 or more");
		}
		if (smallestForeignNotional.signum() < 0) {
			throw DarkSwapException.invalidOption("smallest-foreign-notional", smallestForeignNotional, "0 or more");
		}
	}

}
