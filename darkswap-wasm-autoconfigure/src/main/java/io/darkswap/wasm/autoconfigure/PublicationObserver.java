package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.DarkSwapEvent;

/**
 * Sees every event that is published to the application's listeners, before they do.
 */
@FunctionalInterface
interface PublicationObserver {

	void published(DarkSwapEvent event);

}
