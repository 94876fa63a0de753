package io.darkswap.wasm;

import java.time.Instant;

/**
 * An event in the client's engine. Orders and trades have their state at the time of the
 * event. Immutable.
 */
public sealed interface DarkSwapEvent {

	/**
	 * Returns the time of the event.
	 * @return the client's clock at that time, to the microsecond
	 */
	Instant timestamp();

	/** An event of an order. */
	sealed interface OrderEvent extends DarkSwapEvent {

		/**
		 * Returns the order.
		 * @return the order at the time of the event
		 */
		Order order();

	}

	/** An event of a trade. */
	sealed interface TradeEvent extends DarkSwapEvent {

		/**
		 * Returns the trade.
		 * @return the trade at the time of the event
		 */
		Trade trade();

	}

	/**
	 * An order entered the book.
	 *
	 * @param order the open order
	 * @param timestamp the time
	 */
	record OrderCreated(Order order, Instant timestamp) implements OrderEvent {
	}

	/**
	 * An order was cancelled: by its maker, or because the trade before left a rest that
	 * costs less than the smallest unit ({@link Order#restIsBelowUnit()}).
	 *
	 * @param order the closed order
	 * @param timestamp the time
	 */
	record OrderCancelled(Order order, Instant timestamp) implements OrderEvent {
	}

	/**
	 * The operator withdrew an order of any maker.
	 *
	 * @param order the order as it was left
	 * @param timestamp when
	 */
	record OrderEvicted(Order order, Instant timestamp) implements OrderEvent {
	}

	/**
	 * An order was taken, whole or in part; the trade's event follows.
	 *
	 * @param order the order afterwards: open, or filled
	 * @param timestamp the time
	 */
	record OrderMatched(Order order, Instant timestamp) implements OrderEvent {
	}

	/**
	 * An order expired.
	 *
	 * @param order the closed order
	 * @param timestamp the time of the expiry; the order is closed later
	 */
	record OrderExpired(Order order, Instant timestamp) implements OrderEvent {
	}

	/**
	 * A trade was created.
	 *
	 * @param trade the pending trade
	 * @param timestamp the time
	 */
	record TradeCreated(Trade trade, Instant timestamp) implements TradeEvent {
	}

	/**
	 * A trade was completed.
	 *
	 * @param trade the completed trade
	 * @param timestamp the time
	 */
	record TradeCompleted(Trade trade, Instant timestamp) implements TradeEvent {
	}

	/**
	 * A trade failed.
	 *
	 * @param trade the failed trade
	 * @param timestamp the time
	 */
	record TradeFailed(Trade trade, Instant timestamp) implements TradeEvent {
	}

	/**
	 * A failure that concerns listeners: {@link ErrorCode#ENGINE_POISONED} if no more
	 * events follow until the engine is re-created, or its books rebuilt from a log, or
	 * {@link ErrorCode#EVENTS_MISSED} if this listener was too slow, or if the memory of
	 * a client with a log had no room for the events of a command.
	 *
	 * @param code the kind of failure
	 * @param message the failure and its remedy
	 * @param timestamp the time
	 */
	record Error(ErrorCode code, String message, Instant timestamp) implements DarkSwapEvent {
	}

}
