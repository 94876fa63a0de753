package io.darkswap.wasm.trading;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.LogOptions;
import io.darkswap.wasm.LogStatus;
import io.darkswap.wasm.MemoryUsage;
import io.darkswap.wasm.commands.BookCommands;
import io.darkswap.wasm.commands.BookLog;
import io.darkswap.wasm.commands.BookSettings;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.commands.DirectCommands;
import io.darkswap.wasm.commands.EngineIdentity;
import io.darkswap.wasm.engine.Engine;
import io.darkswap.wasm.engine.abi.HashKey;
import io.darkswap.wasm.engine.abi.UsedIds;
import io.darkswap.wasm.events.EventListeners;
import io.darkswap.wasm.events.EventMapper;
import io.darkswap.wasm.market.MarketLimits;
import io.darkswap.wasm.market.Markets;
import io.darkswap.wasm.market.ModelMapper;
import org.jspecify.annotations.Nullable;

/**
 * The books and the client's use of them, from one {@code create} to the next.
 *
 * @param config the configuration
 * @param books returns the current books
 * @param book creates, cancels and takes orders
 * @param marketData reads the books and trades
 * @param expirer closes expired orders
 * @param log the log of the commands, or {@code null} without one
 */
public record Trading(DarkSwapConfig config, Supplier<Books> books, OrderBook book, MarketData marketData,
		OrderExpirer expirer, @Nullable BookLog log) implements AutoCloseable {

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
		OrderSigner signer = signer(config, formerAddresses);
		Markets markets = new Markets(MarketLimits.of(settings.limits()));
		ModelMapper mapper = new ModelMapper(markets);
		Engine engine = settings.start(settings.limits(config), HashKey.random(), new EventMapper(mapper, listeners,
				settings.clock(), onPoison, "call create(..), which begins with empty books"));
		Books books = new Books(engine, markets, mapper);
		return of(settings, config, () -> books, () -> books, settings.clock(), signer, new DirectCommands(books),
				null);
	}

	/**
	 * Load the module and continue the books of a log.
	 * @param settings the settings of the engine
	 * @param options the options of the log
	 * @param config the configuration
	 * @param listeners receive the events of new commands
	 * @param onPoison runs when an engine is poisoned
	 * @param onRebuilt receives books that were rebuilt from the log
	 * @param onReplay receives the state of the log while its records are applied
	 * @return a running engine; its expirer is not started
	 */
	public static Trading resume(EngineSettings settings, LogOptions options, DarkSwapConfig config,
			EventListeners listeners, Runnable onPoison, Consumer<Books> onRebuilt, Consumer<LogStatus> onReplay) {
		OrderSigner signer = signer(config, Set.of());
		EngineIdentity identity = settings.identity();
		EngineStarter starter = new EngineStarter(settings, identity, config.network(), listeners, onPoison, onRebuilt);
		BookSettings wanted = new BookSettings(config.network(), identity, HashKey.random(), settings.limits(config));
		BookLog log = BookLog.open(options, settings.callTimeout(), starter, wanted, MarketLimits.of(settings.limits()),
				signer.address(), onReplay);
		return of(settings, config, log::books, log::booksToRead, new LogClock(settings.clock(), log::time),
				signer(config, log.ownAddresses()), log.commands(), log);
	}

	private static OrderSigner signer(DarkSwapConfig config, Set<String> formerAddresses) {
		return new OrderSigner(config.wallet(), config.network(), config.signOrders(), formerAddresses);
	}

	private static Trading of(EngineSettings settings, DarkSwapConfig config, Supplier<Books> books,
			Supplier<Books> toRead, Clock clock, OrderSigner signer, BookCommands commands, @Nullable BookLog log) {
		return new Trading(config, books,
				new OrderBook(commands, toRead, clock, signer, settings.limits().smallestForeignNotional()),
				new MarketData(toRead, clock), new OrderExpirer(commands, clock, settings.expiryInterval()), log);
	}

	/** Return the current engine. */
	public Engine engine() {
		return this.books.get().engine();
	}

	/** Return the usage of the memory, whose maximum is that of the books with a log. */
	public MemoryUsage usage() {
		MemoryUsage usage = engine().usage();
		return (this.log == null) ? usage : new MemoryUsage(usage.used(), usage.free(), usage.reclaimable(),
				usage.committed(), this.log.limits().bookBytes());
	}

	/**
	 * Close, and return the used ids for the next engine.
	 * @return as {@link Engine#retire()} does
	 */
	public Optional<UsedIds> retire() {
		this.expirer.stop();
		return engine().retire();
	}

	/** Waits for the running calls and releases the memory and any log. */
	@Override
	public void close() {
		this.expirer.stop();
		if (this.log != null) {
			this.log.close();
		}
		else {
			engine().close();
		}
	}

}
