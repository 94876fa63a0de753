package io.darkswap.wasm.market;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.engine.MarketReleasedException;
import io.darkswap.wasm.engine.abi.EngineAsset;
import io.darkswap.wasm.engine.abi.Market;
import org.jspecify.annotations.Nullable;

/**
 * The markets that this client has opened in its engine. The engine's memory belongs to
 * this client, so the engine has no other markets. The engine releases markets without
 * open orders when it needs their memory or their place; a caller that meets one reports
 * it by {@link #removeReleased}, and opens the market again or treats it as one without
 * any order. Thread-safe.
 */
public final class Markets {

	/** The number of markets that may be known beyond twice those that are open. */
	private static final int SPARE = 1024;

	private final Map<TradingPair, Opened> byPair = new ConcurrentHashMap<>();

	/** By the market's place; replaced by a longer copy where needed. */
	private volatile @Nullable Opened[] byPlace = {};

	private final ReleasedMarkets released = new ReleasedMarkets();

	private volatile MarketLimits limits;

	/** Held while a market is opened or removed. */
	private final ReentrantLock changing = new ReentrantLock();

	private int count;

	/**
	 * Begin without any market.
	 * @param limits which markets may be opened, and how many
	 */
	public Markets(MarketLimits limits) {
		this.limits = limits;
	}

	/**
	 * Return the markets of an engine that was restored.
	 * @param limits which markets may be opened, and how many
	 * @param open the markets that are open in it
	 */
	public static Markets restored(MarketLimits limits, List<Opened> open) {
		Markets markets = new Markets(limits);
		open.forEach(markets::add);
		return markets;
	}

	/**
	 * Change the limits of the markets that are opened from now on.
	 * @param changed which markets may be opened, and how many
	 */
	public void limit(MarketLimits changed) {
		this.limits = changed;
	}

	/** Returns the pair's market, if it is known to be open. */
	public Optional<Market> find(TradingPair pair) {
		return Optional.ofNullable(known(pair)).map(Opened::market);
	}

	/**
	 * Reads the pair's market.
	 * @param pair the pair
	 * @param none the result without a market, or if the engine has released it
	 * @param read reads the market
	 * @return the result
	 */
	public <T> T read(TradingPair pair, T none, Function<Market, T> read) {
		for (Opened opened = known(pair); opened != null; opened = known(pair)) {
			try {
				return read.apply(opened.market());
			}
			catch (MarketReleasedException ex) {
				removeReleased(opened.market());
			}
		}
		return none;
	}

	private @Nullable Opened known(TradingPair pair) {
		return this.byPair.get(pair);
	}

	/**
	 * Return the pair's market, opening it if the engine has none, whatever is known of
	 * it here: what a log's commands do in the engine depends on no reader. It may be
	 * released before it is used.
	 * @param foreign whether that is for an order of another client
	 * @throws DarkSwapException with {@link ErrorCode#MARKET_REFUSED} if it may not be
	 * opened
	 */
	public Market open(TradingPair pair, boolean foreign, EngineSession session) {
		Opened opened = known(pair);
		if (opened == null) {
			return openFirst(pair, foreign, session);
		}
		if (session.isOpen(opened.market())) {
			return opened.market();
		}
		removeReleased(opened.market());
		return openFirst(opened.pair(), foreign, session);
	}

	private Market openFirst(TradingPair pair, boolean foreign, EngineSession session) {
		this.limits.requireAllowed(pair);
		this.changing.lock();
		try {
			Opened opened = known(pair);
			return (opened != null) ? opened.market() : openNext(pair, foreign, session);
		}
		finally {
			this.changing.unlock();
		}
	}

	private Market openNext(TradingPair pair, boolean foreign, EngineSession session) {
		int most = this.limits.most(foreign);
		// The engine takes 0 for any number.
		Optional<Market> market = (most > 0)
				? session.openMarket(engineAsset(pair.base()), engineAsset(pair.quote()), most) : Optional.empty();
		if (market.isEmpty()) {
			throw MarketLimits.tooMany(pair, foreign, (most > 0) ? session.openMarkets() : 0);
		}
		int open = session.openMarkets();
		add(new Opened(pair, market.get()));
		if (this.count > 2 * open + SPARE) {
			all().stream().map(Opened::market).filter((each) -> !session.isOpen(each)).forEach(this::remove);
		}
		return market.get();
	}

	private void add(Opened added) {
		int place = Market.place(added.market().number());
		@Nullable Opened[] places = this.byPlace;
		if (place >= places.length) {
			places = Arrays.copyOf(places, Math.max(place + 1, places.length + places.length / 2));
		}
		else if (places[place] != null) {
			remove(places[place].market());
		}
		places[place] = added;
		// An order of this market can be read as soon as the market is known by its pair.
		this.byPlace = places;
		this.byPair.put(added.pair(), added);
		this.count++;
	}

	/**
	 * Remove a market that the engine has released. Records of it that were read before
	 * keep their pair.
	 */
	public void removeReleased(Market market) {
		this.changing.lock();
		try {
			remove(market);
		}
		finally {
			this.changing.unlock();
		}
	}

	private void remove(Market market) {
		int place = Market.place(market.number());
		@Nullable Opened[] places = this.byPlace;
		Opened opened = places[place];
		if (opened == null || opened.market().number() != market.number()) {
			return;
		}
		this.released.add(opened);
		places[place] = null;
		this.byPlace = places;
		this.byPair.remove(opened.pair(), opened);
		this.count--;
	}

	/** Returns all markets, in the order in which a batch locks them. */
	public List<Opened> all() {
		return Arrays.stream(this.byPlace)
			.filter(Objects::nonNull)
			.sorted(Comparator.comparing((opened) -> opened.market().number(), Integer::compareUnsigned))
			.toList();
	}

	/** Returns the pair that a market trades, or traded until it was released. */
	TradingPair pair(int number) {
		@Nullable Opened[] places = this.byPlace;
		int place = Market.place(number);
		Opened opened = (place < places.length) ? places[place] : null;
		if (opened == null || opened.market().number() != number) {
			opened = this.released.find(number);
		}
		if (opened == null) {
			throw new DarkSwapException(ErrorCode.ENGINE_TRAPPED,
					"The engine named market %d, which this client did not open".formatted(number));
		}
		return opened.pair();
	}

	private static EngineAsset engineAsset(Asset asset) {
		return new EngineAsset(asset.type().ordinal(), asset.block(), asset.transaction());
	}

	/** A market and its trading pair. */
	public record Opened(TradingPair pair, Market market) {
	}

}
