package io.darkswap.wasm.engine;

/**
 * Is told what happens in an engine, in the order in which it happens, by one thread at a
 * time. It should do little: while it runs, events wait in the engine's memory.
 */
public interface EventHandler {

	/**
	 * Something happened to an order.
	 * @param kind what happened
	 * @param order the order as it was then; good until this returns
	 */
	void order(EventKind kind, OrderRecord order);

	/**
	 * Something happened to a trade.
	 * @param kind what happened
	 * @param trade the trade as it was then; good until this returns
	 */
	void trade(EventKind kind, TradeRecord trade);

	/**
	 * A trap left the book in doubt: nothing more will be told.
	 * @param trap what happened
	 */
	void poisoned(Throwable trap);

}
