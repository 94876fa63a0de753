package io.darkswap.wasm.trading;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.engine.Engine;
import io.darkswap.wasm.engine.abi.UsedIds;
import io.darkswap.wasm.memory.MemoryUsage;
import io.darkswap.wasm.replication.BookLog;
import org.jspecify.annotations.Nullable;

/**
 * The books of one engine and the client's use of them, from one {@code create} to the
 * next.
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

	/** The time does not decide whether there is an order, only whether it is open. */
	private static final long ANY_TIME = 0;

	/** Return the current engine. */
	public Engine engine() {
		return this.books.get().engine();
	}

	/** Return whether the books have an order, as far as the log is applied here. */
	boolean has(UUID orderId) {
		try {
			return engine().call((session) -> {
				session.getOrder(orderId.getMostSignificantBits(), orderId.getLeastSignificantBits(), ANY_TIME);
				return true;
			});
		}
		catch (DarkSwapException ex) {
			if (ex.code() == ErrorCode.ORDER_NOT_FOUND) {
				return false;
			}
			throw ex;
		}
	}

	/** Return the usage of the memory, whose maximum is that of the books with a log. */
	public MemoryUsage usage() {
		MemoryUsage usage = engine().usage();
		return (this.log == null) ? usage : new MemoryUsage(usage.used(), usage.free(), usage.reclaimable(),
				usage.committed(), this.log.limits().bookBytes());
	}

	/**
	 * Take a snapshot of the books of a log.
	 * @return the position of its newest record
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} without a log, or
	 * as {@link BookLog#snapshot()} does
	 */
	public long snapshot() {
		if (this.log == null) {
			throw DarkSwapException.invalidArgument("The client has no command log, so there is nothing to snapshot: "
					+ "give its builder a LogOptions");
		}
		return this.log.snapshot();
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
