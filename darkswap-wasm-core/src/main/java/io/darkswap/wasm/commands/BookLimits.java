package io.darkswap.wasm.commands;

import io.darkswap.wasm.engine.abi.ForeignLimits;

/**
 * The limits that a command's outcome depends on beside the book. They are in the log.
 * Two nodes with the same commands and the same limits reach the same book.
 *
 * @param bookBytes the most bytes of memory that the book may take
 * @param closedOrderHistory the number of closed orders that each market keeps
 * @param tradeHistory the number of trades that each market keeps
 * @param maximumExpiry the longest time to an order's expiry, microseconds
 * @param foreign what imported orders may take of the book
 * @param maximumMarkets the maximum number of markets that are open at once; imported
 * orders open no more than half of them
 */
public record BookLimits(long bookBytes, int closedOrderHistory, int tradeHistory, long maximumExpiry,
		ForeignLimits foreign, int maximumMarkets) {
}
