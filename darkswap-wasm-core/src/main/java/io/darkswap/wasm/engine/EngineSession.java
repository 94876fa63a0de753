package io.darkswap.wasm.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.engine.abi.AddressTexts;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.engine.abi.EngineAsset;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.engine.abi.OrderRecord;
import io.darkswap.wasm.engine.abi.Records;
import io.darkswap.wasm.engine.abi.TradeRecord;
import io.darkswap.wasm.engine.abi.UsedId;
import io.darkswap.wasm.engine.abi.UsedIds;
import io.darkswap.wasm.pool.PooledInstance;

/**
 * The commands of one instance. Each is written into the instance's mailbox, runs on the
 * caller's own thread, and returns records that are read in place. The records are valid
 * until the next command or until the session is closed, which returns the instance. Not
 * thread-safe.
 * <p>
 * Numbers are the engine's: amounts and prices unsigned fixed point with 8 decimals,
 * times microseconds since the epoch.
 */
public final class EngineSession implements AutoCloseable {

	private final InstanceCalls calls;

	private final Exports exports;

	private final Mailbox mailbox;

	private final Records records;

	private final EventQueue events;

	/** Whether events have a memory of their own. */
	private final boolean booksAreLimited;

	private final OrderRecord order;

	private final TradeRecord trade;

	private final MarketReader reader;

	private final EventReader eventReader;

	EngineSession(Instance instance, Records records, Poison poison, EventQueue events, boolean booksAreLimited) {
		this.calls = new InstanceCalls(instance, poison);
		this.exports = this.calls.exports();
		this.mailbox = this.calls.mailbox();
		this.records = records;
		this.events = events;
		this.booksAreLimited = booksAreLimited;
		AddressTexts addresses = new AddressTexts();
		this.order = new OrderRecord(addresses);
		this.trade = new TradeRecord(addresses);
		this.reader = new MarketReader(this.calls, records, addresses);
		this.eventReader = new EventReader(this.calls, records, addresses);
	}

	/** Begins a caller's lease of the instance. */
	EngineSession begin(PooledInstance<EngineSession> leased) {
		this.calls.begin(leased);
		return this;
	}

	/** Run the commands of this lease whether or not the thread is interrupted. */
	EngineSession patient() {
		this.calls.bePatient();
		return this;
	}

	/**
	 * Returns the instance. If many events are unread, the caller first reads some of
	 * them.
	 */
	@Override
	public void close() {
		PooledInstance<EngineSession> lease = this.calls.lease();
		try {
			if (this.events.isOverdue(this.mailbox) && !this.calls.hasTrapped()) {
				this.events.help(this.eventReader);
			}
		}
		finally {
			lease.close();
		}
	}

	/**
	 * Assigns the engine its memory. It is called once, before any other command.
	 * @param heapEnd the number of bytes of the memory that the engine owns from the
	 * start
	 * @param options the lengths of the histories
	 */
	void create(int heapEnd, EngineOptions options) {
		this.mailbox.writeCreate(heapEnd, options);
		InstanceCalls.check(this.calls.call(this.exports.create), "engine");
	}

	/** Returns the address of the used ids. */
	int usedIds() {
		return this.calls.locate(this.exports.usedIds);
	}

	/**
	 * Keeps the used ids of a previous engine.
	 * @throws DarkSwapException with {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}
	 */
	void keepUsedIds(UsedIds used) {
		List<UsedId> ids = used.ids();
		for (int from = 0; from == 0 || from < ids.size(); from += EngineAbi.LIMIT_PAGE_USED_IDS) {
			int to = Math.min(ids.size(), from + EngineAbi.LIMIT_PAGE_USED_IDS);
			this.mailbox.writeUsedIds(ids.subList(from, to), used.freedUntil());
			InstanceCalls.check(this.calls.call(this.exports.keepUsedIds), "used ids");
		}
	}

