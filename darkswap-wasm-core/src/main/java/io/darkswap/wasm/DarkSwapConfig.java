package io.darkswap.wasm;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.darkswap.wasm.convert.Arguments;
import io.darkswap.wasm.wallet.Wallet;

/**
 * How a client trades. Immutable.
 *
 * @param network the Bitcoin network that addresses belong to
 * @param wallet whose address makes and takes orders
 * @param closedOrderHistory how many filled, cancelled and expired orders stay readable
 * in each market; their memory (256 bytes each) goes to open orders first
 * @param tradeHistory how many trades stay readable in each market, for lists, statistics
 * and candles; their memory (about 300 bytes each) goes to open orders first
 * @param signOrders whether the wallet signs every order, which takes most of the time
 * that making one takes, and 256 bytes more; without, orders cannot be imported elsewhere
 * @param maximumExpiry how long an order may last at most: the id of an imported order
 * takes 32 bytes until it expires, however soon it was filled
 */
public record DarkSwapConfig(BitcoinNetwork network, Wallet wallet, int closedOrderHistory, int tradeHistory,
		boolean signOrders, Duration maximumExpiry) {

	/** How many closed orders each market keeps unless told otherwise. */
	public static final int DEFAULT_CLOSED_ORDER_HISTORY = 1000;

	/** How many trades each market keeps unless told otherwise. */
	public static final int DEFAULT_TRADE_HISTORY = 10_000;

	/** How long an order may last unless the configuration sets it. */
	public static final Duration DEFAULT_MAXIMUM_EXPIRY = Duration.ofDays(30);

	private static final Duration MICROSECOND = Duration.of(1, ChronoUnit.MICROS);

	/**
	 * Checks that the parts fit together.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the wallet is
	 * of another network, a history is negative, or the maximum expiry is shorter than a
	 * microsecond
	 */
	public DarkSwapConfig {
		Arguments.notNull(network, "network");
		Arguments.notNull(wallet, "wallet");
		if (wallet.network() != network) {
			throw DarkSwapException.invalidArgument(
					"The wallet is of %s, but the network is %s: use a wallet of that network", wallet.network(),
					network);
		}
		if (closedOrderHistory < 0) {
			throw DarkSwapException.invalidOption("closed-order-history", closedOrderHistory, "0 or more");
		}
		if (tradeHistory < 0) {
			throw DarkSwapException.invalidOption("trade-history", tradeHistory, "0 or more");
		}
		Arguments.notNull(maximumExpiry, "maximum expiry");
		if (maximumExpiry.compareTo(MICROSECOND) < 0) {
			throw DarkSwapException
				.invalidArgument("darkswap.wasm.maximum-expiry is %s: set it to at least a microsecond", maximumExpiry);
		}
	}

	/**
	 * Trades with orders that last 30 days at most.
	 * @param network the Bitcoin network that addresses belong to
	 * @param wallet whose address makes and takes orders
	 * @param closedOrderHistory how many closed orders stay readable in each market
	 * @param tradeHistory how many trades stay readable in each market
	 * @param signOrders whether the wallet signs every order
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the wallet is
	 * of another network or a history is negative
	 */
	public DarkSwapConfig(BitcoinNetwork network, Wallet wallet, int closedOrderHistory, int tradeHistory,
			boolean signOrders) {
		this(network, wallet, closedOrderHistory, tradeHistory, signOrders, DEFAULT_MAXIMUM_EXPIRY);
	}

	/**
	 * Trades with signed orders.
	 * @param network the Bitcoin network that addresses belong to
	 * @param wallet whose address makes and takes orders
	 * @param closedOrderHistory how many closed orders stay readable in each market
	 * @param tradeHistory how many trades stay readable in each market
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the wallet is
	 * of another network or a history is negative
	 */
	public DarkSwapConfig(BitcoinNetwork network, Wallet wallet, int closedOrderHistory, int tradeHistory) {
		this(network, wallet, closedOrderHistory, tradeHistory, true);
	}

	/**
	 * Trades with signed orders and histories of the default lengths.
	 * @param network the Bitcoin network that addresses belong to
	 * @param wallet whose address makes and takes orders
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the wallet is
	 * of another network
	 */
	public DarkSwapConfig(BitcoinNetwork network, Wallet wallet) {
		this(network, wallet, DEFAULT_CLOSED_ORDER_HISTORY, DEFAULT_TRADE_HISTORY);
	}

}
