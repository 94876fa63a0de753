package io.darkswap.wasm.trading;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BestBidAsk;
import io.darkswap.wasm.Candle;
import io.darkswap.wasm.Depth;
import io.darkswap.wasm.MarketOverview;
import io.darkswap.wasm.MarketStats;
import io.darkswap.wasm.PriceLevel;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.arguments.Arguments;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.convert.FixedPoint;
import io.darkswap.wasm.convert.Timestamps;
import io.darkswap.wasm.engine.MarketReader;
import io.darkswap.wasm.engine.abi.EngineLevel;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.market.Markets;
import io.darkswap.wasm.market.QuoteCache;
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

	/** Returns the open markets, in the same order as long as they are open. */
	public List<MarketOverview> getMarkets() {
		Books current = this.books.get();
		return current.markets()
			.all()
			.stream()
			.map(Markets.Opened::pair)
			.flatMap((pair) -> current.markets()
				.read(pair, Stream.<MarketOverview>empty(), (market) -> Stream.of(overview(current, pair, market))))
			.toList();
	}

	/** Reads a market. Prices and orders are of one moment, trades of a later moment. */
	private MarketOverview overview(Books current, TradingPair pair, Market market) {
		return current.engine().call((session) -> {
			SideOverview bids = new SideOverview();
			SideOverview asks = new SideOverview();
			long now = now();
			MarketReader reader = session.reader();
			reader.listLevels(market, now, Integer.MAX_VALUE, bids, asks);
			long trades = reader.countTrades(market, now);
			return new MarketOverview(pair.base(), pair.quote(),
					new BestBidAsk(best(current, bids), best(current, asks)), bids.orders + asks.orders, trades);
		});
	}

	private static @Nullable PriceLevel best(Books current, SideOverview side) {
		return (side.best != null) ? current.mapper().level(side.best) : null;
	}

	public BestBidAsk getBestBidAsk(Asset base, Asset quote) {
		Books current = this.books.get();
		return current.markets()
			.read(new TradingPair(base, quote), NO_ORDERS,
					(market) -> this.quotes.of(market, current.engine().best(market, now())));
	}

	public Depth getDepth(Asset base, Asset quote, int levels) {
		TradingPair pair = new TradingPair(base, quote);
		Arguments.atLeastOne(levels, "number of levels");
		Books current = this.books.get();
		return current.markets().read(pair, NO_DEPTH, (market) -> depth(current, market, levels));
	}

	private Depth depth(Books current, Market market, int levels) {
		return current.engine().call((session) -> {
			List<PriceLevel> bids = new ArrayList<>();
			List<PriceLevel> asks = new ArrayList<>();
			session.reader()
				.listLevels(market, now(), levels, (level) -> bids.add(current.mapper().level(level)),
						(level) -> asks.add(current.mapper().level(level)));
			return new Depth(bids, asks);
		});
	}

	public List<Trade> getTrades(Asset base, Asset quote, int limit) {
		TradingPair pair = new TradingPair(base, quote);
		Arguments.atLeastOne(limit, "limit");
		Books current = this.books.get();
		return current.markets().read(pair, List.of(), (market) -> trades(current, market, limit));
	}

	private List<Trade> trades(Books current, Market market, int limit) {
		return current.engine().call((session) -> {
			List<Trade> trades = new ArrayList<>();
			session.reader().listTrades(market, now(), limit, (trade) -> trades.add(current.mapper().trade(trade)));
			return List.copyOf(trades);
		});
	}

	public MarketStats getMarketStats(Asset base, Asset quote, Duration window) {
		TradingPair pair = new TradingPair(base, quote);
		long length = Timestamps.positive(window, "window");
		Books current = this.books.get();
		return current.markets().read(pair, NO_TRADES, (market) -> stats(current, market, length));
	}

	private MarketStats stats(Books current, Market market, long length) {
		return current.engine()
			.call((session) -> current.mapper().stats(session.reader().statistics(market, now(), length)));
	}

	public List<Candle> getCandles(Asset base, Asset quote, Duration interval, int limit) {
		TradingPair pair = new TradingPair(base, quote);
		long length = Timestamps.positive(interval, "interval");
		Arguments.atLeastOne(limit, "limit");
		Books current = this.books.get();
		return current.markets().read(pair, List.of(), (market) -> candles(current, market, length, limit));
	}

	private List<Candle> candles(Books current, Market market, long length, int limit) {
		return current.engine().call((session) -> {
			List<Candle> candles = new ArrayList<>();
			session.reader()
				.listCandles(market, now(), length, limit, (candle) -> candles.add(current.mapper().candle(candle)));
			return List.copyOf(candles);
		});
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
