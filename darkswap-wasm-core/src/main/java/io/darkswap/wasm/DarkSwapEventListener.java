package io.darkswap.wasm;

/**
 * Receives the events of a client's engine: every event once, in order, one at a time.
 * Each listener has a thread and a queue of its own, so a slow or failing listener does
 * not affect the others; see {@link DarkSwapClient#addEventListener}.
 */
@FunctionalInterface
public interface DarkSwapEventListener {

	/**
	 * Receives an event. If this method throws, the exception is logged and the next
	 * event is delivered.
	 * @param event the event
	 */
	void onEvent(DarkSwapEvent event);

}
