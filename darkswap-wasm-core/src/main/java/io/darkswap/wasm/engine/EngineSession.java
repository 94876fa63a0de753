package io.darkswap.wasm.engine;

import java.util.UUID;
import java.util.function.Consumer;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.PooledInstance;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one instance: each is written into the instance's mailbox, run on the
 * caller's own thread, and answered by records that are read where they lie. The records
 * are good until the next command or until the session is closed, which gives the
 * instance back. Not thread-safe.
 * <p>
 * Numbers are the engine's: amounts and prices unsigned fixed point with 8 decimals,
 * times microseconds since the epoch.
 */
public final class EngineSession implements AutoCloseable {

	private static final long[] NO_ARGUMENTS = {};

	private final Exports exports;

	private final Mailbox mailbox;

	private final Records records;

	private final OrderRecord order = new OrderRecord();

	private final TradeRecord trade = new TradeRecord();

	private final Poison poison;

	private @Nullable PooledInstance<EngineSession> lease;

	private boolean trapped;

	EngineSession(Instance instance, Records records, Poison poison) {
		this.poison = poison;
		this.exports = Exports.of(instance);
		this.records = records;
		this.mailbox = new Mailbox(instance.memory(), (int) this.exports.mailbox().apply(NO_ARGUMENTS)[0]);
	}

	/** Begins a caller's hold of the instance. */
	EngineSession begin(PooledInstance<EngineSession> leased) {
		if (this.lease == null) {
			this.mailbox.writeInstance(leased.number() + 1);
		}
		this.lease = leased;
		return this;
	}

	/**
	 * Gives the instance back.
	 */
	@Override
	public void close() {
		lease().close();
	}

	/**
	 * Gives the engine its memory. To be called once, before any other command.
	 * @param heapEnd how many bytes of the memory are the engine's from the start
	 * @param closedOrderHistory how many closed orders each market keeps
	 */
	void create(int heapEnd, int closedOrderHistory) {
		this.mailbox.writeCreate(heapEnd, closedOrderHistory);
		check(call(this.exports.create()), "engine");
	}

