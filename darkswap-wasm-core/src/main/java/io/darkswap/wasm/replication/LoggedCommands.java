package io.darkswap.wasm.replication;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.UnknownOutcomeException;
import io.darkswap.wasm.commands.BookCommands;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.commands.Command;
import io.darkswap.wasm.commands.CommandDecoder;
import io.darkswap.wasm.commands.CommandEncoder;
import io.darkswap.wasm.engine.OrderCommand;
import io.darkswap.wasm.engine.abi.OrderRecord;
import io.darkswap.wasm.log.CommandLog;
import io.darkswap.wasm.market.MarketLimits;
import io.darkswap.wasm.market.Markets;
import org.jspecify.annotations.Nullable;

/**
 * Appends commands to a log and waits until they are durable and applied. What depends on
 * this node's configuration or on a read is checked before the append, so that the log
 * alone determines the books. Thread-safe.
 */
final class LoggedCommands implements BookCommands {

	/** No order expires at this time or before it. */
	private static final long BEFORE_ALL = 0;

	private final CommandLog log;

	private final BookApplier applier;

	private final MarketLimits limits;

	private final CommandDecoder decoder = new CommandDecoder();

	/**
	 * The time by which the clock of this node was ahead of the log's at the last sweep,
	 * in microseconds. One thread sweeps.
	 */
	private volatile long clockAhead;

	/** The time of this node at its last turn. One thread sweeps. */
	private volatile long lastTurn;

	/** The newest sweep that this node knew of at its last turn. One thread sweeps. */
	private volatile long knownSweep;

	/**
	 * Create commands.
	 * @param log the log
	 * @param applier applies them
	 * @param limits the pairs that this client trades
	 */
	LoggedCommands(CommandLog log, BookApplier applier, MarketLimits limits) {
		this.log = log;
		this.applier = applier;
		this.limits = limits;
		this.knownSweep = applier.state().newestSweep();
	}

	@Override
	public Order createOrder(OrderCommand order) {
		requireAllowed(order);
		return append(new Command.CreateOrder(order), Order.class);
	}

	@Override
	@SuppressWarnings("unchecked")
	public List<Order> createOrders(List<OrderCommand> orders, long now) {
		orders.forEach(this::requireAllowed);
		return append(new Command.CreateOrders(orders, now), List.class);
	}

	private Books books() {
		return this.applier.state().books();
	}

	private void requireAllowed(OrderCommand order) {
		this.limits.requireAllowed(order.pair());
	}

	@Override
	public void cancelOrder(UUID orderId, long now) {
		append(new Command.CancelOrder(orderId, now));
	}

	@Override
	public void evictOrder(UUID orderId, long now) {
		append(new Command.EvictOrder(orderId, now));
	}

	@Override
	public Trade takeOrder(Command.TakeOrder command, @Nullable Consumer<OrderRecord> check) {
		if (check != null) {
			this.log.catchUp();
			books().engine().call((session) -> {
				check.accept(session.getOrder(command.orderId().getMostSignificantBits(),
						command.orderId().getLeastSignificantBits(), command.now()));
				return null;
			});
		}
		return append(command, Trade.class);
	}

	@Override
	@SuppressWarnings("unchecked")
	public List<Trade> takeBest(Command.TakeBest command) {
		this.log.catchUp();
		boolean open = books().markets().find(command.pair()).isPresent();
		return open ? append(command, List.class) : List.of();
	}

	@Override
	public Trade settleTrade(UUID tradeId, boolean completed, long now) {
		return append(new Command.SettleTrade(tradeId, completed, now), Trade.class);
	}

	/**
	 * Append a sweep only if it changes something, so that an idle log does not grow. A
	 * log with a clock of its own decides what has expired: the sweep of a clock that is
	 * ahead closes nothing, and shows how far it is ahead. That counts until the clock is
	 * set back. The time of the newest command has passed whatever the clock shows.
	 * <p>
	 * A node passes its turn if another one has swept since its last turn. So one node
	 * sweeps and the others pass, until it finds nothing or dies.
	 */
	@Override
	public void sweep(long now) {
		if (now < this.lastTurn) {
			this.clockAhead = 0;
		}
		this.lastTurn = now;
		long newest = this.applier.state().newestSweep();
		if (newest != this.knownSweep) {
			this.knownSweep = newest;
			return;
		}
		Books current = books();
		long expected = Math.max(now - this.clockAhead, this.applier.state().time());
		boolean expired = current.markets()
			.all()
			.stream()
			.map(Markets.Opened::pair)
			.anyMatch((pair) -> current.markets()
				.read(pair, false, (market) -> current.engine().best(market, BEFORE_ALL).earliestExpiry() <= expected));
		if (expired) {
			append(new Command.Sweep(now));
			this.clockAhead = Math.max(0, now - this.applier.state().time());
			this.knownSweep = this.applier.state().newestSweep();
		}
	}

	private <T> T append(Command command, Class<T> type) {
		return Objects.requireNonNull(type.cast(append(command)));
	}

	/**
	 * Append a command.
	 * @return its result
	 * @throws UnknownOutcomeException if the log does not answer in time
	 * @throws DarkSwapException its refusal, or the log's, or as
	 * {@link BookApplier#refuseOwnThread} does
	 */
	@Nullable Object append(Command command) {
		this.applier.refuseOwnThread();
		if (Thread.currentThread().isInterrupted()) {
			throw new DarkSwapException(ErrorCode.CALL_INTERRUPTED,
					"The calling thread was interrupted before the command was appended: nothing changed");
		}
		boolean identified = this.log.mayRepeat();
		byte[] payload = CommandEncoder.encode(identified ? new Command.Identified(randomId(), command) : command);
		int type = command.type().code();
		// What is applied is what the log has. It is decoded here, where callers run at
		// once.
		Outcome outcome = Outcome.awaited(identified ? null : this.decoder.decode(type, ByteBuffer.wrap(payload)));
		try {
			this.log.append(type, payload, outcome);
		}
		catch (DarkSwapException ex) {
			throw (ex.code() == ErrorCode.CALL_TIMED_OUT) ? unknown(command, ex) : ex;
		}
		return outcome.get();
	}

	/** It is no secret, so it need not be unpredictable. */
	private static UUID randomId() {
		return new UUID(ThreadLocalRandom.current().nextLong(), ThreadLocalRandom.current().nextLong());
	}

	private static DarkSwapException unknown(Command command, DarkSwapException cause) {
		return command.subject()
			.<DarkSwapException>map((id) -> new UnknownOutcomeException(
					"%s. It is unknown whether the command %s of %s is applied: read that before you repeat it"
						.formatted(cause.getMessage(), command.type(), id),
					id, cause))
			.orElse(cause);
	}

}
