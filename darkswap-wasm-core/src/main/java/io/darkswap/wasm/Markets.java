package io.darkswap.wasm;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.darkswap.wasm.engine.EngineAsset;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.engine.Market;

/**
 * The markets that this client has opened in its engine; since the engine's memory is the
 * client's own, these are all there are. Thread-safe.
 */
final class Markets {

	private final Map<Pair, Market> byPair = new ConcurrentHashMap<>();

	private final Map<Integer, Pair> byNumber = new ConcurrentHashMap<>();

	/** Returns the pair's market, if any order was ever made in it. */
	Optional<Market> find(Pair pair) {
		return Optional.ofNullable(this.byPair.get(pair));
	}

	/** Returns the pair's market, opening it if there is none. */
	Market open(Pair pair, EngineSession session) {
		Market known = this.byPair.get(pair);
		if (known != null) {
			return known;
		}
		Market market = session.openMarket(engineAsset(pair.base()), engineAsset(pair.quote()));
		// An order of this market can be read as soon as the market is known by its pair.
		this.byNumber.put(market.number(), pair);
		this.byPair.put(pair, market);
		return market;
	}

	/** Returns the pair that a market trades. */
	Pair pair(int number) {
		Pair pair = this.byNumber.get(number);
		if (pair == null) {
			throw new DarkSwapException(ErrorCode.ENGINE_TRAPPED,
					"The engine named market %d, which this client did not open".formatted(number));
		}
		return pair;
	}

	private static EngineAsset engineAsset(Asset asset) {
		AssetId id = AssetId.of(asset);
		return new EngineAsset(asset.type().ordinal(), id.block(), id.transaction());
	}

}
