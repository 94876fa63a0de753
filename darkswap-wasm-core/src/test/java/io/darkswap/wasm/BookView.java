package io.darkswap.wasm;

import java.time.Duration;
import java.util.List;

/**
 * The visible state of a client's books, for comparisons.
 *
 * @param markets all markets
 * @param orders the open orders of each market
 * @param trades the trades of each market
 * @param statistics the statistics of each market
 * @param candles the candles of each market
 */
record BookView(List<MarketOverview> markets, List<List<Order>> orders, List<List<Trade>> trades,
		List<MarketStats> statistics, List<List<Candle>> candles) {

	private static final Duration DAY = Duration.ofDays(1);

	private static final Duration MINUTE = Duration.ofMinutes(1);

	static BookView of(DarkSwapClient client) {
		List<MarketOverview> markets = client.getMarkets();
		List<TradingPair> pairs = markets.stream()
			.map((market) -> new TradingPair(market.base(), market.quote()))
			.toList();
		return new BookView(markets, pairs.stream().map(client::getOrders).toList(),
				pairs.stream().map((pair) -> client.getTrades(pair, 1000)).toList(),
				pairs.stream().map((pair) -> client.getMarketStats(pair, DAY)).toList(),
				pairs.stream().map((pair) -> client.getCandles(pair, MINUTE, 100)).toList());
	}

}
