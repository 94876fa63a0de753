package io.darkswap.wasm;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.darkswap.wasm.arguments.Arguments;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.log.LogStatus;
import io.darkswap.wasm.memory.MemoryUsage;
import io.darkswap.wasm.signing.SignedOrder;
import io.darkswap.wasm.trading.Balances;
import io.darkswap.wasm.trading.ClientCalls;
import io.darkswap.wasm.trading.ClientCalls.Interception;
import io.darkswap.wasm.trading.ClientLifecycle;
import io.darkswap.wasm.trading.ClientSettings;
import io.darkswap.wasm.trading.EngineStatus;
import io.darkswap.wasm.trading.WarmUp;
import io.darkswap.wasm.wallet.BalanceSource;
import org.jspecify.annotations.Nullable;

/**
 * Trades through the DarkSwap module with one instance and a private memory, one call at
 * a time. {@link SharedMemoryDarkSwapClient} runs many calls concurrently.
 * <p>
 * A client is created, {@linkplain #initialize() initialised}, used from any number of
 * threads, and closed. Every failure is a {@link DarkSwapException}. A call that rejects
 * an argument changes nothing.
 */
public class DarkSwapClient implements AutoCloseable {

	/** The location of the bundled engine. */
	public static final String BUNDLED_URL = "classpath:/darkswap-wasm/darkswap_wasm_bg.wasm";

	private final ClientSettings settings;

	/** Visible to the package, because tests check the engine's invariants. */
	final ClientLifecycle lifecycle;

	private final ClientCalls calls;

	private final EngineStatus status;

	private final Balances balances;

	/**
	 * Creates a client of the bundled engine, with 16 to 256 pages of memory.
	 */
	public DarkSwapClient() {
		this(builder());
	}

	/**
	 * Creates a client.
	 * @param wasmUrl the URL of the DarkSwap module: {@code classpath:}, {@code file:},
	 * {@code http:} or {@code https:}
	 * @param memory the limits of the linear memory, which is never shared
	 */
	public DarkSwapClient(String wasmUrl, MemoryOptions memory) {
		this(builder().url(wasmUrl).memory(memory));
	}

	DarkSwapClient(Builder builder) {
		this.settings = builder.settings();
		this.lifecycle = new ClientLifecycle(this.settings);
		this.calls = new ClientCalls(this.lifecycle, interception(builder.interceptor()));
		this.status = new EngineStatus(this.settings, this.lifecycle);
		this.balances = new Balances(this.settings.balanceSources());
	}

	private @Nullable Interception interception(@Nullable CallInterceptor interceptor) {
		return (interceptor == null) ? null : new Interception() {

			@Override
			public boolean isActive() {
				return interceptor.isActive();
			}

			@Override
			public <T> T run(String operation, Supplier<T> call) {
				return interceptor.intercept(DarkSwapClient.this, operation, call);
			}

		};
	}

	/**
	 * Creates a builder of a client.
	 * @return a builder that holds the defaults
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Loads the module, creates the engine and starts it. Does nothing if the client is
	 * initialised. Without a configuration the client trades on the test network with a
	 * new random wallet.
	 * @throws DarkSwapException with {@link ErrorCode#NOT_INITIALIZED} if the client is
	 * closed, {@link ErrorCode#ENGINE_POISONED}, or the code of the reason why the module
	 * could not be loaded
	 */
	public void initialize() {
		this.lifecycle.initialize();
	}

	/**
	 * Fetches and compiles the module and warms it up in a scratch memory, in the
	 * background, so that {@link #initialize()} and the first orders are fast. It does
	 * not touch the client's engine.
	 * @return a future that completes when the warm-up ends, exceptionally with a
	 * {@link DarkSwapException} if it fails
	 */
	public CompletableFuture<Void> preload() {
		return WarmUp.inBackground(this.settings.engine());
	}

