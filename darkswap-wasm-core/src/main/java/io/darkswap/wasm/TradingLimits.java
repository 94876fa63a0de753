package io.darkswap.wasm;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What orders of others may take of a client's memory and of its operator's attention.
 * Immutable.
 *
 * @param allowedMarkets the only pairs that are traded; empty for any pair
 * @param maximumMarkets how many markets may be opened, at least 1; imported orders open
 * no more than half of them
 * @param foreignOrders how many imported orders may be open at once in all markets, 0 or
 * more; without it, {@value #FOREIGN_ORDERS_PER_PAGE} for each page that the memory may
 * have, so that they take less than two thirds of it
 * @param smallestForeignNotional what an imported order must come to at least, amount
 * times price in the quote asset, 0 or more
 */
public record TradingLimits(Set<TradingPair> allowedMarkets, int maximumMarkets, OptionalInt foreignOrders,
		BigDecimal smallestForeignNotional) {

	/** How many imported orders may be open for each page of memory unless set. */
	public static final int FOREIGN_ORDERS_PER_PAGE = 32;

	/** How many markets may be opened unless set. */
	public static final int DEFAULT_MAXIMUM_MARKETS = 10_000;

	/** What an imported order must come to at least unless set. */
	public static final BigDecimal DEFAULT_SMALLEST_FOREIGN_NOTIONAL = new BigDecimal("0.000001");

	/** Any pair, and the default of everything else. */
	public static final TradingLimits DEFAULT = new TradingLimits(Set.of(), DEFAULT_MAXIMUM_MARKETS,
			OptionalInt.empty(), DEFAULT_SMALLEST_FOREIGN_NOTIONAL);

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
		if (smallestForeignNotional.signum() < 0) {
			throw DarkSwapException.invalidOption("smallest-foreign-notional", smallestForeignNotional, "0 or more");
		}
	}

}
