package io.darkswap.wasm.autoconfigure;

import java.util.List;

import io.darkswap.wasm.DarkSwapEvent;

/**
 * Receives every event that is published to the application's listeners, before they do.
 */
@FunctionalInterface
public interface PublicationObserver {

	/** Kinds of events that are published; the interfaces above them come with these. */
	List<Class<? extends DarkSwapEvent>> KINDS = List.of(DarkSwapEvent.OrderCreated.class,
			DarkSwapEvent.OrderCancelled.class, DarkSwapEvent.OrderMatched.class, DarkSwapEvent.OrderExpired.class,
			DarkSwapEvent.TradeCreated.class, DarkSwapEvent.TradeCompleted.class, DarkSwapEvent.TradeFailed.class,
			DarkSwapEvent.Error.class);

	/**
	 * Receives an event.
	 * @param event the event that is about to be published
	 */
	void published(DarkSwapEvent event);

}
