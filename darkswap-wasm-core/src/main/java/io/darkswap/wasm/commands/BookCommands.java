package io.darkswap.wasm.commands;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.engine.OrderCommand;
import io.darkswap.wasm.engine.abi.OrderRecord;
import org.jspecify.annotations.Nullable;

/**
 * All changes of the books. Their arguments are valid, and each carries its time and ids,
 * so that the same commands in the same order reach the same state. Thread-safe. Times
 * are microseconds since the epoch. Every method also throws the codes of any call.
 */
public interface BookCommands {

	/**
	 * Enter an order.
	 * @return the order as it entered
	 * @throws DarkSwapException with {@link ErrorCode#MARKET_REFUSED},
	 * {@link ErrorCode#DUPLICATE_ORDER}, {@link ErrorCode#INVALID_ARGUMENT},
	 * {@link ErrorCode#TOO_MANY_FOREIGN_ORDERS} or
	 * {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}
	 */
	Order createOrder(OrderCommand order);

	/**
	 * Enter orders, all or none.
	 * @param orders the orders, each created at {@code now}
	 * @return the orders as they entered
	 * @throws DarkSwapException as {@link #createOrder} does, naming the position of the
	 * refused order
	 */
	List<Order> createOrders(List<OrderCommand> orders, long now);

	/**
	 * Cancel an open order.
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND},
	 * {@link ErrorCode#ORDER_NOT_OPEN} or {@link ErrorCode#NOT_THE_MAKER}
	 */
	void cancelOrder(UUID orderId, long now);

	/**
	 * Withdraw an open order of any maker.
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND} or
	 * {@link ErrorCode#ORDER_NOT_OPEN}
	 */
	void evictOrder(UUID orderId, long now);

	/**
	 * Take an open order, whole or in part.
	 * @param check validates the order before it is taken, by parts of it that never
	 * change; {@code null} for none
	 * @return the trade
	 * @throws DarkSwapException with {@link ErrorCode#ORDER_NOT_FOUND},
	 * {@link ErrorCode#ORDER_NOT_OPEN}, {@link ErrorCode#AMOUNT_EXCEEDS_REMAINING},
	 * {@link ErrorCode#INVALID_ARGUMENT} or {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}, or
	 * the check's exception
	 */
	Trade takeOrder(Command.TakeOrder command, @Nullable Consumer<OrderRecord> check);

	/**
	 * Take a market's best orders.
	 * @return one trade for each order taken; none if the market is not open
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} or
	 * {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}
	 */
	List<Trade> takeBest(Command.TakeBest command);

	/**
	 * Complete or fail a trade.
	 * @return the settled trade
	 * @throws DarkSwapException with {@link ErrorCode#TRADE_NOT_FOUND} or
	 * {@link ErrorCode#TRADE_NOT_PENDING}
	 */
	Trade settleTrade(UUID tradeId, boolean completed, long now);

	/** Close the expired orders of all markets. */
	void sweep(long now);

}
