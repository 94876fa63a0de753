package io.darkswap.wasm.convert;

import java.util.Arrays;
import java.util.function.Function;

import io.darkswap.wasm.BestBidAsk;
import io.darkswap.wasm.engine.Market;
import io.darkswap.wasm.engine.MarketSummary;
import org.jspecify.annotations.Nullable;

/**
 * The best prices that were last asked for, by market: best prices are asked for far more
 * often than they change, and the answer is immutable. Thread-safe without a lock: a
 * quote that another thread overwrites is only made once more.
 */
public final class QuoteCache {

	private final Function<MarketSummary, BestBidAsk> reader;

	private volatile @Nullable Quote[] byNumber = {};

	public QuoteCache(Function<MarketSummary, BestBidAsk> reader) {
		this.reader = reader;
	}

	/**
	 * Returns what a market's summary says, without making it anew if it says what it
	 * said before.
	 */
	public BestBidAsk of(Market market, MarketSummary summary) {
		@Nullable Quote[] quotes = this.byNumber;
		int number = market.number();
		if (number < quotes.length) {
			Quote last = quotes[number];
			if (last != null && last.summary().equals(summary)) {
				return last.prices();
			}
		}
		return keep(number, new Quote(summary, this.reader.apply(summary)));
	}

	private BestBidAsk keep(int number, Quote quote) {
		@Nullable Quote[] quotes = this.byNumber;
		if (number >= quotes.length) {
			quotes = Arrays.copyOf(quotes, number + 1);
			this.byNumber = quotes;
		}
		quotes[number] = quote;
		return quote.prices();
	}

	/** A summary, and what it says in decimals. */
	private record Quote(MarketSummary summary, BestBidAsk prices) {
	}

}
