package io.darkswap.wasm.trading;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.commands.BookSettings;
import io.darkswap.wasm.commands.BookStarter;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.commands.EngineIdentity;
import io.darkswap.wasm.engine.EngineImage;
import io.darkswap.wasm.market.MarketLimits;
import io.darkswap.wasm.market.Markets;

/**
 * Starts the engines of a log as the log says, after validating that they are this
 * client's.
 *
 * @param factory assembles the books
 * @param identity the engine module
 * @param network the client's network
 * @param onRebuilt receives books that were rebuilt from a log
 */
record EngineStarter(TradingFactory factory, EngineIdentity identity, BitcoinNetwork network,
		Consumer<Books> onRebuilt) implements BookStarter {

	@Override
	public Books start(BookSettings logged) {
		requireSameNetwork(logged.network());
		requireSameEngine(logged.engine());
		return this.factory.start(logged, new Markets(marketLimits(logged)));
	}

	@Override
	public Books restore(BookSettings logged, List<Markets.Opened> open, EngineImage image, boolean newest) {
		requireSameNetwork(logged.network());
		if (!newest || !this.identity.continuesStateOf(logged.engine())) {
			requireSameEngine(logged.engine());
		}
		return this.factory.restore(logged, Markets.restored(marketLimits(logged), open), image);
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
		books.engine().configure(this.factory.settings().options(books.engine(), changed));
	}

	@Override
	public void rebuilt(Books books) {
		this.onRebuilt.accept(books);
	}

}
