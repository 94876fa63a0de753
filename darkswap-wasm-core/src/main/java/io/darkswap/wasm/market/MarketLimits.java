package io.darkswap.wasm.market;

import java.util.Set;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.TradingLimits;
import io.darkswap.wasm.TradingPair;

/**
 * Which markets may be opened, and how many. Immutable.
 *
 * @param allowed the only pairs that are traded; empty for any pair
 * @param maximum the most markets; imported orders open no more than half of them
 */
public record MarketLimits(Set<TradingPair> allowed, int maximum) {

	/** Return the limits of markets that a client's limits contain. */
	public static MarketLimits of(TradingLimits limits) {
		return new MarketLimits(limits.allowedMarkets(), limits.maximumMarkets());
	}

	/**
	 * Refuse a pair that is not traded.
	 * @throws DarkSwapException with {@link ErrorCode#MARKET_REFUSED}
	 */
	public void requireAllowed(TradingPair pair) {
		if (!this.allowed.isEmpty() && !this.allowed.contains(pair)) {
			throw new DarkSwapException(ErrorCode.MARKET_REFUSED,
					"%s is not traded here: allowed-markets names the pairs that are".formatted(pair));
		}
	}

	/** Return the most markets that may be open once an order has opened one. */
	int most(boolean foreign) {
		return foreign ? this.maximum / 2 : this.maximum;
	}

	/** Return the refusal of a pair where as many markets are open as may be. */
	static DarkSwapException tooMany(TradingPair pair, boolean foreign, int open) {
		return new DarkSwapException(ErrorCode.MARKET_REFUSED,
				"%d markets are open, so %s is refused%s: raise maximum-markets, or name the pairs to trade in allowed-markets"
					.formatted(open, pair,
							foreign ? ", as imported orders open no more than half of the markets" : ""));
	}

}
