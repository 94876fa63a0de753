package io.darkswap.wasm;

/**
 * Is told what happens in a client's engine: every event once, in the order in which
 * things happened, one at a time. Each listener has a thread and a queue of its own, so
 * one that is slow or throws harms nobody else; see
 * {@link DarkSwapClient#addEventListener}.
 */
@FunctionalInterface
public interface DarkSwapEventListener {

	/**
	 * Is told an event. What this throws is logged, and the next event told.
	 * @param event what happened
	 */
	void onEvent(DarkSwapEvent event);

}
