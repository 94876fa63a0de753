package io.darkswap.wasm;

import java.time.Instant;

/**
 * Something that happened in the client's engine. Orders and trades are as they were
 * then. Immutable.
 */
public sealed interface DarkSwapEvent {

	/**
	 * Returns when it happened.
	 * @return the client's clock at that time, to the microsecond
	 */
	Instant timestamp();

	/** Something happened to an order. */
	sealed interface OrderEvent extends DarkSwapEvent {

		/**
		 * Returns the order.
		 * @return the order as it was then
		 */
		Order order();

	}

	/** Something happened to a trade. */
	sealed interface TradeEvent extends DarkSwapEvent {

		/**
		 * Returns the trade.
		 * @return the trade as it was then
		 */
		Trade trade();

	}

	/**
	 * An order entered the book.
	 *
	 * @param order the open order
	 * @param timestamp when
	 */
	record OrderCreated(Order order, Instant timestamp) implements OrderEvent {
	}

	/**
	 * An order was withdrawn.
	 *
	 * @param order the order as it was left
	 * @param timestamp when
	 */
	record OrderCancelled(Order order, Instant timestamp) implements OrderEvent {
	}

	/**
	 * An order was taken, whole or in part; the trade is told next.
	 *
	 * @param order the order afterwards: open, or filled
	 * @param timestamp when
	 */
	record OrderMatched(Order order, Instant timestamp) implements OrderEvent {
	}

	/**
	 * An order ran out of time.
	 *
	 * @param order the order as it was left
	 * @param timestamp when its time ran out; that was noticed later
	 */
	record OrderExpired(Order order, Instant timestamp) implements OrderEvent {
	}

	/**
	 * A trade was made.
	 *
	 * @param trade the pending trade
	 * @param timestamp when
	 */
	record TradeCreated(Trade trade, Instant timestamp) implements TradeEvent {
	}

	/**
	 * A trade was settled.
	 *
	 * @param trade the completed trade
	 * @param timestamp when
	 */
	record TradeCompleted(Trade trade, Instant timestamp) implements TradeEvent {
	}

	/**
	 * A trade will not be settled.
	 *
	 * @param trade the failed trade
	 * @param timestamp when
	 */
	record TradeFailed(Trade trade, Instant timestamp) implements TradeEvent {
	}

	/**
	 * Something went wrong that concerns who listens: {@link ErrorCode#ENGINE_POISONED}
	 * when nothing more will happen until the client is created afresh, or
	 * {@link ErrorCode#EVENTS_MISSED} when this listener was too slow.
	 *
	 * @param code what went wrong
	 * @param message what to do about it
	 * @param timestamp when
	 */
	record Error(ErrorCode code, String message, Instant timestamp) implements DarkSwapEvent {
	}

}
