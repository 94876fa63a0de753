package io.darkswap.wasm.market;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.darkswap.wasm.market.Markets.Opened;
import org.jspecify.annotations.Nullable;

/**
 * The markets that the engine has released lately. A record that was read before its
 * market was released, or an event of it that is delivered afterwards, still needs the
 * pair. Keeps at least the last 10,000 markets, and at most twice as many. One thread
 * adds at a time; any may look.
 */
final class ReleasedMarkets {

	private static final int KEPT = 10_000;

	private volatile Map<Integer, Opened> older = Map.of();

	private volatile Map<Integer, Opened> newer = new ConcurrentHashMap<>();

	void add(Opened released) {
		if (this.newer.size() >= KEPT) {
			this.older = this.newer;
			this.newer = new ConcurrentHashMap<>();
		}
		this.newer.put(released.market().number(), released);
	}

	@Nullable Opened find(int number) {
		Opened found = this.newer.get(number);
		return (found != null) ? found : this.older.get(number);
	}

}