	/**
	 * Loads the module and validates it: its location, size, digest, format, imports and
	 * memory limits. The module stays in the loader's cache; no engine is created.
	 * @throws DarkSwapException with a code that starts with {@code MODULE_}, or
	 * {@link ErrorCode#CALL_INTERRUPTED}
	 */
	public void verifyModule() {
		this.settings.engine().verifyModule();
	}

	/**
	 * Re-creates the engine with empty books. All orders and trades are lost. With a
	 * command log, the books are continued instead, with another wallet. The client is
	 * stopped afterwards.
	 * @param config the configuration
	 * @throws DarkSwapException as {@link #initialize()} does
	 */
	public void create(DarkSwapConfig config) {
		this.lifecycle.create(config);
	}

	/**
	 * Starts to serve calls and to close expired orders. Does nothing if the client is
	 * started.
	 * @throws DarkSwapException with {@link ErrorCode#NOT_INITIALIZED} if no engine
	 * exists
	 */
	public void start() {
		this.lifecycle.start();
	}

	/**
	 * Stops serving calls. The books stay unchanged, except that orders expire. Their
	 * expiry is published when the client is started again. Does nothing if the client is
	 * stopped.
	 * @throws DarkSwapException as {@link #start()} does
	 */
	public void stop() {
		this.lifecycle.stop();
	}

	/**
	 * Waits for the running calls and releases the memory with the books. Idempotent.
	 */
	@Override
	public void close() {
		this.lifecycle.close();
	}

	/**
	 * Returns the state of this client.
	 * @return the state at this moment
	 */
	public ClientState getState() {
		return this.lifecycle.state();
	}

	/**
	 * Returns whether the first call initialises the client, see
	 * {@link Builder#initializeOnFirstUse()}.
	 * @return {@code false} if {@link #initialize()} must be called first
	 */
	public boolean isInitializedOnFirstUse() {
		return this.settings.initializeOnFirstUse();
	}

	/**
	 * Adds a listener for the state. It receives the state after each change, on the
	 * thread that changed it, so it must not block. It may receive the same state twice.
	 * With a command log, that may be the thread which applies commands: calls of the
	 * client that change anything are refused there.
	 * @param listener the listener
	 */
	public void addStateListener(Consumer<? super ClientState> listener) {
		this.lifecycle.addStateListener(listener);
	}

	/**
	 * Removes a listener for the state.
	 * @param listener the listener; one that was not added is ignored
	 */
	public void removeStateListener(Consumer<? super ClientState> listener) {
		this.lifecycle.removeStateListener(listener);
	}

	/**
	 * Returns the trap that poisoned the engine, if {@link #getState()} is
	 * {@link ClientState#POISONED}.
	 * @return the trap as text; empty if no engine is poisoned
	 */
	public Optional<String> getPoisonReason() {
		return this.lifecycle.poisonReason();
	}

	/**
	 * Count how often the clock went back by more than a second. Orders then expire that
	 * much later than their makers expect.
	 * @return how often, since the client was made
	 */
	public long getClockStepsBack() {
		return this.lifecycle.clockStepsBack();
	}

	/**
	 * Returns how often an engine of this client was poisoned.
	 * @return the count since the client was created
	 */
	public long getPoisonCount() {
		return this.lifecycle.poisonCount();
	}

	/**
	 * Return how many calls trapped without poisoning the engine.
	 * @return the count since the client was created
	 */
	public long getTrapCount() {
		return this.calls.traps();
	}

	/**
	 * Return how many calls timed out waiting for an instance, or were stopped.
	 * @return the count since the client was created
	 */
	public long getTimeoutCount() {
		return this.calls.timeouts();
	}

