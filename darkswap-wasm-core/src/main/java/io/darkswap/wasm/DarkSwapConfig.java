package io.darkswap.wasm;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.darkswap.wasm.arguments.Arguments;
import io.darkswap.wasm.wallet.Wallet;

/**
 * The configuration of a client. Immutable.
 *
 * @param network the Bitcoin network of addresses
 * @param wallet the wallet whose address makes and takes orders
 * @param closedOrderHistory the number of filled, cancelled and expired orders that stay
 * readable in each market; their memory (256 bytes each) is given up when open orders
 * need it
 * @param tradeHistory the number of trades that stay readable in each market, for lists,
 * statistics and candles; their memory (about 300 bytes each) is given up when open
 * orders need it
 * @param signOrders whether the wallet signs every order. Signing takes most of the time
 * of creating an order, and 256 bytes. Other clients can import only signed orders
 * @param maximumExpiry the longest time to an order's expiry: the id of an imported order
 * takes 32 bytes until it expires, even if the order is filled
 */
public record DarkSwapConfig(BitcoinNetwork network, Wallet wallet, int closedOrderHistory, int tradeHistory,
		boolean signOrders, Duration maximumExpiry) {

	/** The default number of closed orders that each market keeps. */
	public static final int DEFAULT_CLOSED_ORDER_HISTORY = 1000;

	/** The default number of trades that each market keeps. */
	public static final int DEFAULT_TRADE_HISTORY = 100_000;

	/** The default for the longest time to an order's expiry. */
	public static final Duration DEFAULT_MAXIMUM_EXPIRY = Duration.ofDays(30);

	private static final Duration MICROSECOND = Duration.of(1, ChronoUnit.MICROS);

	/**
	 * Validates the configuration.
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
			throw DarkSwapException.invalidOption("maximum-expiry", maximumExpiry, "at least a microsecond");
		}
	}

	/**
	 * Creates a configuration with orders that expire within 30 days.
	 * @param network the Bitcoin network of addresses
	 * @param wallet the wallet whose address makes and takes orders
	 * @param closedOrderHistory the number of closed orders that stay readable in each
	 * market
	 * @param tradeHistory the number of trades that stay readable in each market
	 * @param signOrders whether the wallet signs every order
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the wallet is
	 * of another network or a history is negative
	 */
	public DarkSwapConfig(BitcoinNetwork network, Wallet wallet, int closedOrderHistory, int tradeHistory,
			boolean signOrders) {
		this(network, wallet, closedOrderHistory, tradeHistory, signOrders, DEFAULT_MAXIMUM_EXPIRY);
	}

	/**
	 * Creates a configuration with signed orders.
	 * @param network the Bitcoin network of addresses
	 * @param wallet the wallet whose address makes and takes orders
	 * @param closedOrderHistory the number of closed orders that stay readable in each
	 * market
	 * @param tradeHistory the number of trades that stay readable in each market
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the wallet is
	 * of another network or a history is negative
	 */
	public DarkSwapConfig(BitcoinNetwork network, Wallet wallet, int closedOrderHistory, int tradeHistory) {
		this(network, wallet, closedOrderHistory, tradeHistory, true);
	}

	/**
	 * Creates a configuration with signed orders and histories of the default lengths.
	 * @param network the Bitcoin network of addresses
	 * @param wallet the wallet whose address makes and takes orders
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the wallet is
	 * of another network
	 */
	public DarkSwapConfig(BitcoinNetwork network, Wallet wallet) {
		this(network, wallet, DEFAULT_CLOSED_ORDER_HISTORY, DEFAULT_TRADE_HISTORY);
	}

}
