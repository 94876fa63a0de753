package io.darkswap.wasm;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import io.darkswap.wasm.convert.Arguments;
import io.darkswap.wasm.engine.Engine;
import io.darkswap.wasm.events.TypedListener;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.trading.Balances;
import io.darkswap.wasm.trading.EngineSettings;
import io.darkswap.wasm.trading.Trading;
import io.darkswap.wasm.trading.WarmUp;
import org.jspecify.annotations.Nullable;

/**
 * Trades through the DarkSwap module: one instance with a memory of its own, calls one
 * after the other. {@link SharedMemoryDarkSwapClient} does the same with many at once.
 * <p>
 * A client is made, {@linkplain #initialize() initialised}, used from any number of
 * threads, and closed. Every failure is a {@link DarkSwapException}; one that refuses an
 * argument has changed nothing.
 */
public class DarkSwapClient implements AutoCloseable {

	/** Where the engine that comes with this library is. */
	public static final String BUNDLED_URL = "classpath:/darkswap-wasm/darkswap_wasm_bg.wasm";

	private final ClientSettings settings;

	/** The package's: tests let the engine in there check itself. */
	final ClientLifecycle lifecycle;

	private final @Nullable CallObserver callObserver;

	private final Balances balances;

	/**
	 * Makes a client of the bundled engine, with 16 to 256 pages of memory.
	 */
	public DarkSwapClient() {
		this(builder());
	}

	/**
	 * Makes a client.
	 * @param wasmUrl where the DarkSwap module is: {@code classpath:}, {@code file:},
	 * {@code http:} or {@code https:}
	 * @param memory the limits of the linear memory; it is not shared, whatever they say
	 */
	public DarkSwapClient(String wasmUrl, MemoryOptions memory) {
		this(builder().url(wasmUrl).memory(memory));
	}

	DarkSwapClient(Builder<?> builder) {
		this.settings = builder.settings();
		this.lifecycle = new ClientLifecycle(this.settings);
		this.callObserver = builder.callObserver;
		this.balances = new Balances(builder.balanceSources);
	}

	/**
	 * Begins to build a client.
	 * @return a builder that holds the defaults
	 */
	public static Builder<?> builder() {
		return new PlainBuilder();
	}

	/**
	 * Loads the module, creates the engine and starts it, unless that has been done. With
	 * no configuration given it trades on the test network with a new random wallet.
	 * @throws DarkSwapException with {@link ErrorCode#NOT_INITIALIZED} if the client is
	 * closed, {@link ErrorCode#ENGINE_POISONED}, or the code that tells why the module
	 * could not be loaded
	 */
	public void initialize() {
		this.lifecycle.initialize();
	}

	/**
	 * Fetches and compiles the module and warms it up in a scratch memory, in the
	 * background, so that {@link #initialize()} and the first orders are quick. Touches
	 * nothing that lives.
	 * @return completes when that is done; exceptionally, with a
	 * {@link DarkSwapException}, when it failed
	 */
	public CompletableFuture<Void> preload() {
		return this.settings.loader()
			.preload(this.settings.engine().url())
			.thenRunAsync(() -> WarmUp.run(this.settings.engine()), DarkSwapClient::runInBackground);
	}

	/**
	 * Load the module, now, and validate it: its location, size, digest, form, imports
	 * and the limits of its memory. The module stays in the loader's cache; no engine is
	 * created.
	 * @throws DarkSwapException with a code that starts with {@code MODULE_}, or
	 * {@link ErrorCode#CALL_INTERRUPTED}
	 */
	public void verifyModule() {
		this.settings.engine().verifyModule();
	}

