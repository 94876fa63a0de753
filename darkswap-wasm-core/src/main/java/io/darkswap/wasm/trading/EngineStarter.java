package io.darkswap.wasm.trading;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.commands.BookLimits;
import io.darkswap.wasm.commands.BookSettings;
import io.darkswap.wasm.commands.BookStarter;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.commands.EngineIdentity;
import io.darkswap.wasm.engine.EngineImage;
import io.darkswap.wasm.engine.abi.HashKey;
import io.darkswap.wasm.events.EventListeners;
import io.darkswap.wasm.events.EventMapper;
import io.darkswap.wasm.market.MarketLimits;
import io.darkswap.wasm.market.Markets;
import io.darkswap.wasm.market.ModelMapper;

/**
 * Starts the engines of a client with a log.
 *
 * @param settings the settings of the engines
 * @param identity the engine module
 * @param network the client's network
 * @param listeners receive the events
 * @param onPoison runs when an engine is poisoned
 * @param onRebuilt receives books that were rebuilt from a log
 */
record EngineStarter(EngineSettings settings, EngineIdentity identity, BitcoinNetwork network, EventListeners listeners,
		Runnable onPoison, Consumer<Books> onRebuilt) implements BookStarter {

	@Override
	public Books start(BookSettings logged) {
		requireSameNetwork(logged.network());
		requireSameEngine(logged.engine());
		return start(logged.limits(), logged.hashKey(), new Markets(marketLimits(logged)));
	}

	private Books start(BookLimits limits, HashKey hashKey, Markets markets) {
		ModelMapper mapper = new ModelMapper(markets);
		return new Books(this.settings.startLimited(limits, hashKey, events(mapper)), markets, mapper);
	}

	@Override
	public Books restore(BookSettings logged, List<Markets.Opened> open, EngineImage image, boolean newest) {
		requireSameNetwork(logged.network());
		if (!newest || !this.identity.continuesStateOf(logged.engine())) {
			requireSameEngine(logged.engine());
		}
		Markets markets = Markets.restored(marketLimits(logged), open);
		ModelMapper mapper = new ModelMapper(markets);
		return new Books(this.settings.restore(logged.limits(), logged.hashKey(), image, events(mapper)), markets,
				mapper);
	}

	/** Allowed pairs are checked before a command is appended. */
	private static MarketLimits marketLimits(BookSettings logged) {
		return new MarketLimits(Set.of(), logged.limits().maximumMarkets());
	}

	private EventMapper events(ModelMapper mapper) {
		return new EventMapper(mapper, this.listeners, this.settings.clock(), this.onPoison,
				"the books are rebuilt from the log");
	}

	private void requireSameNetwork(BitcoinNetwork logged) {
		if (logged != this.network) {
			throw new DarkSwapException(ErrorCode.LOG_MISMATCH,
					"The log is of %s, but the client's network is %s: use another directory, or the network of the log"
						.formatted(logged, this.network),
					null, "network");
		}
	}

	private void requireSameEngine(EngineIdentity logged) {
		EngineIdentity own = this.identity;
		if (!logged.equals(own)) {
			throw new DarkSwapException(ErrorCode.LOG_MISMATCH,
					"The log was written by the engine with SHA-256 %s, but this one has %s: start the version before once and stop it cleanly, then this one"
						.formatted(logged.sha256(), own.sha256()),
					null, "url");
		}
	}

	@Override
	public void configure(Books books, BookSettings changed) {
		books.markets().limit(marketLimits(changed));
		books.engine().configure(this.settings.changed(books.engine(), changed.limits(), changed.hashKey()));
	}

	@Override
	public void rebuilt(Books books) {
		this.onRebuilt.accept(books);
	}

}