	/**
	 * Returns the failure of the last attempt to initialise the client, by
	 * {@link #initialize()} or by a call that initialises it.
	 * @return the failure; empty if the last attempt succeeded or there was none
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
		return this.lifecycle.created().first().book().address();
	}

	/**
	 * Returns the bitcoin balance of the wallet's address from the first
	 * {@link BalanceSource} that supports bitcoin.
	 * @return the balance in satoshi; with the sources that this project provides,
	 * confirmed and unconfirmed transactions both count
	 * @throws DarkSwapException with {@link ErrorCode#CHAIN_SOURCE_MISSING},
	 * {@link ErrorCode#WALLET_BALANCE_FAILED}, {@link ErrorCode#CALL_INTERRUPTED} or
	 * {@link ErrorCode#NOT_INITIALIZED}
	 */
	public long getBalance() {
		return this.calls.intercept("getBalance", () -> this.balances.satoshi(getAddress()));
	}

	/**
	 * Returns the wallet address's balance of an asset from the first
	 * {@link BalanceSource} that supports the asset.
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
		return this.calls.intercept("getAssetBalance", () -> this.balances.of(getAddress(), asset));
	}

	/**
	 * Enters an order into the book. It is not matched: orders are taken by
	 * {@link #takeOrder}.
	 * @param base the asset that is traded
	 * @param quote the asset that it is paid in
	 * @param side whether the maker buys or sells the base asset
	 * @param amount the amount of the base asset; positive, at most 8 decimals
	 * @param price the amount of the quote asset for 1 of the base asset; positive, at
	 * most 8 decimals. Amount times price must be at least 1e-8, the smallest unit that
	 * can be paid, and below 2^64 such units
	 * @param makerAddress the maker's address, 1 to 90 printable ASCII characters; its
	 * checksum and its network are not validated
	 * @param expiry the time until the order expires, in whole microseconds
	 * @return the open order
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT},
	 * {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}, or a code of any call:
	 * {@link ErrorCode#NOT_INITIALIZED}, {@link ErrorCode#NOT_STARTED},
	 * {@link ErrorCode#CALL_TIMED_OUT}, {@link ErrorCode#CALL_INTERRUPTED},
	 * {@link ErrorCode#ENGINE_POISONED}
	 */
	public Order createOrder(Asset base, Asset quote, OrderSide side, BigDecimal amount, BigDecimal price,
			String makerAddress, Duration expiry) {
		String maker = Arguments.notNull(makerAddress, "maker's address");
		return createOrder(new NewOrder(base, quote, side, amount, price, maker, expiry));
	}

	/**
	 * Enters an order into the book, as
	 * {@link #createOrder(Asset, Asset, OrderSide, BigDecimal, BigDecimal, String, Duration)
	 * the other method} does.
	 * @param order the order
	 * @return the open order
	 * @throws DarkSwapException as the other method does
	 */
	public Order createOrder(NewOrder order) {
		return this.calls.createOrder(order);
	}

	/**
	 * Enters many orders into their books, all or none. They have the same timestamp, and
	 * ids in ascending order.
	 * @param orders the orders, of any pairs of one {@linkplain #getShard shard}; may be
	 * empty
	 * @return the open orders, in the order they were given; immutable
	 * @throws DarkSwapException as {@link #createOrder} does, naming the position of the
	 * first refused order; in that case nothing has changed
	 */
	public List<Order> createOrders(List<NewOrder> orders) {
		return this.calls.run("createOrders", (shards) -> shards.ofAll(orders).book().createOrders(orders));
	}

	/**
	 * Enters an order of another client into the book, after verifying its maker's
	 * signature. It enters with its whole amount, whatever remains of it elsewhere, and
	 * its timestamp is now. It cannot be cancelled here. Once imported, its id is refused
	 * until it expires, also after it was filled and evicted, and after
	 * {@link #create(DarkSwapConfig)}.
	 * @param order the order and its signature
	 * @return the open order
	 * @throws DarkSwapException with {@link ErrorCode#SIGNATURE_INVALID},
	 * {@link ErrorCode#SIGNATURE_OUTDATED}, {@link ErrorCode#ORDER_ID_MISMATCH},
	 * {@link ErrorCode#INVALID_ARGUMENT} if its fields are not valid, it has expired, or
	 * it expires later than {@link DarkSwapConfig#maximumExpiry()},
	 * {@link ErrorCode#DUPLICATE_ORDER} if its id was used, or its maker is this client's
	 * wallet, now or before, {@link ErrorCode#CLOCK_SET_BACK} if its id may have been
	 * used, {@link ErrorCode#TOO_MANY_FOREIGN_ORDERS},
	 * {@link ErrorCode#TOO_MANY_ORDERS_OF_MAKER},
	 * {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}, or a code of any call
	 */
	public Order importOrder(SignedOrder order) {
		return this.calls.run("importOrder", (shards) -> shards.of(order).book().importOrder(order));
	}