	/** The common pool has no thread to spare for this on a machine of few processors. */
	private static void runInBackground(Runnable task) {
		Thread thread = new Thread(task, "darkswap-warm-up");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Creates the engine afresh, with empty books; what was in them before is gone. The
	 * client is stopped afterwards.
	 * @param config how to trade
	 * @throws DarkSwapException as {@link #initialize()} does
	 */
	public void create(DarkSwapConfig config) {
		Arguments.notNull(config, "configuration");
		this.lifecycle.create(config);
	}

	/**
	 * Begins to answer, and to sweep out what expires. Does nothing if the client is
	 * started.
	 * @throws DarkSwapException with {@link ErrorCode#NOT_INITIALIZED} if there is no
	 * engine
	 */
	public void start() {
		this.lifecycle.start();
	}

	/**
	 * Stops answering; the books stay as they are, and orders go on to expire, though
	 * that is told only when the client is started again. Does nothing if the client is
	 * stopped.
	 * @throws DarkSwapException as {@link #start()} does
	 */
	public void stop() {
		this.lifecycle.stop();
	}

	/**
	 * Lets the calls in flight end and releases the memory, and the books with it.
	 * Idempotent.
	 */
	@Override
	public void close() {
		this.lifecycle.close();
	}

	/**
	 * Returns where this client is in its life.
	 * @return the state at this moment
	 */
	public ClientState getState() {
		return this.lifecycle.state();
	}

	/**
	 * Return whether the first call initializes the client, as its builder was asked to
	 * by {@link Builder#initializeOnFirstUse()}.
	 * @return {@code false} if {@link #initialize()} must be called first
	 */
	public boolean isInitializedOnFirstUse() {
		return this.settings.initializeOnFirstUse();
	}

	/**
	 * Add a listener for the state. It receives the state after each change of it, on the
	 * thread that made the change, so it must not block; it may receive the same state
	 * twice.
	 * @param listener the listener
	 */
	public void addStateListener(Consumer<? super ClientState> listener) {
		Arguments.notNull(listener, "listener");
		this.lifecycle.addStateListener(listener);
	}

	/**
	 * Remove a listener for the state.
	 * @param listener the listener; one that was not added is ignored
	 */
	public void removeStateListener(Consumer<? super ClientState> listener) {
		Arguments.notNull(listener, "listener");
		this.lifecycle.removeStateListener(listener);
	}

	/**
	 * Returns what poisoned the engine, if {@link #getState()} is
	 * {@link ClientState#POISONED}.
	 * @return the trap, as text; nothing if the engine is well or there is none
	 */
	public Optional<String> getPoisonReason() {
		return this.lifecycle.poisonReason();
	}

	/**
	 * Counts how often an engine of this client was poisoned.
	 * @return how often, since the client was made
	 */
	public long getPoisonCount() {
		return this.lifecycle.poisonCount();
	}

	/**
	 * Returns why the client could not be initialised when that was last tried, by
	 * {@link #initialize()} or by a call that initialises it.
	 * @return the failure; nothing if the client was initialised since, or that was never
	 * tried
	 */
	public Optional<DarkSwapException> getInitializationFailure() {
		return this.lifecycle.initializationFailure();
	}

	/**
	 * Returns the wallet's address, which makes and takes orders.
	 * @return the address
	 * @throws DarkSwapException with {@link ErrorCode#NOT_INITIALIZED}
	 */
	public String getAddress() {
		return this.lifecycle.created().book().address();
	}

	/**
	 * Returns the bitcoin that the wallet's address owns, as the first
	 * {@link BalanceSource} that supports bitcoin tells it.
	 * @return the balance in satoshi; with the sources that this project provides,
	 * confirmed and unconfirmed transactions both count
	 * @throws DarkSwapException with {@link ErrorCode#CHAIN_SOURCE_MISSING},
	 * {@link ErrorCode#WALLET_BALANCE_FAILED}, {@link ErrorCode#CALL_INTERRUPTED} or
	 * {@link ErrorCode#NOT_INITIALIZED}
	 */
	public long getBalance() {
		return observe("getBalance", () -> this.balances.satoshi(getAddress()));
	}

	/**
	 * Returns how much of an asset the wallet's address owns, as the first
	 * {@link BalanceSource} that supports the asset tells it.
	 * @param asset the asset
	 * @return the balance in whole assets, as for amounts of orders, with as many
	 * decimals as the chain divides the asset into: 8 for bitcoin and alkanes, a rune's
	 * own divisibility (0 to 38) for a rune. An amount below 1e-8 can be owned but not
	 * traded
	 * @throws DarkSwapException with {@link ErrorCode#CHAIN_SOURCE_MISSING},
	 * {@link ErrorCode#WALLET_ASSET_BALANCE_FAILED}, {@link ErrorCode#CALL_INTERRUPTED}
	 * or {@link ErrorCode#NOT_INITIALIZED}
	 */
	public BigDecimal getAssetBalance(Asset asset) {
		return observe("getAssetBalance", () -> this.balances.of(getAddress(), asset));
	}

	/**
	 * Puts an order into the book. Nothing is matched: orders are taken by
	 * {@link #takeOrder}.
	 * @param base the asset that is traded
	 * @param quote the asset that it is paid in
	 * @param side whether the maker buys or sells the base asset
	 * @param amount how much of the base asset; positive, at most 8 decimals
	 * @param price how much of the quote asset for 1 of the base asset; positive, at most
	 * 8 decimals; amount times price must be at least one unit of 1e-8, which is the
	 * smallest that can be paid, and below 2^64 of them
	 * @param makerAddress the address of who makes it, 1 to 90 printable ASCII characters
	 * @param expiry how long it can be taken, in whole microseconds
	 * @return the open order
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT},
	 * {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}, or a code that every call may have:
	 * {@link ErrorCode#NOT_INITIALIZED}, {@link ErrorCode#NOT_STARTED},
	 * {@link ErrorCode#CALL_TIMED_OUT}, {@link ErrorCode#CALL_INTERRUPTED},
	 * {@link ErrorCode#ENGINE_POISONED}
	 */
	public Order createOrder(Asset base, Asset quote, OrderSide side, BigDecimal amount, BigDecimal price,
			String makerAddress, Duration expiry) {
		Arguments.notNull(makerAddress, "maker's address");
		return createOrder(new NewOrder(base, quote, side, amount, price, makerAddress, expiry));
	}

	/**
	 * Puts an order into the book, as
	 * {@link #createOrder(Asset, Asset, OrderSide, BigDecimal, BigDecimal, String, Duration)
	 * the other method} does.
	 * @param order the order
	 * @return the open order
	 * @throws DarkSwapException as the other method does
	 */
	public Order createOrder(NewOrder order) {
		if (this.callObserver == null) {
			// The shortest way: it creates no object but the order.
			return this.lifecycle.started().book().createOrder(order);
		}
		return call("createOrder", (trading) -> trading.book().createOrder(order));
	}

	/**
	 * Puts many orders into their books at once, or none. The orders are written into the
	 * engine's memory, and one call enters them all. They have the same timestamp, and
	 * ids in ascending order.
	 * @param orders the orders, of any pairs; none gives none
	 * @return the open orders, in the order they were given; immutable
	 * @throws DarkSwapException as {@link #createOrder} does, naming the first order that
	 * is refused by its position; nothing has changed then
	 */
	public List<Order> createOrders(List<NewOrder> orders) {
		return call("createOrders", (trading) -> trading.book().createOrders(orders));
	}

	/**
	 * Puts an order that was made elsewhere into the book, after checking that its maker
	 * signed it. It enters whole, whatever remains of it elsewhere, and its timestamp
	 * here is now. Nobody can cancel it here. Once imported, its id is refused until it
	 * expires, also after it was filled and forgotten, and after
	 * {@link #create(DarkSwapConfig)}.
	 * @param order the order and its signature
	 * @return the open order
	 * @throws DarkSwapException with {@link ErrorCode#SIGNATURE_INVALID},
	 * {@link ErrorCode#SIGNATURE_OUTDATED}, {@link ErrorCode#ORDER_ID_MISMATCH},
	 * {@link ErrorCode#INVALID_ARGUMENT} if it could not be made, has expired, or would
	 * last longer than {@link DarkSwapConfig#maximumExpiry()},
	 * {@link ErrorCode#DUPLICATE_ORDER} if its id was used, or its maker is this client's
	 * wallet, now or before, {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}, or a code that
	 * every call may have
	 */
	public Order importOrder(SignedOrder order) {
		return call("importOrder", (trading) -> trading.book().importOrder(order));
	}

	/**
	 * Puts many orders that were made elsewhere into their books, or none. Their
	 * signatures are checked on all cores.
	 * @param orders the orders and their signatures
	 * @return the open orders, in the order they were given; immutable
	 * @throws DarkSwapException as {@link #importOrder} does, naming the first order that
	 * is refused by its position; nothing has changed then
	 */
	public List<Order> importOrders(List<SignedOrder> orders) {
		return call("importOrders", (trading) -> trading.book().importOrders(orders));
	}

	/**
	 * Returns an order with the signature that is kept with it, to be shown to others.
	 * @param orderId the order
	 * @return the order and its signature
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND},
	 * {@link ErrorCode#SIGNATURE_MISSING}, or a code that every call may have
	 */
	public SignedOrder getSignedOrder(UUID orderId) {
		return call("getSignedOrder", (trading) -> trading.book().getSignedOrder(orderId));
	}

	/**
	 * Returns whether an order is what its maker signed: the signature that is kept with
	 * it is of the key behind {@link Order#maker()}, over this network, id, pair, side,
	 * amount, price and expiry, and the id is the one that is derived from them. An order
	 * that this client made for the address of another is not signed.
	 * @param order the order
	 * @return {@code true} if it is
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND},
	 * {@link ErrorCode#SIGNATURE_MISSING}, {@link ErrorCode#INVALID_ARGUMENT} if it could
	 * not be made, or a code that every call may have
	 */
	public boolean verify(Order order) {
		return call("verify", (trading) -> trading.book().verify(order));
	}

	/**
	 * Returns whether an order of anybody's is what its maker signed.
	 * @param order the order and its signature
	 * @return {@code true} if it is
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it could not
	 * be made, {@link ErrorCode#SIGNATURE_INVALID} if the signature is not hexadecimal,
	 * or a code that every call may have
	 */
	public boolean verify(SignedOrder order) {
		return call("verify", (trading) -> trading.book().verify(order));
	}

	/**
	 * Withdraws an open order that this client made.
	 * @param orderId the order
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND},
	 * {@link ErrorCode#ORDER_NOT_OPEN}, {@link ErrorCode#NOT_THE_MAKER}, or a code that
	 * every call may have
	 */
	public void cancelOrder(UUID orderId) {
		if (this.callObserver == null) {
			this.lifecycle.started().book().cancelOrder(orderId);
			return;
		}
		call("cancelOrder", (trading) -> {
			trading.book().cancelOrder(orderId);
			return orderId;
		});
	}

	/**
	 * Returns an order: an open one, or a closed one that is still in the history.
	 * @param orderId the order
	 * @return the order
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND}, or a code that
	 * every call may have
	 */
	public Order getOrder(UUID orderId) {
		return call("getOrder", (trading) -> trading.book().getOrder(orderId));
	}

	/**
	 * Returns a market's open orders as they are at one moment.
	 * @param base the asset that is traded
	 * @param quote the asset that it is paid in
	 * @return bids with the highest price first, then asks with the lowest price first;
	 * at one price the oldest first; immutable
	 * @throws DarkSwapException with a code that every call may have
	 */
	public List<Order> getOrders(Asset base, Asset quote) {
		return call("getOrders", (trading) -> trading.book().getOrders(base, quote));
	}

	/**
	 * Return a market's open orders as they are at one moment.
	 * @param pair the assets
	 * @return as {@link #getOrders(Asset, Asset)} does
	 * @throws DarkSwapException as the other method does
	 */
	public List<Order> getOrders(TradingPair pair) {
		return getOrders(base(pair), pair.quote());
	}

	/**
	 * Takes an open order, whole or in part, at its price.
	 * @param orderId the order
	 * @param amount how much of the base asset; positive, at most what remains
	 * @return the trade
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND},
	 * {@link ErrorCode#ORDER_NOT_OPEN}, {@link ErrorCode#AMOUNT_EXCEEDS_REMAINING},
	 * {@link ErrorCode#INVALID_ARGUMENT}, {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}, or a
	 * code that every call may have
	 */
	public Trade takeOrder(UUID orderId, BigDecimal amount) {
		return call("takeOrder", (trading) -> trading.book().takeOrder(orderId, amount));
	}

	/**
	 * Take an open order if it is the one that the taker has seen, whole or in part, at
	 * its price.
	 * @param orderId the order
	 * @param amount how much of the base asset; positive, at most what remains
	 * @param limitPrice the worst price: the highest for a taker who buys (from an order
	 * to sell), the lowest for one who sells; {@code null} for any
	 * @param maker the address that the order's maker must have; {@code null} for any
	 * @return the trade
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_AS_EXPECTED} if the price
	 * is beyond the limit or the maker is another, or as
	 * {@link #takeOrder(UUID, BigDecimal)} does
	 */
	public Trade takeOrder(UUID orderId, BigDecimal amount, @Nullable BigDecimal limitPrice, @Nullable String maker) {
		return call("takeOrder", (trading) -> trading.book().takeOrder(orderId, amount, limitPrice, maker));
	}

	/**
	 * Takes a market's best orders, in one engine call: the best price first, at one
	 * price the oldest order first, until there is enough or no order is left within the
	 * limit.
	 * @param base the asset that is traded
	 * @param quote the asset that it is paid in
	 * @param side what the taker does: a buyer takes asks, a seller takes bids
	 * @param amount the most to take of the base asset; positive
	 * @param limitPrice the worst price: for a buyer the highest, for a seller the lowest
	 * @return one trade for each order that was taken from, in that order; together they
	 * are less than the amount if there is not more, and none if nothing is within the
	 * limit; immutable
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT},
	 * {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}, or a code that every call may have; then
	 * nothing was taken
	 */
	public List<Trade> takeBest(Asset base, Asset quote, OrderSide side, BigDecimal amount, BigDecimal limitPrice) {
		return call("takeBest", (trading) -> trading.book().takeBest(base, quote, side, amount, limitPrice));
	}

	/**
	 * Take a market's best orders.
	 * @param pair the assets
	 * @param side what the taker does: a buyer takes asks, a seller takes bids
	 * @param amount the most to take of the base asset; positive
	 * @param limitPrice the worst price: for a buyer the highest, for a seller the lowest
	 * @return as {@link #takeBest(Asset, Asset, OrderSide, BigDecimal, BigDecimal)} does
	 * @throws DarkSwapException as the other method does
	 */
	public List<Trade> takeBest(TradingPair pair, OrderSide side, BigDecimal amount, BigDecimal limitPrice) {
		return takeBest(base(pair), pair.quote(), side, amount, limitPrice);
	}

	/**
	 * Says that a trade has been settled on chain. The engine only keeps that.
	 * @param tradeId the trade
	 * @return the completed trade
	 * @throws DarkSwapException with {@link ErrorCode#TRADE_NOT_FOUND} if it is not in
	 * the history, {@link ErrorCode#TRADE_NOT_PENDING}, or a code that every call may
	 * have
	 */
	public Trade completeTrade(UUID tradeId) {
		return call("completeTrade", (trading) -> trading.book().settleTrade(tradeId, true));
	}

	/**
	 * Says that a trade will not be settled. The order that was taken stays as it is.
	 * @param tradeId the trade
	 * @return the failed trade
	 * @throws DarkSwapException as {@link #completeTrade} does
	 */
	public Trade failTrade(UUID tradeId) {
		return call("failTrade", (trading) -> trading.book().settleTrade(tradeId, false));
	}

	/**
	 * Returns a market's best prices.
	 * @param base the asset that is traded
	 * @param quote the asset that it is paid in
	 * @return the best bid and ask at one moment
	 * @throws DarkSwapException with a code that every call may have
	 */
	public BestBidAsk getBestBidAsk(Asset base, Asset quote) {
		return call("getBestBidAsk", (trading) -> trading.marketData().getBestBidAsk(base, quote));
	}

	/**
	 * Return a market's best prices.
	 * @param pair the assets
	 * @return as {@link #getBestBidAsk(Asset, Asset)} does
	 * @throws DarkSwapException as the other method does
	 */
	public BestBidAsk getBestBidAsk(TradingPair pair) {
		return getBestBidAsk(base(pair), pair.quote());
	}

	/**
	 * Returns a market's best prices and what is offered at each.
	 * @param base the asset that is traded
	 * @param quote the asset that it is paid in
	 * @param levels how many prices of each side at most, at least 1
	 * @return the prices at one moment
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT}, or a code that
	 * every call may have
	 */
	public Depth getDepth(Asset base, Asset quote, int levels) {
		return call("getDepth", (trading) -> trading.marketData().getDepth(base, quote, levels));
	}

	/**
	 * Return a market's best prices and the amount at each.
	 * @param pair the assets
	 * @param levels how many prices of each side at most, at least 1
	 * @return as {@link #getDepth(Asset, Asset, int)} does
	 * @throws DarkSwapException as the other method does
	 */
	public Depth getDepth(TradingPair pair, int levels) {
		return getDepth(base(pair), pair.quote(), levels);
	}

	/**
	 * Returns a market's latest trades, as far as its history goes back.
	 * @param base the asset that is traded
	 * @param quote the asset that it is paid in
	 * @param limit how many at most, at least 1
	 * @return the trades at one moment, newest first; immutable
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT}, or a code that
	 * every call may have
	 */
	public List<Trade> getTrades(Asset base, Asset quote, int limit) {
		return call("getTrades", (trading) -> trading.marketData().getTrades(base, quote, limit));
	}

	/**
	 * Return a market's latest trades.
	 * @param pair the assets
	 * @param limit how many at most, at least 1
	 * @return as {@link #getTrades(Asset, Asset, int)} does
	 * @throws DarkSwapException as the other method does
	 */
	public List<Trade> getTrades(TradingPair pair, int limit) {
		return getTrades(base(pair), pair.quote(), limit);
	}

	/**
	 * Returns what a market's trades of some time add up to, as far as its history goes
	 * back. Where memory is shared, many trades are split over the instances.
	 * @param base the asset that is traded
	 * @param quote the asset that it is paid in
	 * @param window how far back from now, at least a microsecond
	 * @return the statistics
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT}, or a code that
	 * every call may have
	 */
	public MarketStats getMarketStats(Asset base, Asset quote, Duration window) {
		return call("getMarketStats", (trading) -> trading.marketData().getMarketStats(base, quote, window));
	}

	/**
	 * Return the statistics of a market's trades within a window.
	 * @param pair the assets
	 * @param window how far back from now, at least a microsecond
	 * @return as {@link #getMarketStats(Asset, Asset, Duration)} does
	 * @throws DarkSwapException as the other method does
	 */
	public MarketStats getMarketStats(TradingPair pair, Duration window) {
		return getMarketStats(base(pair), pair.quote(), window);
	}

	/**
	 * Returns a market's trades by intervals, as far as its history goes back. Intervals
	 * begin at multiples of their length since the epoch.
	 * @param base the asset that is traded
	 * @param quote the asset that it is paid in
	 * @param interval how long they are, at least a microsecond
	 * @param limit how many of the latest intervals, the one that is now included; at
	 * least 1
	 * @return those of them that have trades, oldest first; immutable
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT}, or a code that
	 * every call may have
	 */
	public List<Candle> getCandles(Asset base, Asset quote, Duration interval, int limit) {
		return call("getCandles", (trading) -> trading.marketData().getCandles(base, quote, interval, limit));
	}

	/**
	 * Return a market's candles.
	 * @param pair the assets
	 * @param interval how long they are, at least a microsecond
	 * @param limit how many of the latest intervals, the current one included; at least 1
	 * @return as {@link #getCandles(Asset, Asset, Duration, int)} does
	 * @throws DarkSwapException as the other method does
	 */
	public List<Candle> getCandles(TradingPair pair, Duration interval, int limit) {
		return getCandles(base(pair), pair.quote(), interval, limit);
	}

	/**
	 * Tells a listener what happens from now on, also in engines that are created later:
	 * every event once, in the order in which things happened, on a thread of its own.
	 * Events that it has not been told yet wait for it, 65,536 by default; more than
	 * these are dropped, and it is told how many ({@link ErrorCode#EVENTS_MISSED}) when
	 * it goes on. A listener that is added twice is told everything twice.
	 * @param listener the listener
	 * @throws DarkSwapException with {@link ErrorCode#NOT_INITIALIZED} if the client is
	 * closed, or {@link ErrorCode#CALL_TIMED_OUT} if no instance became free
	 */
	public void addEventListener(DarkSwapEventListener listener) {
		Arguments.notNull(listener, "listener");
		this.lifecycle.addListener(listener);
	}

	/**
	 * Tells a listener nothing more after the event that it may be told now. Does nothing
	 * if it was not added.
	 * @param listener the listener
	 */
	public void removeEventListener(DarkSwapEventListener listener) {
		this.lifecycle.removeListener(listener);
	}

	/**
	 * Deliver the events of one kind to a listener, from now on and until the
	 * subscription is closed, in order and on a thread of its own, as
	 * {@link #addEventListener} does. Events that this listener misses because it is too
	 * slow are logged as a warning, unless the kind includes {@link DarkSwapEvent.Error},
	 * which reports them.
	 * @param <E> the kind of event
	 * @param kind the class of a kind, such as {@link DarkSwapEvent.TradeCreated}, or an
	 * interface of several, such as {@link DarkSwapEvent.OrderEvent}
	 * @param listener receives the events
	 * @return the subscription; close it to end it
	 * @throws DarkSwapException as {@link #addEventListener} does
	 */
	public <E extends DarkSwapEvent> Subscription on(Class<E> kind, Consumer<? super E> listener) {
		Arguments.notNull(kind, "kind of event");
		Arguments.notNull(listener, "listener");
		DarkSwapEventListener typed = new TypedListener<>(kind, listener);
		addEventListener(typed);
		return () -> removeEventListener(typed);
	}

	/**
	 * Lets the listeners be told what has happened so far: all that calls did which have
	 * ended. Does not wait for that.
	 * @return completes when every listener has been told, or will not be told any more
	 * @throws DarkSwapException with {@link ErrorCode#CALL_TIMED_OUT} if no instance
	 * became free
	 */
	public CompletableFuture<Void> flushEvents() {
		return this.lifecycle.flushEvents();
	}

	/**
	 * Returns the markets that orders were ever made in, to look at what this client is
	 * at. Unlike a call that trades it neither initialises the client nor is it observed.
	 * It goes through the price levels of every market, which is locked meanwhile.
	 * @return the markets, in the order in which they were opened, each as of a moment of
	 * its own; none if there is no engine; immutable
	 * @throws DarkSwapException with {@link ErrorCode#ENGINE_POISONED},
	 * {@link ErrorCode#CALL_TIMED_OUT} or {@link ErrorCode#CALL_INTERRUPTED}
	 */
	public List<MarketOverview> getMarkets() {
		Trading current = this.lifecycle.current();
		return (current != null) ? current.marketData().getMarkets() : List.of();
	}

	/**
	 * Return how full the memory is. The call waits for an instance as every call does.
	 * @return the usage; nothing if there is no engine, if it is poisoned, or if no
	 * instance became free in time
	 */
	public Optional<MemoryUsage> getMemoryUsage() {
		Trading current = this.lifecycle.current();
		if (current == null) {
			return Optional.empty();
		}
		try {
			return Optional.of(current.engine().usage());
		}
		catch (DarkSwapException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Returns whether instances share the linear memory, and how large it is.
	 * @return the status at this moment, also before initialisation
	 */
	public SharedMemoryStatus getSharedMemoryStatus() {
		boolean supported = SharedMemoryWasmLoader.isSharedMemorySupported();
		Trading current = this.lifecycle.current();
		if (current == null) {
			return new SharedMemoryStatus(supported, false, "The client is not initialised", 0,
					this.settings.engine().memory().maximum(), 0);
		}
		Engine engine = current.engine();
		return new SharedMemoryStatus(supported, engine.sharedMemory(), engine.privateMemoryReason().orElse(null),
				engine.pages(), engine.maximumPages(), engine.instances());
	}

	/**
	 * Counts the instances that serve a call, out of
	 * {@link SharedMemoryStatus#instances()}.
	 * @return how many were busy at some moment during this call, 0 before initialisation
	 */
	public int getBusyInstances() {
		Trading current = this.lifecycle.current();
		return (current != null) ? current.engine().busyInstances() : 0;
	}

	private static Asset base(TradingPair pair) {
		Arguments.notNull(pair, "pair");
		return pair.base();
	}

	private <T> T call(String operation, Function<Trading, T> call) {
		return (this.callObserver != null)
				? this.callObserver.observe(this, operation, () -> call.apply(this.lifecycle.started()))
				: call.apply(this.lifecycle.started());
	}

	private <T> T observe(String operation, Supplier<T> call) {
		return (this.callObserver != null) ? this.callObserver.observe(this, operation, call) : call.get();
	}

	/**
	 * Builds a client. Not thread-safe.
	 *
	 * @param <B> the builder itself
	 */
	public abstract static class Builder<B extends Builder<B>> {

		private static final Duration SHORTEST_STOP = Duration.ofSeconds(1);

		private @Nullable SharedMemoryWasmLoader loader;

		private String url = BUNDLED_URL;

		private MemoryOptions memory = MemoryOptions.DEFAULT;

		private @Nullable DarkSwapConfig config;

		private Clock clock = Clock.systemUTC();

		private int instances = Math.max(2, Runtime.getRuntime().availableProcessors());

		private Duration callTimeout = Duration.ofSeconds(5);

		private Duration stopAfter = Duration.ofSeconds(30);

		private Duration sweepInterval = Duration.ofSeconds(1);

		private int eventQueueCapacity = 65_536;

		private boolean initializeOnFirstUse;

		private @Nullable CallObserver callObserver;

		private final List<BalanceSource> balanceSources = new ArrayList<>();

		Builder() {
		}

		/**
		 * Loads the module with a loader, which stays open when the client is closed.
		 * Without one, the client has a loader of its own.
		 * @param loader the loader
		 * @return this builder
		 */
		public B loader(SharedMemoryWasmLoader loader) {
			Arguments.notNull(loader, "loader");
			this.loader = loader;
			return self();
		}

		/**
		 * Sets where the DarkSwap module is, {@link #BUNDLED_URL} by default.
		 * @param url {@code classpath:}, {@code file:}, {@code http:} or {@code https:}
		 * @return this builder
		 */
		public B url(String url) {
			Arguments.notNull(url, "URL of the module");
			this.url = url;
			return self();
		}

		/**
		 * Sets the limits of the linear memory, {@link MemoryOptions#DEFAULT} by default.
		 * @param memory the limits
		 * @return this builder
		 */
		public B memory(MemoryOptions memory) {
			Arguments.notNull(memory, "memory");
			this.memory = memory;
			return self();
		}

		/**
		 * Sets how {@link DarkSwapClient#initialize()} trades: by default on the test
		 * network, with a new random wallet.
		 * @param config the configuration
		 * @return this builder
		 */
		public B config(DarkSwapConfig config) {
			Arguments.notNull(config, "configuration");
			this.config = config;
			return self();
		}

		/**
		 * Sets the clock that orders are made and expire by, the system's by default.
		 * @param clock the clock
		 * @return this builder
		 */
		public B clock(Clock clock) {
			Arguments.notNull(clock, "clock");
			this.clock = clock;
			return self();
		}

		/**
		 * Sets how many calls may run at once over a shared memory: by default as many as
		 * there are processors, but at least 2.
		 * @param instances how many instances, at least 1
		 * @return this builder
		 */
		public B instances(int instances) {
			if (instances < 1) {
				throw DarkSwapException.invalidOption("instances", instances, "at least 1");
			}
			this.instances = instances;
			return self();
		}

		/**
		 * Sets how long a call may wait for an instance, 5 seconds by default. A call
		 * that has one is not bound by it.
		 * @param callTimeout the time, positive
		 * @return this builder
		 */
		public B callTimeout(Duration callTimeout) {
			Arguments.notNull(callTimeout, "call timeout");
			if (callTimeout.isNegative() || callTimeout.isZero()) {
				throw DarkSwapException.invalidOption("call-timeout", callTimeout, "a positive time");
			}
			this.callTimeout = callTimeout;
			return self();
		}

		/**
		 * Set how long a call may compute in the engine before it is stopped, 30 seconds
		 * by default. It is a guard against a call that never ends, not a deadline: a
		 * call that is stopped while it changes the book poisons the engine. Where the
		 * JVM reports the CPU time of the call's thread, time in which the thread is
		 * ready but not scheduled does not count. It reports none for virtual threads.
		 * @param stopAfter the time, at least a second
		 * @return this builder
		 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is
		 * shorter than a second
		 */
		public B stopAfter(Duration stopAfter) {
			Arguments.notNull(stopAfter, "time limit of calls");
			if (stopAfter.compareTo(SHORTEST_STOP) < 0) {
				throw DarkSwapException.invalidOption("stop-after", stopAfter, "1 second or more");
			}
			this.stopAfter = stopAfter;
			return self();
		}

		/**
		 * Sets how often expired orders are swept out of markets that nobody trades in,
		 * every second by default.
		 * @param sweepInterval the time between two sweeps, positive
		 * @return this builder
		 */
		public B sweepInterval(Duration sweepInterval) {
			Arguments.notNull(sweepInterval, "sweep interval");
			if (sweepInterval.isNegative() || sweepInterval.isZero()) {
				throw DarkSwapException.invalidOption("sweep-interval", sweepInterval, "a positive time");
			}
			this.sweepInterval = sweepInterval;
			return self();
		}

		/**
		 * Sets how many events may wait for a listener, 65,536 by default.
		 * @param eventQueueCapacity how many events, at least 1
		 * @return this builder
		 */
		public B eventQueueCapacity(int eventQueueCapacity) {
			if (eventQueueCapacity < 1) {
				throw DarkSwapException.invalidOption("event-queue-capacity", eventQueueCapacity, "at least 1");
			}
			this.eventQueueCapacity = eventQueueCapacity;
			return self();
		}

		/**
		 * Lets the first call that needs the engine initialise the client; calls that
		 * come meanwhile wait for it. Without this, a call before
		 * {@link DarkSwapClient#initialize()} fails with
		 * {@link ErrorCode#NOT_INITIALIZED}.
		 * @return this builder
		 */
		public B initializeOnFirstUse() {
			this.initializeOnFirstUse = true;
			return self();
		}

		/**
		 * Adds a source of balances. Of several that support an asset, the one that was
		 * added first is asked. Without any, balances fail with
		 * {@link ErrorCode#CHAIN_SOURCE_MISSING}.
		 * @param balanceSource the source
		 * @return this builder
		 */
		public B balanceSource(BalanceSource balanceSource) {
			Arguments.notNull(balanceSource, "source of balances");
			this.balanceSources.add(balanceSource);
			return self();
		}

		/**
		 * Lets an observer see the client's calls. Without one, which is the default, a
		 * call pays for one check of that.
		 * @param callObserver the observer
		 * @return this builder
		 */
		public B callObserver(CallObserver callObserver) {
			Arguments.notNull(callObserver, "call observer");
			this.callObserver = callObserver;
			return self();
		}

		/**
		 * Builds the client.
		 * @return a client that is not initialised
		 */
		public abstract DarkSwapClient build();

		abstract B self();

		/** Whether instances are to share the memory, where it can be shared. */
		abstract boolean shared();

		ClientSettings settings() {
			SharedMemoryWasmLoader given = this.loader;
			MemoryOptions limits = new MemoryOptions(this.memory.initial(), this.memory.maximum(),
					shared() && this.memory.shared());
			EngineSettings engine = new EngineSettings((given != null) ? given : new SharedMemoryWasmLoader(), this.url,
					limits, this.clock, this.instances, this.callTimeout, this.stopAfter, this.sweepInterval);
			return new ClientSettings(engine, given == null, this.config, this.eventQueueCapacity,
					this.initializeOnFirstUse);
		}

	}

	/** Builds a client whose memory is its one instance's own. */
	private static final class PlainBuilder extends Builder<PlainBuilder> {

		@Override
		public DarkSwapClient build() {
			return new DarkSwapClient(this);
		}

		@Override
		PlainBuilder self() {
			return this;
		}

		@Override
		boolean shared() {
			return false;
		}

	}

}
