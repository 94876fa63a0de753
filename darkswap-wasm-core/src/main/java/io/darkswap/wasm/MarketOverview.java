package io.darkswap.wasm;

/**
 * What there is in a market. Immutable.
 *
 * @param base the asset that is traded
 * @param quote the asset that it is paid in
 * @param best the best prices
 * @param openOrders how many orders are open
 * @param trades how many trades were made, also those that the history has forgotten
 */
public record MarketOverview(Asset base, Asset quote, BestBidAsk best, long openOrders, long trades) {
}