	/**
	 * Enters many orders of other clients into their books, all or none. Their signatures
	 * are verified on all cores.
	 * @param orders the orders and their signatures
	 * @return the open orders, in the order they were given; immutable
	 * @throws DarkSwapException as {@link #importOrder} does, naming the position of the
	 * first refused order; in that case nothing has changed
	 */
	public List<Order> importOrders(List<SignedOrder> orders) {
		return this.calls.run("importOrders", (shards) -> shards.ofAllSigned(orders).book().importOrders(orders));
	}

	/**
	 * Returns an order with its stored signature, for other clients.
	 * @param orderId the order
	 * @return the order and its signature
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND},
	 * {@link ErrorCode#SIGNATURE_MISSING}, or a code of any call
	 */
	public SignedOrder getSignedOrder(UUID orderId) {
		return this.calls.run("getSignedOrder", (shards) -> shards.toRead(orderId).book().getSignedOrder(orderId));
	}

	/**
	 * Returns whether its maker signed an order. The stored signature must be of the key
	 * behind {@link Order#maker()}, over this network, id, pair, side, amount, price and
	 * expiry, and the id must be derived from them. An order that this client created for
	 * another address is not signed.
	 * @param order the order
	 * @return {@code true} if the maker signed it
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND},
	 * {@link ErrorCode#SIGNATURE_MISSING}, {@link ErrorCode#INVALID_ARGUMENT} if its
	 * fields are not valid, or a code of any call
	 */
	public boolean verify(Order order) {
		UUID id = Arguments.notNull(order, "order").id();
		return this.calls.run("verify", (shards) -> shards.toRead(id).book().verify(order));
	}

	/**
	 * Returns whether its maker signed an order of any client.
	 * @param order the order and its signature
	 * @return {@code true} if the maker signed it
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if its fields are
	 * not valid, {@link ErrorCode#SIGNATURE_INVALID} if the signature is not hexadecimal,
	 * or a code of any call
	 */
	public boolean verify(SignedOrder order) {
		return this.calls.run("verify", (shards) -> shards.first().book().verify(order));
	}

	/**
	 * Cancels an open order that this client created.
	 * @param orderId the order
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND},
	 * {@link ErrorCode#ORDER_NOT_OPEN}, {@link ErrorCode#NOT_THE_MAKER}, or a code of any
	 * call
	 */
	public void cancelOrder(UUID orderId) {
		this.calls.cancelOrder(orderId);
	}

	/**
	 * Withdraw an open order of any maker. That is for the operator of this client, to
	 * whom the book's memory belongs; listeners receive a
	 * {@link DarkSwapEvent.OrderEvicted}.
	 * @param orderId the order
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND},
	 * {@link ErrorCode#ORDER_NOT_OPEN}, or a code that every call may have
	 */
	public void evictOrder(UUID orderId) {
		this.calls.evictOrder(orderId);
	}

	/**
	 * Withdraw all open orders of a maker, in all markets, as {@link #evictOrder} does.
	 * Orders that the maker adds meanwhile may stay.
	 * @param maker the maker's address
	 * @return how many orders were withdrawn
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT}, or a code that
	 * every call may have
	 */
	public int evictOrdersOf(String maker) {
		return this.calls.run("evictOrdersOf", (shards) -> shards.evictOrdersOf(maker));
	}