	/**
	 * Returns the market of a pair, opening it if there is none.
	 * @param base the asset that is traded
	 * @param quote the asset that it is paid in
	 * @return the market
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the assets are
	 * the same, or {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}
	 */
	public Market openMarket(EngineAsset base, EngineAsset quote) {
		this.mailbox.writePair(base, quote);
		int error = call(this.exports.openMarket());
		if (error == EngineAbi.ERROR_INVALID_ARGUMENT) {
			throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT, "An asset cannot be traded against itself");
		}
		check(error, "market");
		return this.mailbox.readMarket();
	}

	/**
	 * Enters an order into its market's book.
	 * @param command the order
	 * @return the order as it stands in the book
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT},
	 * {@link ErrorCode#DUPLICATE_ORDER} or {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}
	 */
	public OrderRecord createOrder(CreateOrder command) {
		this.mailbox.writeCreateOrder(command);
		int error = call(this.exports.createOrder());
		if (error != EngineAbi.ERROR_OK) {
			throw orderFailure(error, command.idHigh(), command.idLow());
		}
		return this.order.wrap(this.records, this.mailbox.order());
	}

	/**
	 * Withdraws an open order.
	 * @param idHigh the upper half of its id
	 * @param idLow the lower half of its id
	 * @param now the time
	 * @return the order as it was left
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND} or
	 * {@link ErrorCode#ORDER_NOT_OPEN}
	 */
	public OrderRecord cancelOrder(long idHigh, long idLow, long now) {
		return runOn(this.exports.cancelOrder(), idHigh, idLow, now);
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
		return runOn(this.exports.getOrder(), idHigh, idLow, now);
	}

	/**
	 * Takes an open order, whole or in part.
	 * @param command what is taken, by whom
	 * @return the trade
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND},
	 * {@link ErrorCode#ORDER_NOT_OPEN}, {@link ErrorCode#AMOUNT_EXCEEDS_REMAINING} or
	 * {@link ErrorCode#INVALID_ARGUMENT}
	 */
	public TradeRecord takeOrder(TakeOrder command) {
		this.mailbox.writeTakeOrder(command);
		int error = call(this.exports.takeOrder());
		if (error != EngineAbi.ERROR_OK) {
			throw orderFailure(error, command.orderIdHigh(), command.orderIdLow());
		}
		return this.trade.wrap(this.records, this.mailbox.trade());
	}

	/**
	 * Reads a market's best prices under its lock, after sweeping out what has expired.
	 * @param market the market
	 * @param now the time
	 * @return the best prices
	 */
	public MarketSummary best(Market market, long now) {
		this.mailbox.writeMarketAndTime(market, now);
		check(call(this.exports.best()), "market");
		return this.mailbox.readSummary();
	}

	/**
	 * Lists a market's open orders as they are at one moment: bids with the best price
	 * first, then asks with the best price first, at one price the oldest first. The
	 * market is locked while the consumer runs, so it should do little.
	 * @param market the market
	 * @param now the time
	 * @param consumer is given each order; the record is good until it returns
	 */
	public void listOrders(Market market, long now, Consumer<OrderRecord> consumer) {
		this.mailbox.writeMarketAndTime(market, now);
		check(call(this.exports.listBegin()), "market");
		boolean interrupted = false;
		try {
			do {
				// The market is locked: an interruption waits until it is not, and each
				// page has the time of a call of its own.
				lease().startAnew();
				interrupted |= Thread.interrupted();
				check(run(this.exports.listNext()), "market");
				for (int i = 0; i < this.mailbox.listed(); i++) {
					consumer.accept(this.order.wrap(this.records, this.mailbox.listedOrder(i)));
				}
			}
			while (this.mailbox.more());
		}
		finally {
			interrupted |= Thread.interrupted();
			endListing();
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void endListing() {
		if (!this.trapped) {
			check(run(this.exports.listEnd()), "market");
		}
	}

	private OrderRecord runOn(ExportFunction export, long idHigh, long idLow, long now) {
		this.mailbox.writeOrderAndTime(idHigh, idLow, now);
		int error = call(export);
		if (error != EngineAbi.ERROR_OK) {
			throw orderFailure(error, idHigh, idLow);
		}
		return this.order.wrap(this.records, this.mailbox.order());
	}

	private static DarkSwapException orderFailure(int error, long idHigh, long idLow) {
		return EngineErrors.exception(error, "order " + new UUID(idHigh, idLow));
	}

	private static void check(int error, String subject) {
		if (error != EngineAbi.ERROR_OK) {
			throw EngineErrors.exception(error, subject);
		}
	}

	/**
	 * Begins a command. Code that was compiled at run time traps as soon as its thread is
	 * interrupted, maybe amid a change, so an interrupted thread's command is refused.
	 */
	private int call(ExportFunction export) {
		if (Thread.currentThread().isInterrupted()) {
			throw new DarkSwapException(ErrorCode.CALL_INTERRUPTED,
					"The calling thread was interrupted before the call; nothing has changed");
		}
		return run(export);
	}

	private int run(ExportFunction export) {
		try {
			return (int) export.apply(NO_ARGUMENTS)[0];
		}
		catch (RuntimeException | StackOverflowError | InternalError ex) {
			throw afterTrap(ex);
		}
	}

	/**
	 * Takes the instance out of use and asks the engine whether it trapped inside a
	 * critical section, which poisons the engine and wakes all who wait for it. The
	 * question runs on the instance that trapped: its next call starts anew.
	 */
	private DarkSwapException afterTrap(Throwable trap) {
		this.trapped = true;
		DarkSwapException failure = lease().trapped(trap);
		// The interruption that ended the call would end the question, too.
		boolean interrupted = Thread.interrupted();
		try {
			this.mailbox.writeOwner();
			int error = (int) this.exports.recover().apply(NO_ARGUMENTS)[0];
			return (error == EngineAbi.ERROR_OK) ? poisonedBy(trap) : failure;
		}
		catch (RuntimeException | StackOverflowError | InternalError ex) {
			trap.addSuppressed(ex);
			return poisonedBy(trap);
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private DarkSwapException poisonedBy(Throwable trap) {
		this.poison.spread(trap);
		return EngineErrors.poisoned(trap);
	}

	private PooledInstance<EngineSession> lease() {
		PooledInstance<EngineSession> leased = this.lease;
		if (leased == null) {
			throw new IllegalStateException("A session begins with Engine.open()");
		}
		return leased;
	}

}
