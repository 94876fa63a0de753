package io.darkswap.wasm.autoconfigure;

import java.util.List;

import io.darkswap.wasm.DarkSwapEvent;

/**
 * Receives every event before it is published to the application's listeners.
 */
@FunctionalInterface
public interface PublicationObserver {

	/** The kinds of published events, without their common interfaces. */
	List<Class<? extends DarkSwapEvent>> KINDS = List.of(DarkSwapEvent.OrderCreated.class,
			DarkSwapEvent.OrderCancelled.class, DarkSwapEvent.OrderEvicted.class, DarkSwapEvent.OrderMatched.class,
			DarkSwapEvent.OrderExpired.class, DarkSwapEvent.TradeCreated.class, DarkSwapEvent.TradeCompleted.class,
			DarkSwapEvent.TradeFailed.class, DarkSwapEvent.Error.class);

	/**
	 * Receives an event.
	 * @param event the event to be published
	 */
	void published(DarkSwapEvent event);

}
