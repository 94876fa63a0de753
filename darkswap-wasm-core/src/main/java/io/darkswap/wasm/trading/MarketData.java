package io.darkswap.wasm.trading;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BestBidAsk;
import io.darkswap.wasm.Candle;
import io.darkswap.wasm.Depth;
import io.darkswap.wasm.MarketOverview;
import io.darkswap.wasm.MarketStats;
import io.darkswap.wasm.PriceLevel;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.convert.Arguments;
import io.darkswap.wasm.convert.FixedPoint;
import io.darkswap.wasm.convert.Markets;
import io.darkswap.wasm.convert.ModelMapper;
import io.darkswap.wasm.convert.QuoteCache;
import io.darkswap.wasm.convert.Timestamps;
import io.darkswap.wasm.engine.Engine;
import io.darkswap.wasm.engine.EngineLevel;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.engine.Market;
import org.jspecify.annotations.Nullable;

/**
 * Reads the books and trades of one engine. Thread-safe. A market without any order is
 * empty.
 */
public final class MarketData {

	private static final BestBidAsk NO_ORDERS = new BestBidAsk(null, null);

	private static final Depth NO_DEPTH = new Depth(List.of(), List.of());

	private static final MarketStats NO_TRADES = new MarketStats(0, FixedPoint.decimal(0), FixedPoint.decimal(0), null,
			null, null);

	/** No trade was executed at this time or earlier. */
	private static final long BEFORE_ALL = -1;

	private final Engine engine;

	private final Clock clock;

	private final Markets markets;

	private final ModelMapper mapper;

	private final QuoteCache quotes;

	MarketData(Engine engine, Clock clock, Markets markets, ModelMapper mapper) {
		this.engine = engine;
		this.clock = clock;
		this.markets = markets;
		this.mapper = mapper;
		this.quotes = new QuoteCache(mapper::bestBidAsk);
	}

	/** All markets, in the order in which they were opened. */
	public List<MarketOverview> getMarkets() {
		return this.markets.all().stream().map((opened) -> overview(opened.pair(), opened.market())).toList();
	}

	/** Reads a market. Prices and orders are of one moment, trades of a later moment. */
	private MarketOverview overview(TradingPair pair, Market market) {
		SideOverview bids = new SideOverview();
		SideOverview asks = new SideOverview();
		long trades;
		try (EngineSession session = this.engine.open()) {
			long now = now();
			session.listLevels(market, now, Integer.MAX_VALUE, bids, asks);
			trades = session.countTrades(market, now);
		}
		return new MarketOverview(pair.base(), pair.quote(), new BestBidAsk(best(bids), best(asks)),
				bids.orders + asks.orders, trades);
	}

	private @Nullable PriceLevel best(SideOverview side) {
		return (side.best != null) ? this.mapper.level(side.best) : null;
	}

	public BestBidAsk getBestBidAsk(Asset base, Asset quote) {
		Optional<Market> market = this.markets.find(new TradingPair(base, quote));
		if (market.isEmpty()) {
			return NO_ORDERS;
		}
		return this.quotes.of(market.get(), this.engine.best(market.get(), now()));
	}

	public Depth getDepth(Asset base, Asset quote, int levels) {
		TradingPair pair = new TradingPair(base, quote);
		Arguments.atLeastOne(levels, "number of levels");
		Optional<Market> market = this.markets.find(pair);
		if (market.isEmpty()) {
			return NO_DEPTH;
		}
		List<PriceLevel> bids = new ArrayList<>();
		List<PriceLevel> asks = new ArrayList<>();
		try (EngineSession session = this.engine.open()) {
			session.listLevels(market.get(), now(), levels, (level) -> bids.add(this.mapper.level(level)),
					(level) -> asks.add(this.mapper.level(level)));
		}
		return new Depth(bids, asks);
	}

	public List<Trade> getTrades(Asset base, Asset quote, int limit) {
		TradingPair pair = new TradingPair(base, quote);
		Arguments.atLeastOne(limit, "limit");
		Optional<Market> market = this.markets.find(pair);
		if (market.isEmpty()) {
			return List.of();
		}
		List<Trade> trades = new ArrayList<>();
		try (EngineSession session = this.engine.open()) {
			session.listTrades(market.get(), now(), limit, (trade) -> trades.add(this.mapper.trade(trade)));
		}
		return List.copyOf(trades);
	}

	public MarketStats getMarketStats(Asset base, Asset quote, Duration window) {
		TradingPair pair = new TradingPair(base, quote);
		long length = Timestamps.positive(window, "window");
		Optional<Market> market = this.markets.find(pair);
		if (market.isEmpty()) {
			return NO_TRADES;
		}
		long now = marketTime(market.get());
		return this.mapper.stats(this.engine.statistics(market.get(), now(), Math.max(now - length, BEFORE_ALL)));
	}

	public List<Candle> getCandles(Asset base, Asset quote, Duration interval, int limit) {
		TradingPair pair = new TradingPair(base, quote);
		long length = Timestamps.positive(interval, "interval");
		Arguments.atLeastOne(limit, "limit");
		Optional<Market> market = this.markets.find(pair);
		if (market.isEmpty()) {
			return List.of();
		}
		long now = marketTime(market.get());
		return this.engine.candles(market.get(), now(), beforeIntervals(now, length, limit), length)
			.stream()
			.filter((candle) -> candle.start() <= now)
			.map(this.mapper::candle)
			.toList();
	}

	/**
	 * Returns the last moment before the given number of intervals, the current one
	 * included.
	 */
	private static long beforeIntervals(long now, long length, int intervals) {
		long first = now / length - (intervals - 1);
		return (first > 0) ? first * length - 1 : BEFORE_ALL;
	}

	/**
	 * Windows end at the market's time: after a clock that was ahead for a moment, its
	 * newest trades are later than now, and no window shows more of them than it should.
	 */
	private long marketTime(Market market) {
		try (EngineSession session = this.engine.open()) {
			return session.marketTime(market, now());
		}
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
