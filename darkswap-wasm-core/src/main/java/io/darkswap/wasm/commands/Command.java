package io.darkswap.wasm.commands;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.convert.Address;
import io.darkswap.wasm.engine.OrderCommand;
import org.jspecify.annotations.Nullable;

/**
 * A record of the command log: a change of the books with all that its outcome depends
 * on. Amounts and prices are unsigned units of 1e-8, times are microseconds since the
 * epoch. The text of a command shows it to an operator.
 */
public sealed interface Command {

	/** Return the kind of record. */
	CommandType type();

	/**
	 * Return the id of the order or trade that the command is about: the first one of
	 * several.
	 */
	default Optional<UUID> subject() {
		return Optional.empty();
	}

	/**
	 * A change of the state beside the books: the first record, and what came with it.
	 */
	sealed interface Setting extends Command {

	}

	/** A change of the books. */
	sealed interface Change extends Command {

		/** Return the time of the command. */
		long now();

		/** Return the same command with another time. */
		Change at(long time);

		/**
		 * Run the command.
		 * @return what its method of {@link BookCommands} returns
		 * @throws io.darkswap.wasm.DarkSwapException as that method does
		 */
		@Nullable Object run(BookCommands commands);

		/**
		 * Run the command for the books alone.
		 * @return what {@link #run} returns, or {@code null} for one order or trade,
		 * which nobody reads
		 * @throws io.darkswap.wasm.DarkSwapException as {@link #run} does
		 */
		default @Nullable Object replay(DirectCommands commands) {
			return run(commands);
		}

	}

	/**
	 * A command that its sender may have appended several times, because the log did not
	 * answer. Only the first of these records is applied.
	 *
	 * @param id identifies the command
	 * @param command the command
	 */
	record Identified(UUID id, Command command) implements Command {

		@Override
		public CommandType type() {
			return this.command.type();
		}

		@Override
		public String toString() {
			return "%s (command %s)".formatted(this.command, this.id);
		}

	}

	/**
	 * Creates the empty books. It is the first record, and the only one of its kind.
	 *
	 * @param settings what the books begin with
	 */
	record Begin(BookSettings settings) implements Setting {

		@Override
		public CommandType type() {
			return CommandType.BEGIN;
		}

		@Override
		public String toString() {
			return "begin on %s with engine %s, ABI %d, state %x; %s".formatted(this.settings.network(),
					this.settings.engine().sha256(), this.settings.engine().abiVersion(),
					this.settings.engine().stateVersion(), this.settings.limits());
		}

	}

	/**
	 * Changes the limits from this record on.
	 *
	 * @param limits the new limits
	 */
	record Configure(BookLimits limits) implements Setting {

		@Override
		public CommandType type() {
			return CommandType.CONFIGURE;
		}

		@Override
		public String toString() {
			return "configure " + this.limits;
		}

	}

	/**
	 * Adds an address of this client's wallets. Orders of these addresses are never
	 * imported.
	 *
	 * @param address the address
	 */
	record OwnAddress(Address address) implements Setting {

		@Override
		public CommandType type() {
			return CommandType.OWN_ADDRESS;
		}

		@Override
		public String toString() {
			return "own address " + this.address.text();
		}

	}

	/**
	 * Asks the nodes of a log whether one of them lacks an engine, answers that one does,
	 * or has that engine continue the books from this record on.
	 *
	 * @param type which of the three
	 * @param engine the engine
	 * @param proposal the number of the proposal that it answers or ends, from 1;
	 * {@link #UNNUMBERED} in a proposal, and in a record of a former version, which means
	 * the newest one
	 */
	record EngineChange(CommandType type, EngineIdentity engine, int proposal) implements Setting {

		public static final int UNNUMBERED = 0;

		@Override
		public String toString() {
			return "%s%s: engine %s, ABI %d, state %x".formatted(this.type.name().toLowerCase(Locale.ROOT),
					(this.proposal != UNNUMBERED) ? " of proposal " + this.proposal : "", this.engine.sha256(),
					this.engine.abiVersion(), this.engine.stateVersion());
		}

	}

	/**
	 * Enters an order.
	 *
	 * @param order the order
	 */
	record CreateOrder(OrderCommand order) implements Change {

		@Override
		public CommandType type() {
			return CommandType.CREATE_ORDER;
		}

		@Override
		public Optional<UUID> subject() {
			return Optional.of(this.order.id());
		}

		@Override
		public long now() {
			return this.order.createdAt();
		}

		@Override
		public CreateOrder at(long time) {
			return (time == now()) ? this : new CreateOrder(this.order.createdAt(time));
		}

		@Override
		public Object run(BookCommands commands) {
			return commands.createOrder(this.order);
		}

		@Override
		public @Nullable Object replay(DirectCommands commands) {
			commands.enter(this.order);
			return null;
		}

		@Override
		public String toString() {
			return CommandText.time(now()) + " create " + CommandText.order(this.order);
		}

	}

	/**
	 * Enters orders, all or none.
	 *
	 * @param orders the orders, each created at {@code now}
	 * @param now the time
	 */
	record CreateOrders(List<OrderCommand> orders, long now) implements Change {

		@Override
		public CommandType type() {
			return CommandType.CREATE_ORDERS;
		}

		@Override
		public Optional<UUID> subject() {
			return Optional.of(this.orders.get(0).id());
		}

		@Override
		public CreateOrders at(long time) {
			return (time == this.now) ? this
					: new CreateOrders(this.orders.stream().map((order) -> order.createdAt(time)).toList(), time);
		}

