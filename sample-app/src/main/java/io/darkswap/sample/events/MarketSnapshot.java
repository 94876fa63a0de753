package io.darkswap.sample.events;

import java.util.List;

import io.darkswap.sample.trading.MarketTicker;
import io.darkswap.wasm.Depth;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.Trade;

/**
 * The state of a market at the begin of its stream.
 *
 * @param ticker the market's last price and the statistics of 24 hours
 * @param depth the best price levels
 * @param trades the latest trades, newest first
 * @param ownOrders the newest open orders of the application's own address
 * @param ownOrderCount the number of all its open orders
 */
record MarketSnapshot(MarketTicker ticker, Depth depth, List<Trade> trades, List<Order> ownOrders, int ownOrderCount) {

}
