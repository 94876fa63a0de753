package io.darkswap.wasm.convert;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.engine.EngineAsset;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.engine.Market;
import org.jspecify.annotations.Nullable;

/**
 * The markets that this client has opened in its engine. The engine's memory belongs to
 * this client, so the engine has no other markets. Thread-safe.
 */
public final class Markets {

	/**
	 * By base asset, then by quote asset: a lookup creates no object.
	 */
	private final Map<Asset, Map<Asset, Market>> byAssets = new ConcurrentHashMap<>();

	/** By the market's number; replaced by a longer copy for each market. */
	private volatile @Nullable Opened[] byNumber = {};

	private final MarketLimits limits;

	/** Held while a market is opened. */
	private final ReentrantLock opening = new ReentrantLock();

	private int opened;

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
		open.forEach(markets::keep);
		return markets;
	}

	/** Returns the pair's market, if an order was ever created in it. */
	public Optional<Market> find(TradingPair pair) {
		return Optional.ofNullable(known(pair.base(), pair.quote()));
	}

	private @Nullable Market known(Asset base, Asset quote) {
		Map<Asset, Market> byQuote = this.byAssets.get(base);
		return (byQuote != null) ? byQuote.get(quote) : null;
	}

	/**
	 * Return the pair's market, opening it if there is none.
	 * @param foreign whether that is for an order of another client
	 * @throws DarkSwapException with {@link ErrorCode#MARKET_REFUSED} if it may not be
	 * opened
	 */
	public Market open(Asset base, Asset quote, boolean foreign, EngineSession session) {
		Market known = known(base, quote);
		return (known != null) ? known : openFirst(new TradingPair(base, quote), foreign, session);
	}

	private Market openFirst(TradingPair pair, boolean foreign, EngineSession session) {
		this.opening.lock();
		try {
			Market known = known(pair.base(), pair.quote());
			if (known != null) {
				return known;
			}
			this.limits.check(pair, foreign, this.opened);
			return open(pair, session);
		}
		finally {
			this.opening.unlock();
		}
	}

	private Market open(TradingPair pair, EngineSession session) {
		Market market = session.openMarket(engineAsset(pair.base()), engineAsset(pair.quote()));
		keep(new Opened(pair, market));
		return market;
	}

	private void keep(Opened market) {
		// An order of this market can be read as soon as the market is known by its
		// assets.
		add(market);
		this.byAssets.computeIfAbsent(market.pair().base(), (asset) -> new ConcurrentHashMap<>())
			.put(market.pair().quote(), market.market());
		this.opened++;
	}

	private void add(Opened added) {
		int number = added.market().number();
		@Nullable Opened[] known = this.byNumber;
		@Nullable Opened[] longer = Arrays.copyOf(known, Math.max(known.length, number + 1));
		longer[number] = added;
		this.byNumber = longer;
	}

	/** Returns all markets, in the order in which they were opened. */
	public List<Opened> all() {
		return Arrays.stream(this.byNumber).filter(Objects::nonNull).toList();
	}

	/** Returns the pair that a market trades. */
	TradingPair pair(int number) {
		@Nullable Opened[] known = this.byNumber;
		Opened opened = (number > 0 && number < known.length) ? known[number] : null;
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