	/**
	 * Returns an open order, or a closed order that is still in the history.
	 * @param orderId the order
	 * @return the order
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND}, or a code of any
	 * call
	 */
	public Order getOrder(UUID orderId) {
		return this.calls.run("getOrder", (shards) -> shards.toRead(orderId).book().getOrder(orderId));
	}

	/**
	 * Returns a market's open orders at one moment.
	 * @param base the asset that is traded
	 * @param quote the asset that it is paid in
	 * @return bids with the highest price first, then asks with the lowest price first;
	 * at one price the oldest first; immutable
	 * @throws DarkSwapException with a code of any call
	 */
	public List<Order> getOrders(Asset base, Asset quote) {
		return this.calls.run("getOrders", (shards) -> shards.of(base, quote).book().getOrders(base, quote));
	}

	/**
	 * Returns a market's open orders at one moment.
	 * @param pair the assets
	 * @return as {@link #getOrders(Asset, Asset)} does
	 * @throws DarkSwapException as the other method does
	 */
	public List<Order> getOrders(TradingPair pair) {
		return getOrders(Arguments.notNull(pair, "pair").base(), pair.quote());
	}

	/**
	 * Takes an open order, whole or in part, at its price. A rest that costs less than
	 * 1e-8 of the quote asset is cancelled, because nobody could take it.
	 * @param orderId the order
	 * @param amount the amount of the base asset; positive, at most the remaining amount,
	 * and worth at least 1e-8 of the quote asset
	 * @return the trade
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND},
	 * {@link ErrorCode#ORDER_NOT_OPEN}, {@link ErrorCode#AMOUNT_EXCEEDS_REMAINING},
	 * {@link ErrorCode#INVALID_ARGUMENT}, {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}, or a
	 * code of any call
	 */
	public Trade takeOrder(UUID orderId, BigDecimal amount) {
		return this.calls.run("takeOrder", (shards) -> shards.toChange(orderId).book().takeOrder(orderId, amount));
	}

	/**
	 * Takes an open order, whole or in part, at its price, if its price and maker are as
	 * expected.
	 * @param orderId the order
	 * @param amount the amount of the base asset; positive, at most the remaining amount
	 * @param limitPrice the worst price: the highest for a taker who buys (from an order
	 * to sell), the lowest for a taker who sells; {@code null} for any
	 * @param maker the address that the order's maker must have; {@code null} for any
	 * @return the trade
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_AS_EXPECTED} if the price
	 * is beyond the limit or the maker is another, or as
	 * {@link #takeOrder(UUID, BigDecimal)} does
	 */
	public Trade takeOrder(UUID orderId, BigDecimal amount, @Nullable BigDecimal limitPrice, @Nullable String maker) {
		return this.calls.run("takeOrder",
				(shards) -> shards.toChange(orderId).book().takeOrder(orderId, amount, limitPrice, maker));
	}

	/**
	 * Takes a market's best orders: the best price first, at one price the oldest order
	 * first, until the amount is taken, no order is left within the limit, or the next
	 * trade would cost less than 1e-8 of the quote asset, which nobody can pay.
	 * @param base the asset that is traded
	 * @param quote the asset that it is paid in
	 * @param side the taker's side: a buyer takes asks, a seller takes bids
	 * @param amount the most to take of the base asset; positive, and at the best price
	 * worth at least 1e-8 of the quote asset
	 * @param limitPrice the worst price: for a buyer the highest, for a seller the lowest
	 * @return one trade for each order taken, in that order. Their sum is less than the
	 * amount if the orders within the limit do not suffice or the last part cannot be
	 * paid. Empty if no order is within the limit. Immutable
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT},
	 * {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}, or a code of any call; in each case
	 * nothing was taken
	 */
	public List<Trade> takeBest(Asset base, Asset quote, OrderSide side, BigDecimal amount, BigDecimal limitPrice) {
		return this.calls.run("takeBest",
				(shards) -> shards.of(base, quote).book().takeBest(base, quote, side, amount, limitPrice));
	}