		@Override
		public Object run(BookCommands commands) {
			return commands.createOrders(this.orders, this.now);
		}

		@Override
		public String toString() {
			return "%s create %d orders: %s".formatted(CommandText.time(this.now), this.orders.size(),
					String.join("; ", this.orders.stream().map(CommandText::order).toList()));
		}

	}

	/**
	 * Cancels an order.
	 *
	 * @param orderId the order
	 * @param now the time
	 */
	record CancelOrder(UUID orderId, long now) implements Change {

		@Override
		public CommandType type() {
			return CommandType.CANCEL_ORDER;
		}

		@Override
		public Optional<UUID> subject() {
			return Optional.of(this.orderId);
		}

		@Override
		public CancelOrder at(long time) {
			return (time == this.now) ? this : new CancelOrder(this.orderId, time);
		}

		@Override
		public @Nullable Object run(BookCommands commands) {
			commands.cancelOrder(this.orderId, this.now);
			return null;
		}

		@Override
		public String toString() {
			return "%s cancel order %s".formatted(CommandText.time(this.now), this.orderId);
		}

	}

	/**
	 * Withdraws an order of any maker.
	 *
	 * @param orderId the order
	 * @param now the time
	 */
	record EvictOrder(UUID orderId, long now) implements Change {

		@Override
		public CommandType type() {
			return CommandType.EVICT_ORDER;
		}

		@Override
		public Optional<UUID> subject() {
			return Optional.of(this.orderId);
		}

		@Override
		public EvictOrder at(long time) {
			return (time == this.now) ? this : new EvictOrder(this.orderId, time);
		}

		@Override
		public @Nullable Object run(BookCommands commands) {
			commands.evictOrder(this.orderId, this.now);
			return null;
		}

		@Override
		public String toString() {
			return "%s evict order %s".formatted(CommandText.time(this.now), this.orderId);
		}

	}

	/**
	 * Takes an order, whole or in part.
	 *
	 * @param tradeId the trade's id
	 * @param orderId the order
	 * @param amount the amount of the base asset
	 * @param taker the taker
	 * @param now the time
	 */
	record TakeOrder(UUID tradeId, UUID orderId, long amount, Address taker, long now) implements Change {

		@Override
		public CommandType type() {
			return CommandType.TAKE_ORDER;
		}

		@Override
		public Optional<UUID> subject() {
			return Optional.of(this.orderId);
		}

		@Override
		public TakeOrder at(long time) {
			return (time == this.now) ? this : new TakeOrder(this.tradeId, this.orderId, this.amount, this.taker, time);
		}

		@Override
		public Object run(BookCommands commands) {
			return commands.takeOrder(this, null);
		}

		@Override
		public String toString() {
			return "%s take %s of order %s as trade %s, taker %s".formatted(CommandText.time(this.now),
					CommandText.units(this.amount), this.orderId, this.tradeId, this.taker.text());
		}

	}

	/**
	 * Takes a market's best orders.
	 *
	 * @param firstTradeId the first trade's id; the id of each next trade is one more
	 * @param pair the market's pair
	 * @param side the taker's side
	 * @param amount the most to take of the base asset
	 * @param limitPrice the worst price
	 * @param taker the taker
	 * @param now the time
	 */
	record TakeBest(UUID firstTradeId, TradingPair pair, OrderSide side, long amount, long limitPrice, Address taker,
			long now) implements Change {

		@Override
		public CommandType type() {
			return CommandType.TAKE_BEST;
		}

		@Override
		public Optional<UUID> subject() {
			return Optional.of(this.firstTradeId);
		}

		@Override
		public TakeBest at(long time) {
			return (time == this.now) ? this : new TakeBest(this.firstTradeId, this.pair, this.side, this.amount,
					this.limitPrice, this.taker, time);
		}

		@Override
		public Object run(BookCommands commands) {
			return commands.takeBest(this);
		}

		@Override
		public String toString() {
			return "%s %s %s %s at best, limit %s, first trade %s, taker %s".formatted(CommandText.time(this.now),
					CommandText.side(this.side), CommandText.units(this.amount), this.pair,
					CommandText.units(this.limitPrice), this.firstTradeId, this.taker.text());
		}

	}

	/**
	 * Completes or fails a trade.
	 *
	 * @param tradeId the trade
	 * @param completed whether it is completed, rather than failed
	 * @param now the time
	 */
	record SettleTrade(UUID tradeId, boolean completed, long now) implements Change {

		@Override
		public CommandType type() {
			return CommandType.SETTLE_TRADE;
		}

		@Override
		public Optional<UUID> subject() {
			return Optional.of(this.tradeId);
		}

		@Override
		public SettleTrade at(long time) {
			return (time == this.now) ? this : new SettleTrade(this.tradeId, this.completed, time);
		}

		@Override
		public Object run(BookCommands commands) {
			return commands.settleTrade(this.tradeId, this.completed, this.now);
		}

		@Override
		public String toString() {
			return "%s %s trade %s".formatted(CommandText.time(this.now), this.completed ? "complete" : "fail",
					this.tradeId);
		}

	}

	/**
	 * Closes the expired orders of all markets.
	 *
	 * @param now the time
	 */
	record Sweep(long now) implements Change {

		@Override
		public CommandType type() {
			return CommandType.SWEEP;
		}

		@Override
		public Sweep at(long time) {
			return (time == this.now) ? this : new Sweep(time);
		}

		@Override
		public @Nullable Object run(BookCommands commands) {
			commands.sweep(this.now);
			return null;
		}

		@Override
		public String toString() {
			return CommandText.time(this.now) + " sweep";
		}

	}

}