	/**
	 * Changes the limits of the engine: histories that are too long are cut at once.
	 * Nothing else may change the books meanwhile.
	 * @param options the histories, the maximum expiry, the foreign orders and the book
	 * limit from now on; the others are ignored
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the engine has
	 * a book limit and the options have none, or the reverse
	 */
	public void configure(EngineOptions options) {
		this.mailbox.writeLimits(options);
		int market = 1;
		do {
			this.calls.lease().restartTimeout();
			this.mailbox.writeMarket(market);
			int error = this.calls.call(this.exports.configure);
			if (error == EngineAbi.ERROR_INVALID_ARGUMENT) {
				throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
						"The book limit of an engine can be changed, but not set or removed: %d bytes are not possible"
							.formatted(options.bookLimit()));
			}
			InstanceCalls.check(error, "limits");
			market = this.mailbox.marketNumber();
		}
		while (this.mailbox.more());
	}

	/** Return the version of the structures in the memory. */
	long stateVersion() {
		return this.calls.ask(this.exports.stateVersion);
	}

	/** Return the book limit in bytes, 0 without one. */
	long bookLimit() {
		return this.calls.ask(this.exports.bookLimit);
	}

	/** Return the bytes that the books take, 0 without a limit. */
	long bookBytes() {
		return this.calls.ask(this.exports.bookBytes);
	}

	/** Return the bytes that the next records take before the memory grows. */
	long freeBytes() {
		return this.calls.ask(this.exports.freeBytes);
	}

	/** Return the bytes of histories and empty markets that give way to open orders. */
	long reclaimableBytes() {
		return this.calls.ask(this.exports.reclaimableBytes);
	}

	/**
	 * Returns the market of a pair, opening it if there is none.
	 * @param base the asset that is traded
	 * @param quote the asset of the price
	 * @return the market
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the assets are
	 * the same, or {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}
	 */
	public Market openMarket(EngineAsset base, EngineAsset quote) {
		return openMarket(base, quote, 0).orElseThrow();
	}

	/**
	 * Returns the market of a pair, opening it if there is none. Where as many markets
	 * are open as may be, one without open orders and trades is released for it.
	 * @param base the asset that is traded
	 * @param quote the asset of the price
	 * @param most the most markets that may be open, 0 for any number
	 * @return the market, empty if as many are open as may be and each has open orders or
	 * trades
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the assets are
	 * the same, or {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}
	 */
	public Optional<Market> openMarket(EngineAsset base, EngineAsset quote, int most) {
		this.mailbox.writePair(base, quote);
		this.mailbox.writeCount(most);
		int error = callAllocating(this.exports.openMarket);
		if (error == EngineAbi.ERROR_TOO_MANY_MARKETS) {
			return Optional.empty();
		}
		if (error == EngineAbi.ERROR_INVALID_ARGUMENT) {
			throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT, "An asset cannot be traded against itself");
		}
		InstanceCalls.check(error, "market");
		return Optional.of(this.mailbox.readMarket());
	}

	/** Returns the number of open markets, as the last {@link #openMarket} found it. */
	public int openMarkets() {
		return this.mailbox.listed();
	}

	/** Returns whether the engine has not released a market. */
	public boolean isOpen(Market market) {
		return this.mailbox.isOpen(market);
	}

	/**
	 * Returns the reader of markets, for this caller's lease.
	 * @return the reader, the same for every lease of the instance
	 */
	public MarketReader reader() {
		return this.reader;
	}

	/** Return the reader of events, for this caller's lease. */
	EventReader events() {
		return this.eventReader;
	}

	/**
	 * Enters an order into a market's book.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT},
	 * {@link ErrorCode#DUPLICATE_ORDER}, {@link ErrorCode#CLOCK_SET_BACK} or
	 * {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}
	 */
	public void createOrder(Market market, OrderCommand order) {
		this.mailbox.writeOrder(market, order);
		int error = callAllocating(this.exports.createOrder);
		if (error != EngineAbi.ERROR_OK) {
			requireKnownId(error, () -> "order " + order.id());
			throw EngineErrors.ofOrder(error, order.id().getMostSignificantBits(),
					order.id().getLeastSignificantBits());
		}
	}

	/**
	 * Enters all orders of a batch, or none. They are written into the memory first; then
	 * their markets are locked until all are entered.
	 * @param entries the orders, those of one market next to each other and markets in
	 * ascending order; not empty
	 * @param now the time of their creation
	 * @throws DarkSwapException as {@link #createOrder} does, naming the refused order
	 */
	public void createOrders(List<BatchEntry> entries, long now) {
		this.mailbox.writeBatch(entries);
		InstanceCalls.check(callAllocating(this.exports.batchBegin), "batch of orders");
		try {
			writeRecords(entries);
			this.calls.lease().restartTimeout();
			this.mailbox.writeTime(now);
			int error = callAllocating(this.exports.batchCreate);
			requireKnownId(error, () -> entries.get(this.mailbox.listed()).name());
			boolean ofOne = error != EngineAbi.ERROR_MEMORY_EXHAUSTED && this.mailbox.listed() < entries.size();
			InstanceCalls.check(error, ofOne ? entries.get(this.mailbox.listed()).name() : "batch of orders");
		}
		finally {
			if (!this.calls.hasTrapped()) {
				this.calls.lease().restartTimeout();
				this.calls.run(this.exports.batchEnd);
			}
		}
	}

	private void writeRecords(List<BatchEntry> entries) {
		int written = 0;
		while (true) {
			for (int i = 0; i < this.mailbox.listed(); i++) {
				this.mailbox.writeRecord(this.mailbox.reference(i), entries.get(written++));
			}
			if (!this.mailbox.more()) {
				return;
			}
			this.calls.lease().restartTimeout();
			InstanceCalls.check(callAllocating(this.exports.batchNext), "batch of orders");
		}
	}

	/**
	 * Cancels an open order.
	 * @param idHigh the upper half of its id
	 * @param idLow the lower half of its id
	 * @param now the time
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND},
	 * {@link ErrorCode#ORDER_NOT_OPEN} or {@link ErrorCode#NOT_THE_MAKER}
	 */
	public void cancelOrder(long idHigh, long idLow, long now) {
		runOnOrder(this.exports.cancelOrder, idHigh, idLow, now);
	}

	/**
	 * Withdraws an open order of any maker.
	 * @param idHigh the upper half of its id
	 * @param idLow the lower half of its id
	 * @param now the time
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND} or
	 * {@link ErrorCode#ORDER_NOT_OPEN}
	 */
	public void evictOrder(long idHigh, long idLow, long now) {
		runOnOrder(this.exports.evictOrder, idHigh, idLow, now);
	}

	/**
	 * Reads an order.
	 * @param idHigh the upper half of its id
	 * @param idLow the lower half of its id
	 * @param now the time
	 * @return the order
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND}
	 */
	public OrderRecord getOrder(long idHigh, long idLow, long now) {
		runOnOrder(this.exports.getOrder, idHigh, idLow, now);
		return this.order.wrap(this.records, this.mailbox.order());
	}

	/**
	 * Returns the signature of the order that {@link #getOrder} has just read.
	 * @return 64 bytes, empty if it is not signed
	 */
	public Optional<byte[]> signature() {
		byte[] signature = this.mailbox.orderIsSigned() ? this.mailbox.readSignature() : Mailbox.NO_SIGNATURE;
		return Arrays.equals(signature, Mailbox.NO_SIGNATURE) ? Optional.empty() : Optional.of(signature);
	}

	/**
	 * Takes an open order, whole or in part.
	 * @param command the order, the amount and the taker
	 * @return the trade
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND},
	 * {@link ErrorCode#ORDER_NOT_OPEN}, {@link ErrorCode#AMOUNT_EXCEEDS_REMAINING},
	 * {@link ErrorCode#INVALID_ARGUMENT} or {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}
	 */
	public TradeRecord takeOrder(TakeOrder command) {
		this.mailbox.writeTakeOrder(command);
		int error = callAllocating(this.exports.takeOrder);
		if (error != EngineAbi.ERROR_OK) {
			requireUnit(error, command.amount());
			throw EngineErrors.ofOrder(error, command.orderIdHigh(), command.orderIdLow());
		}
		return this.trade.wrap(this.records, this.mailbox.trade());
	}

	/**
	 * Takes a market's best orders: the best price first, then the oldest.
	 * @param command the order, the amount and the taker
	 * @param consumer is given each trade, one for each order taken, in that order; the
	 * record is valid until it returns, and the market locked until the last
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} or
	 * {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}
	 */
	public void takeBest(TakeBest command, Consumer<TradeRecord> consumer) {
		this.mailbox.writeTakeBest(command);
		int error = callAllocating(this.exports.takeBegin);
		requireUnit(error, command.amount());
		InstanceCalls.check(error, "trades");
		LockedPages pages = new LockedPages(this.calls, this.exports.takeNext, this.exports.takeEnd);
		this.reader.forEachTrade(pages, Integer.MAX_VALUE, consumer);
	}

	/** Require that the engine still knows whether the id of an order was used. */
	private void requireKnownId(int error, Supplier<String> subject) {
		if (error == EngineAbi.ERROR_ID_MAY_BE_USED) {
			throw EngineErrors.clockSetBack(subject.get(), this.mailbox.freedUntil());
		}
	}

	/** Require that an amount to take costs at least the smallest unit. */
	private void requireUnit(int error, long amount) {
		if (error == EngineAbi.ERROR_BELOW_A_UNIT) {
			throw EngineErrors.belowUnit(amount, this.mailbox.refusedPrice());
		}
	}

	/**
	 * Completes or fails a trade.
	 * @param idHigh the upper half of its id
	 * @param idLow the lower half of its id
	 * @param now the time
	 * @param completed whether it is completed, rather than failed
	 * @return the trade
	 * @throws DarkSwapException with {@link ErrorCode#TRADE_NOT_FOUND} or
	 * {@link ErrorCode#TRADE_NOT_PENDING}
	 */
	public TradeRecord settleTrade(long idHigh, long idLow, long now, boolean completed) {
		this.mailbox.writeTradeAndTime(idHigh, idLow, now);
		int error = callAllocating(completed ? this.exports.completeTrade : this.exports.failTrade);
		if (error != EngineAbi.ERROR_OK) {
			throw EngineErrors.ofTrade(error, idHigh, idLow);
		}
		return this.trade.wrap(this.records, this.mailbox.trade());
	}

	/**
	 * Closes the expired orders of all markets.
	 * @param now the time
	 */
	public void sweep(long now) {
		this.mailbox.writeTime(now);
		int market = 1;
		do {
			// Each call has its own time limit.
			this.calls.lease().restartTimeout();
			this.mailbox.writeMarket(market);
			InstanceCalls.check(callAllocating(this.exports.sweep), "markets");
			market = this.mailbox.marketNumber();
		}
		while (this.mailbox.more());
	}

	/** Returns the number of calls into the engine that this instance has made. */
	long callsMade() {
		return this.calls.made();
	}

	/** Delivers the unread events, which gives their memory back. */
	public void deliverEvents() {
		this.events.drain(this.eventReader);
	}

	private void runOnOrder(ExportFunction export, long idHigh, long idLow, long now) {
		this.mailbox.writeOrderAndTime(idHigh, idLow, now);
		int error = callAllocating(export);
		if (error != EngineAbi.ERROR_OK) {
			throw EngineErrors.ofOrder(error, idHigh, idLow);
		}
	}

	/**
	 * Runs a command that needs memory. If there is none, unread events may hold it: the
	 * command is retried once they are delivered. With a book limit they hold only the
	 * memory of other events.
	 */
	private int callAllocating(ExportFunction export) {
		long before = this.events.delivered();
		int error = this.calls.call(export);
		while (isForEvents(error)) {
			this.events.drain(this.eventReader);
			long after = this.events.delivered();
			if (after == before) {
				return error;
			}
			before = after;
			error = this.calls.call(export);
		}
		return error;
	}

	private boolean isForEvents(int error) {
		return error == EngineAbi.ERROR_NO_ROOM_FOR_EVENTS
				|| (error == EngineAbi.ERROR_MEMORY_EXHAUSTED && !this.booksAreLimited);
	}

}
