package io.darkswap.wasm.market;

import java.util.Arrays;
import java.util.function.Function;

import io.darkswap.wasm.BestBidAsk;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.engine.abi.MarketSummary;
import org.jspecify.annotations.Nullable;

/**
 * Caches the last best prices by market, because they are read far more often than they
 * change. Thread-safe without a lock: a quote that another thread overwrites is only
 * mapped once more.
 */
public final class QuoteCache {

	private final Function<MarketSummary, BestBidAsk> reader;

	private volatile @Nullable Quote[] byPlace = {};

	public QuoteCache(Function<MarketSummary, BestBidAsk> reader) {
		this.reader = reader;
	}

	/**
	 * Returns the best prices of a market's summary. An unchanged summary returns the
	 * same object.
	 */
	public BestBidAsk of(Market market, MarketSummary summary) {
		@Nullable Quote[] quotes = this.byPlace;
		int place = Market.place(market.number());
		if (place < quotes.length) {
			Quote last = quotes[place];
			if (last != null && last.summary().equals(summary)) {
				return last.prices();
			}
		}
		return keep(place, new Quote(summary, this.reader.apply(summary)));
	}

	private BestBidAsk keep(int place, Quote quote) {
		@Nullable Quote[] quotes = this.byPlace;
		if (place >= quotes.length) {
			quotes = Arrays.copyOf(quotes, place + 1);
			this.byPlace = quotes;
		}
		quotes[place] = quote;
		return quote.prices();
	}

	/** A summary, and its best prices in decimals. */
	private record Quote(MarketSummary summary, BestBidAsk prices) {
	}

}