	/**
	 * Takes a market's best orders.
	 * @param pair the assets
	 * @param side the taker's side: a buyer takes asks, a seller takes bids
	 * @param amount the most to take of the base asset; positive
	 * @param limitPrice the worst price: for a buyer the highest, for a seller the lowest
	 * @return as {@link #takeBest(Asset, Asset, OrderSide, BigDecimal, BigDecimal)} does
	 * @throws DarkSwapException as the other method does
	 */
	public List<Trade> takeBest(TradingPair pair, OrderSide side, BigDecimal amount, BigDecimal limitPrice) {
		return takeBest(Arguments.notNull(pair, "pair").base(), pair.quote(), side, amount, limitPrice);
	}

	/**
	 * Marks a trade as settled on chain. It only records this.
	 * @param tradeId the trade
	 * @return the completed trade
	 * @throws DarkSwapException with {@link ErrorCode#TRADE_NOT_FOUND} if it is not in
	 * the history, {@link ErrorCode#TRADE_NOT_PENDING}, or a code of any call
	 */
	public Trade completeTrade(UUID tradeId) {
		return this.calls.run("completeTrade", (shards) -> shards.ofTrade(tradeId).book().settleTrade(tradeId, true));
	}

	/**
	 * Marks a trade as failed. The taken order stays unchanged.
	 * @param tradeId the trade
	 * @return the failed trade
	 * @throws DarkSwapException as {@link #completeTrade} does
	 */
	public Trade failTrade(UUID tradeId) {
		return this.calls.run("failTrade", (shards) -> shards.ofTrade(tradeId).book().settleTrade(tradeId, false));
	}

	/**
	 * Returns a market's best prices.
	 * @param base the asset that is traded
	 * @param quote the asset that it is paid in
	 * @return the best bid and ask at one moment
	 * @throws DarkSwapException with a code of any call
	 */
	public BestBidAsk getBestBidAsk(Asset base, Asset quote) {
		return this.calls.run("getBestBidAsk",
				(shards) -> shards.of(base, quote).marketData().getBestBidAsk(base, quote));
	}

	/**
	 * Returns a market's best prices.
	 * @param pair the assets
	 * @return as {@link #getBestBidAsk(Asset, Asset)} does
	 * @throws DarkSwapException as the other method does
	 */
	public BestBidAsk getBestBidAsk(TradingPair pair) {
		return getBestBidAsk(Arguments.notNull(pair, "pair").base(), pair.quote());
	}

	/**
	 * Returns a market's best prices and the amount at each.
	 * @param base the asset that is traded
	 * @param quote the asset that it is paid in
	 * @param levels the most prices of each side, at least 1
	 * @return the prices at one moment
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT}, or a code of any
	 * call
	 */
	public Depth getDepth(Asset base, Asset quote, int levels) {
		return this.calls.run("getDepth",
				(shards) -> shards.of(base, quote).marketData().getDepth(base, quote, levels));
	}

	/**
	 * Returns a market's best prices and the amount at each.
	 * @param pair the assets
	 * @param levels the most prices of each side, at least 1
	 * @return as {@link #getDepth(Asset, Asset, int)} does
	 * @throws DarkSwapException as the other method does
	 */
	public Depth getDepth(TradingPair pair, int levels) {
		return getDepth(Arguments.notNull(pair, "pair").base(), pair.quote(), levels);
	}

	/**
	 * Returns the latest trades in a market's history.
	 * @param base the asset that is traded
	 * @param quote the asset that it is paid in
	 * @param limit the most trades, at least 1
	 * @return the trades at one moment, newest first; immutable
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT}, or a code of any
	 * call
	 */
	public List<Trade> getTrades(Asset base, Asset quote, int limit) {
		return this.calls.run("getTrades",
				(shards) -> shards.of(base, quote).marketData().getTrades(base, quote, limit));
	}

	/**
	 * Returns the latest trades in a market's history.
	 * @param pair the assets
	 * @param limit the most trades, at least 1
	 * @return as {@link #getTrades(Asset, Asset, int)} does
	 * @throws DarkSwapException as the other method does
	 */
	public List<Trade> getTrades(TradingPair pair, int limit) {
		return getTrades(Arguments.notNull(pair, "pair").base(), pair.quote(), limit);
	}

