package io.darkswap.wasm;

/**
 * The best prices and the counts of a market. Immutable.
 *
 * @param base the asset that is traded
 * @param quote the asset that it is paid in
 * @param best the best prices
 * @param openOrders the number of open orders
 * @param trades the number of trades ever executed, also those that the history has
 * evicted
 */
public record MarketOverview(Asset base, Asset quote, BestBidAsk best, long openOrders, long trades) {
}
