package io.darkswap.wasm;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import io.darkswap.wasm.engine.EngineAsset;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.engine.Market;
import org.jspecify.annotations.Nullable;

/**
 * The markets that this client has opened in its engine; since the engine's memory is the
 * client's own, these are all there are. Thread-safe.
 */
final class Markets {

	private final Map<Pair, Market> byPair = new ConcurrentHashMap<>();

	/** Pairs by their market's number; replaced by a longer copy for each market. */
	private volatile @Nullable Pair[] byNumber = {};

	private final ReentrantLock adding = new ReentrantLock();

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
		add(market.number(), pair);
		this.byPair.put(pair, market);
		return market;
	}

	private void add(int number, Pair pair) {
		this.adding.lock();
		try {
			@Nullable Pair[] known = this.byNumber;
			@Nullable Pair[] added = Arrays.copyOf(known, Math.max(known.length, number + 1));
			added[number] = pair;
			this.byNumber = added;
		}
		finally {
			this.adding.unlock();
		}
	}

	/** Returns all markets by their pairs, in the order in which they were opened. */
	List<Map.Entry<Pair, Market>> all() {
		return this.byPair.entrySet()
			.stream()
			.sorted(Comparator.comparingInt((entry) -> entry.getValue().number()))
			.toList();
	}

	/** Returns the pair that a market trades. */
	Pair pair(int number) {
		@Nullable Pair[] known = this.byNumber;
		Pair pair = (number > 0 && number < known.length) ? known[number] : null;
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
