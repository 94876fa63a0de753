package io.darkswap.wasm.trading;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;

import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.commands.BookCommands;
import io.darkswap.wasm.commands.DirectCommands;
import io.darkswap.wasm.convert.MarketLimits;
import io.darkswap.wasm.convert.Markets;
import io.darkswap.wasm.convert.ModelMapper;
import io.darkswap.wasm.engine.Engine;
import io.darkswap.wasm.engine.UsedIds;
import io.darkswap.wasm.events.EventListeners;
import io.darkswap.wasm.events.EventMapper;

/**
 * One engine and the client's use of it, from one {@code create} to the next.
 *
 * @param config the configuration
 * @param engine the engine, which holds the books
 * @param book creates, cancels and takes orders
 * @param marketData reads the books and trades
 * @param expirer closes expired orders
 */
public record Trading(DarkSwapConfig config, Engine engine, OrderBook book, MarketData marketData,
		OrderExpirer expirer) implements AutoCloseable {

	/**
	 * Begin with the client's first wallet.
	 * @param settings the settings of the engine
	 * @param config the configuration
	 * @param listeners receive its events
	 * @param onPoison runs once if the engine is poisoned
	 * @return a running engine; its expirer is not started
	 */
	public static Trading begin(EngineSettings settings, DarkSwapConfig config, EventListeners listeners,
			Runnable onPoison) {
		return begin(settings, config, listeners, onPoison, Set.of());
	}

	/**
	 * Load the module and begin with empty books, in a memory of their own.
	 * @param settings the settings of the engine
	 * @param config the configuration
	 * @param listeners receive its events
	 * @param onPoison runs once if the engine is poisoned
	 * @param formerAddresses the addresses of the client's former wallets, whose orders
	 * are not imported
	 * @return a running engine; its expirer is not started
	 */
	public static Trading begin(EngineSettings settings, DarkSwapConfig config, EventListeners listeners,
			Runnable onPoison, Set<String> formerAddresses) {
		OrderSigner signer = new OrderSigner(config.wallet(), config.network(), config.signOrders(), formerAddresses);
		Clock clock = settings.clock();
		Markets markets = new Markets(MarketLimits.of(settings.limits()));
		ModelMapper mapper = new ModelMapper(markets);
		Engine engine = settings.start(config, new EventMapper(mapper, listeners, clock, onPoison));
		BookCommands commands = new DirectCommands(engine, markets, mapper);
		return new Trading(config, engine,
				new OrderBook(commands, engine, clock, signer, markets, mapper, settings.limits()),
				new MarketData(engine, clock, markets, mapper),
				new OrderExpirer(commands, clock, settings.expiryInterval()));
	}

	/**
	 * Close, and return the used ids for the next engine.
	 * @return as {@link Engine#retire()} does
	 */
	public Optional<UsedIds> retire() {
		this.expirer.stop();
		return this.engine.retire();
	}

	/** Waits for the running calls and releases the memory. */
	@Override
	public void close() {
		this.expirer.stop();
		this.engine.close();
	}

}
