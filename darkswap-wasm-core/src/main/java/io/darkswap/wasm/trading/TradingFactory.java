package io.darkswap.wasm.trading;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.commands.BookCommands;
import io.darkswap.wasm.commands.BookLimits;
import io.darkswap.wasm.commands.BookSettings;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.commands.DirectCommands;
import io.darkswap.wasm.commands.EngineIdentity;
import io.darkswap.wasm.engine.Engine;
import io.darkswap.wasm.engine.EngineImage;
import io.darkswap.wasm.engine.EventHandler;
import io.darkswap.wasm.engine.abi.HashKey;
import io.darkswap.wasm.events.EventListeners;
import io.darkswap.wasm.events.EventMapper;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.log.LogStatus;
import io.darkswap.wasm.market.MarketLimits;
import io.darkswap.wasm.market.Markets;
import io.darkswap.wasm.market.ModelMapper;
import io.darkswap.wasm.replication.BookLog;
import io.darkswap.wasm.signing.OrderSigner;
import io.darkswap.wasm.threads.LogThreads;
import org.jspecify.annotations.Nullable;

/**
 * Assembles a client's engines and the parts that use them. Parts are connected here and
 * nowhere else: <pre>
 *  Shards --&gt; Trading                                    one, or one for each shard of a log
 *
 *  Trading
 *  |- OrderBook
 *  |  |- OrderSigner --&gt; Wallet
 *  |  '- BookCommands
 *  |     |- DirectCommands --&gt; Books                       without a log
 *  |     '- LoggedCommands --&gt; CommandLog --&gt; BookApplier --&gt; Books
 *  |- MarketData --&gt; Books
 *  |- OrderExpirer --&gt; BookCommands
 *  '- BookLog                                              with a log: opens, snapshots, heals
 *
 *  Books
 *  |- Engine --&gt; LoadedModule, one memory for all instances
 *  |  '- EventMapper --&gt; EventListeners                    on a thread of the engine
 *  |- Markets                                              the names of the open pairs
 *  '- ModelMapper --&gt; Markets                              records to the API's records
 * </pre> Books are those of one engine. A log replaces them when an engine is poisoned,
 * so parts get them from a supplier. The client, its warm-up and the replay of a log each
 * have a factory.
 *
 * @param settings the settings of the engines
 * @param listeners receive the engines' events
 * @param onPoison runs once for each engine that is poisoned
 */
public record TradingFactory(EngineSettings settings, EventListeners listeners, Runnable onPoison) {

	private static final String FROM_LOG = "the books are rebuilt from the log";

	/**
	 * Start with empty books.
	 * @param config the configuration
	 * @param formerAddresses the addresses of the client's former wallets, whose orders
	 * are not imported
	 * @return a running engine; its expirer is not started
	 * @throws DarkSwapException with the code of the reason why the engine cannot be
	 * started
	 */
	public Trading begin(DarkSwapConfig config, Set<String> formerAddresses) {
		OrderSigner signer = signer(config, formerAddresses);
		BookLimits limits = this.settings.limits(config);
		Books books = books(this.settings.load(), new Markets(MarketLimits.of(this.settings.limits())),
				"call create(..), which begins with empty books", (module, events) -> Engine.start(module,
						this.settings.options(module, limits, HashKey.random()), events));
		return trading(config, () -> books, () -> books, this.settings.clock(), signer, new DirectCommands(books),
				TradeIds.UNSHARDED, null);
	}

	/**
	 * Prepare to continue the books of all shards of a log, at the same time.
	 * @param options the options of the log
	 * @param config the configuration
	 * @param onRebuilt receives books that were rebuilt from the log
	 * @param threads receives the threads of the logs
	 * @param onReplay receives the state of the log while its records are applied
	 * @return opens running engines, whose expirers are not started, and fails as
	 * {@link BookLog#open} does
	 */
	ShardOpening opening(LogOptions options, DarkSwapConfig config, Consumer<Books> onRebuilt, LogThreads threads,
			Consumer<LogStatus> onReplay) {
		int shards = options.storage().shards();
		return new ShardOpening(
				options.storage().type(), shards, (shard, report) -> resume(options.shard(shard),
						new TradeIds(shard, shards), config, onRebuilt, threads, report),
				(shard) -> Objects.requireNonNull(shard.log()).status(), onReplay);
	}

	private Trading resume(LogOptions options, TradeIds tradeIds, DarkSwapConfig config, Consumer<Books> onRebuilt,
			LogThreads threads, Consumer<LogStatus> onReplay) {
		OrderSigner signer = signer(config, Set.of());
		EngineIdentity identity = this.settings.identity();
		Map<EngineIdentity, TradingFactory> engines = new HashMap<>(Map.of(identity, this));
		options.formerEngine()
			.map(this.settings::withUrl)
			.ifPresent((former) -> engines.putIfAbsent(formerIdentity(former),
					new TradingFactory(former, this.listeners, this.onPoison)));
		EngineStarter starter = new EngineStarter(identity, engines, config.network(), onRebuilt);
		BookSettings wanted = new BookSettings(config.network(), identity, HashKey.random(),
				this.settings.limits(config));
		BookLog log = BookLog.open(options, this.settings.callTimeout(), starter, wanted,
				MarketLimits.of(this.settings.limits()), signer.address(), threads, onReplay);
		return trading(config, log::books, log::booksToRead, new LogClock(this.settings.clock(), log::time),
				signer(config, log.ownAddresses()), log.commands(), tradeIds, log);
	}

	private static EngineIdentity formerIdentity(EngineSettings former) {
		try {
			return former.identity();
		}
		catch (DarkSwapException ex) {
			throw new DarkSwapException(ex.code(),
					"The engine of the option former-engine cannot be loaded: "
							+ String.valueOf(ex.getMessage()).replace("the option url", "the option former-engine"),
					ex, "former-engine");
		}
	}

	/** Start an engine with empty books and the limits of a log. */
	Books start(BookSettings logged, Markets markets) {
		return books(this.settings.load(logged.limits()), markets, FROM_LOG,
				(module, events) -> Engine.start(module, this.settings.options(module, logged), events));
	}

	/** Start an engine with the books of a snapshot. */
	Books restore(BookSettings logged, Markets markets, EngineImage image) {
		return books(this.settings.load(logged.limits(), image), markets, FROM_LOG,
				(module, events) -> Engine.restore(module, this.settings.options(module, logged), image, events));
	}

	private Books books(LoadedModule module, Markets markets, String recovery,
			BiFunction<LoadedModule, EventHandler, Engine> starter) {
		ModelMapper mapper = new ModelMapper(markets);
		EventMapper events = new EventMapper(mapper, this.listeners, this.settings.clock(), this.onPoison, recovery);
		try {
			return new Books(starter.apply(module, events), markets, mapper);
		}
		catch (RuntimeException ex) {
			module.close();
			throw ex;
		}
	}

	private Trading trading(DarkSwapConfig config, Supplier<Books> books, Supplier<Books> toRead, Clock clock,
			OrderSigner signer, BookCommands commands, TradeIds tradeIds, @Nullable BookLog log) {
		return new Trading(config, books,
				new OrderBook(commands, toRead, clock, signer, tradeIds,
						this.settings.limits().smallestForeignNotional()),
				new MarketData(toRead, clock), new OrderExpirer(commands, clock, this.settings.expiryInterval()), log);
	}

	private static OrderSigner signer(DarkSwapConfig config, Set<String> formerAddresses) {
		return new OrderSigner(config.wallet(), config.network(), config.signOrders(), formerAddresses);
	}

}