	/**
	 * Returns the statistics of the trades within a window at one moment, as far as the
	 * market's history reaches. It takes microseconds, however many trades there are.
	 * @param base the asset that is traded
	 * @param quote the asset that it is paid in
	 * @param window the length of the window before now, at least a microsecond
	 * @return the statistics
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT}, or a code of any
	 * call
	 */
	public MarketStats getMarketStats(Asset base, Asset quote, Duration window) {
		return this.calls.run("getMarketStats",
				(shards) -> shards.of(base, quote).marketData().getMarketStats(base, quote, window));
	}

	/**
	 * Returns the statistics of a market's trades within a window.
	 * @param pair the assets
	 * @param window the length of the window before now, at least a microsecond
	 * @return as {@link #getMarketStats(Asset, Asset, Duration)} does
	 * @throws DarkSwapException as the other method does
	 */
	public MarketStats getMarketStats(TradingPair pair, Duration window) {
		return getMarketStats(Arguments.notNull(pair, "pair").base(), pair.quote(), window);
	}

	/**
	 * Returns a market's candles at one moment, as far as its history reaches. Intervals
	 * begin at multiples of their length since the epoch.
	 * @param base the asset that is traded
	 * @param quote the asset that it is paid in
	 * @param interval the length of the intervals, at least a microsecond
	 * @param limit the number of the latest intervals, the current one included; at least
	 * 1
	 * @return the candles of the intervals that have trades, oldest first; immutable
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT}, or a code of any
	 * call
	 */
	public List<Candle> getCandles(Asset base, Asset quote, Duration interval, int limit) {
		return this.calls.run("getCandles",
				(shards) -> shards.of(base, quote).marketData().getCandles(base, quote, interval, limit));
	}

	/**
	 * Returns a market's candles.
	 * @param pair the assets
	 * @param interval the length of the intervals, at least a microsecond
	 * @param limit the number of the latest intervals, the current one included; at least
	 * 1
	 * @return as {@link #getCandles(Asset, Asset, Duration, int)} does
	 * @throws DarkSwapException as the other method does
	 */
	public List<Candle> getCandles(TradingPair pair, Duration interval, int limit) {
		return getCandles(Arguments.notNull(pair, "pair").base(), pair.quote(), interval, limit);
	}

	/**
	 * Adds a listener. It receives every event from now on, also of engines that are
	 * created later: once, in order, on a thread of its own. Its queue holds 65,536
	 * events by default. More events are dropped, and an error event
	 * ({@link ErrorCode#EVENTS_MISSED}) reports their number when the listener continues.
	 * A listener that is added twice receives every event twice.
	 * @param listener the listener
	 * @throws DarkSwapException with {@link ErrorCode#NOT_INITIALIZED} if the client is
	 * closed, or {@link ErrorCode#CALL_TIMED_OUT} if no instance became free
	 */
	public void addEventListener(DarkSwapEventListener listener) {
		this.lifecycle.addListener(listener);
	}

	/**
	 * Removes a listener. It receives no event after the one that it may be receiving
	 * now. Does nothing if it was not added.
	 * @param listener the listener
	 */
	public void removeEventListener(DarkSwapEventListener listener) {
		this.lifecycle.removeListener(listener);
	}

	/**
	 * Delivers the events of one kind to a listener, from now on and until the
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
		return this.lifecycle.subscribe(kind, listener);
	}

	/**
	 * Delivers the events of all calls that have ended. Does not wait for the delivery.
	 * @return a future that completes when every listener has received these events, or
	 * receives no more events
	 * @throws DarkSwapException with {@link ErrorCode#CALL_TIMED_OUT} if no instance
	 * became free
	 */
	public CompletableFuture<Void> flushEvents() {
		return this.lifecycle.flushEvents();
	}

