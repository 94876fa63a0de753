package io.darkswap.wasm.trading;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BestBidAsk;
import io.darkswap.wasm.Candle;
import io.darkswap.wasm.Depth;
import io.darkswap.wasm.MarketOverview;
import io.darkswap.wasm.MarketStats;
import io.darkswap.wasm.PriceLevel;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.convert.Arguments;
import io.darkswap.wasm.convert.FixedPoint;
import io.darkswap.wasm.convert.Markets;
import io.darkswap.wasm.convert.QuoteCache;
import io.darkswap.wasm.convert.Timestamps;
import io.darkswap.wasm.engine.EngineLevel;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.engine.Market;
import io.darkswap.wasm.engine.TradeCandle;
import org.jspecify.annotations.Nullable;

/**
 * Reads the books and trades. Thread-safe. A market without any order is empty.
 */
public final class MarketData {

	private static final BestBidAsk NO_ORDERS = new BestBidAsk(null, null);

	private static final Depth NO_DEPTH = new Depth(List.of(), List.of());

	private static final MarketStats NO_TRADES = new MarketStats(0, FixedPoint.decimal(0), FixedPoint.decimal(0), null,
			null, null);

	private final Supplier<Books> books;

	private final Clock clock;

	private final QuoteCache quotes;

	MarketData(Supplier<Books> books, Clock clock) {
		this.books = books;
		this.clock = clock;
		this.quotes = new QuoteCache((summary) -> books.get().mapper().bestBidAsk(summary));
	}

	/** All markets, in the order in which they were opened. */
	public List<MarketOverview> getMarkets() {
		Books current = this.books.get();
		return current.markets().all().stream().map((opened) -> overview(current, opened)).toList();
	}

	/** Reads a market. Prices and orders are of one moment, trades of a later moment. */
	private MarketOverview overview(Books current, Markets.Opened opened) {
		TradingPair pair = opened.pair();
		SideOverview bids = new SideOverview();
		SideOverview asks = new SideOverview();
		long trades;
		try (EngineSession session = current.engine().open()) {
			long now = now();
			session.listLevels(opened.market(), now, Integer.MAX_VALUE, bids, asks);
			trades = session.countTrades(opened.market(), now);
		}
		return new MarketOverview(pair.base(), pair.quote(), new BestBidAsk(best(current, bids), best(current, asks)),
				bids.orders + asks.orders, trades);
	}

	private static @Nullable PriceLevel best(Books current, SideOverview side) {
		return (side.best != null) ? current.mapper().level(side.best) : null;
	}

	public BestBidAsk getBestBidAsk(Asset base, Asset quote) {
		Books current = this.books.get();
		Optional<Market> market = current.markets().find(new TradingPair(base, quote));
		if (market.isEmpty()) {
			return NO_ORDERS;
		}
		return this.quotes.of(market.get(), current.engine().best(market.get(), now()));
	}

	public Depth getDepth(Asset base, Asset quote, int levels) {
		TradingPair pair = new TradingPair(base, quote);
		Arguments.atLeastOne(levels, "number of levels");
		Books current = this.books.get();
		Optional<Market> market = current.markets().find(pair);
		if (market.isEmpty()) {
			return NO_DEPTH;
		}
		List<PriceLevel> bids = new ArrayList<>();
		List<PriceLevel> asks = new ArrayList<>();
		try (EngineSession session = current.engine().open()) {
			session.listLevels(market.get(), now(), levels, (level) -> bids.add(current.mapper().level(level)),
					(level) -> asks.add(current.mapper().level(level)));
		}
		return new Depth(bids, asks);
	}

	public List<Trade> getTrades(Asset base, Asset quote, int limit) {
		TradingPair pair = new TradingPair(base, quote);
		Arguments.atLeastOne(limit, "limit");
		Books current = this.books.get();
		Optional<Market> market = current.markets().find(pair);
		if (market.isEmpty()) {
			return List.of();
		}
		List<Trade> trades = new ArrayList<>();
		try (EngineSession session = current.engine().open()) {
			session.listTrades(market.get(), now(), limit, (trade) -> trades.add(current.mapper().trade(trade)));
		}
		return List.copyOf(trades);
	}

	public MarketStats getMarketStats(Asset base, Asset quote, Duration window) {
		TradingPair pair = new TradingPair(base, quote);
		long length = Timestamps.positive(window, "window");
		Books current = this.books.get();
		Optional<Market> market = current.markets().find(pair);
		if (market.isEmpty()) {
			return NO_TRADES;
		}
		try (EngineSession session = current.engine().open()) {
			return current.mapper().stats(session.statistics(market.get(), now(), length));
		}
	}

	public List<Candle> getCandles(Asset base, Asset quote, Duration interval, int limit) {
		TradingPair pair = new TradingPair(base, quote);
		long length = Timestamps.positive(interval, "interval");
		Arguments.atLeastOne(limit, "limit");
		Books current = this.books.get();
		Optional<Market> market = current.markets().find(pair);
		if (market.isEmpty()) {
			return List.of();
		}
		List<TradeCandle> candles;
		try (EngineSession session = current.engine().open()) {
			candles = session.candles(market.get(), now(), length, limit);
		}
		return candles.stream().map(current.mapper()::candle).toList();
	}

	private long now() {
		return Timestamps.now(this.clock);
	}

	/** Sums the levels of one side, best first. */
	private static final class SideOverview implements Consumer<EngineLevel> {

		private @Nullable EngineLevel best;

		private long orders;

		@Override
		public void accept(EngineLevel level) {
			if (this.best == null) {
				this.best = level;
			}
			this.orders += level.orders();
		}

	}

}
