package io.darkswap.wasm.trading;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.commands.BookSettings;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.commands.EngineIdentity;
import io.darkswap.wasm.engine.EngineImage;
import io.darkswap.wasm.market.MarketLimits;
import io.darkswap.wasm.market.Markets;
import io.darkswap.wasm.replication.BookStarter;

/**
 * Starts the engines of a log as the log says, after validating that they are this
 * client's.
 *
 * @param identity the engine module that the client prefers
 * @param engines assemble the books of each engine module that it has
 * @param network the client's network
 * @param onRebuilt receives books that were rebuilt from a log
 */
record EngineStarter(EngineIdentity identity, Map<EngineIdentity, TradingFactory> engines, BitcoinNetwork network,
		Consumer<Books> onRebuilt) implements BookStarter {

	@Override
	public Books start(BookSettings logged) {
		requireSameNetwork(logged.network());
		requireEngine(logged.engine());
		return factory(logged).start(logged, new Markets(marketLimits(logged)));
	}

	@Override
	public Books restore(BookSettings logged, List<Markets.Opened> open, EngineImage image, boolean newest) {
		requireSameNetwork(logged.network());
		if (!newest || !this.identity.continuesStateOf(logged.engine())) {
			requireEngine(logged.engine());
		}
		return factory(logged).restore(logged, Markets.restored(marketLimits(logged), open), image);
	}

	/** Allowed pairs are checked before a command is appended. */
	private static MarketLimits marketLimits(BookSettings logged) {
		return new MarketLimits(Set.of(), logged.limits().maximumMarkets());
	}

	private void requireSameNetwork(BitcoinNetwork logged) {
		if (logged != this.network) {
			throw new DarkSwapException(ErrorCode.LOG_MISMATCH,
					"The log is of %s, but the client's network is %s: use another directory, or the network of the log"
						.formatted(logged, this.network),
					null, "network");
		}
	}

	private void requireEngine(EngineIdentity logged) {
		if (!has(logged)) {
			String advice = this.identity.continuesStateOf(logged)
					? "start the version before once and stop it cleanly, then this one"
					: "its memory has another layout, so it cannot continue the books: keep the version before for this log, or use another directory";
			throw new DarkSwapException(ErrorCode.LOG_MISMATCH,
					"The log was written by the engine with SHA-256 %s, but this one has %s: %s"
						.formatted(logged.sha256(), this.identity.sha256(), advice),
					null, "url");
		}
	}

	@Override
	public EngineIdentity engineFor(EngineIdentity logged) {
		return this.engines.containsKey(logged) ? logged : this.identity;
	}

	private TradingFactory factory(BookSettings logged) {
		return Objects.requireNonNull(this.engines.get(engineFor(logged.engine())));
	}

	@Override
	public void configure(Books books, BookSettings changed) {
		books.markets().limit(marketLimits(changed));
		books.engine().configure(factory(changed).settings().options(books.engine(), changed));
	}

	@Override
	public void rebuilt(Books books) {
		this.onRebuilt.accept(books);
	}

}