	/**
	 * Returns an overview of the open markets. The first order of a pair opens its
	 * market; a market without open orders may be released when its memory or its place
	 * is needed. Unlike a call that trades, it neither initialises the client nor is it
	 * observed. It scans the price levels of every market, whose commands wait meanwhile.
	 * @return the markets, in the same order as long as they are open, each at a moment
	 * of its own; empty before initialisation; immutable
	 * @throws DarkSwapException with {@link ErrorCode#NOT_INITIALIZED} if the client is
	 * closed, {@link ErrorCode#NOT_STARTED} if it is stopped,
	 * {@link ErrorCode#ENGINE_POISONED}, {@link ErrorCode#CALL_TIMED_OUT} or
	 * {@link ErrorCode#CALL_INTERRUPTED}
	 */
	public List<MarketOverview> getMarkets() {
		return this.status.markets();
	}

	/**
	 * Return how full the memory is, or the fullest one of several shards. The call waits
	 * for an instance as every call does.
	 * @return the usage; nothing if no engine exists, if it is poisoned, or if no
	 * instance became free in time
	 */
	public Optional<MemoryUsage> getMemoryUsage() {
		return this.status.memoryUsage();
	}

	/**
	 * Returns the options of the command log.
	 * @return the options that the client was built with; empty without a log
	 */
	public Optional<LogOptions> getLogOptions() {
		return Optional.ofNullable(this.settings.log());
	}

	/**
	 * Returns the state of the command log. During initialisation, it shows how far the
	 * books have been restored: the client trades once all durable records are applied.
	 * @return the state at this moment; empty without a log, and before initialisation
	 */
	public Optional<LogStatus> getLogStatus() {
		return this.lifecycle.logStatus();
	}

	/**
	 * Return the state of each shard of the command log. A shard has an engine and a
	 * memory of its own; only a log on several partitions has more than one.
	 * @return the states at this moment, by the number of the shard; empty without a log,
	 * and before initialisation; immutable
	 */
	public List<LogStatus> getLogStatuses() {
		return this.lifecycle.logStatuses();
	}

	/**
	 * Return the number of the shard that a pair belongs to for ever. Orders of one
	 * {@linkplain #createOrders batch} must belong to one shard.
	 * @param pair the assets
	 * @return the number, from 0; always 0 if the log has one shard, or without a log
	 */
	public int getShard(TradingPair pair) {
		return this.settings.shard(Arguments.notNull(pair, "pair"));
	}

	/**
	 * Takes a snapshot of the books, so that the next start replays only later commands.
	 * Calls wait while the memory is copied; the file is written afterwards.
	 * @return the position of the newest record in the snapshot, or the sum of those of
	 * all shards
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the client has
	 * no command log, {@link ErrorCode#NOT_INITIALIZED}, {@link ErrorCode#LOG_FULL} if
	 * there is no room for it, {@link ErrorCode#LOG_FAILED},
	 * {@link ErrorCode#CALL_TIMED_OUT} or {@link ErrorCode#ENGINE_POISONED}
	 */
	public long snapshot() {
		return this.lifecycle.created().snapshot();
	}

	/**
	 * Returns whether instances share the linear memory, and its size.
	 * @return the status at this moment, also before initialisation
	 */
	public SharedMemoryStatus getSharedMemoryStatus() {
		return this.status.sharedMemory();
	}

	/**
	 * Returns the number of busy instances, out of
	 * {@link SharedMemoryStatus#instances()}.
	 * @return the number at some moment during this call, 0 before initialisation
	 */
	public int getBusyInstances() {
		return this.status.busyInstances();
	}

	/** Builds a client with one instance and a private memory. Not thread-safe. */
	public static class Builder extends ClientBuilder<Builder> {

		Builder() {
		}

		/**
		 * Builds the client.
		 * @return a client that is not initialised
		 */
		public DarkSwapClient build() {
			return new DarkSwapClient(this);
		}

		@Override
		Builder self() {
			return this;
		}

		@Override
		boolean shared() {
			return false;
		}

	}

}
