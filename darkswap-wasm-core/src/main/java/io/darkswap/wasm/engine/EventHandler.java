package io.darkswap.wasm.engine;

import io.darkswap.wasm.engine.abi.EventKind;
import io.darkswap.wasm.engine.abi.OrderRecord;
import io.darkswap.wasm.engine.abi.TradeRecord;

/**
 * Receives the events of an engine in their order, from one thread at a time. It must be
 * fast: while it runs, events accumulate in the engine's memory.
 */
public interface EventHandler {

	/**
	 * Receives an event of an order.
	 * @param kind the kind of event
	 * @param order the order at the time of the event; valid until this returns
	 */
	void order(EventKind kind, OrderRecord order);

	/**
	 * Receives an event of a trade.
	 * @param kind the kind of event
	 * @param trade the trade at the time of the event; valid until this returns
	 */
	void trade(EventKind kind, TradeRecord trade);

	/**
	 * Receive the report that a command published no events, or not all, because the
	 * memory had no room for them. Only engines with a book limit have such commands.
	 */
	default void eventsMissed() {
	}

	/**
	 * Receives the trap that poisoned the engine. No more events follow.
	 * @param trap the trap
	 */
	void poisoned(Throwable trap);

}
