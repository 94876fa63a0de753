package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.autoconfigure.properties.OnTrueCondition;

/**
 * Matches unless preloading is off.
 */
final class OnPreloadingCondition extends OnTrueCondition {

	OnPreloadingCondition() {
		super("darkswap.wasm.preload", true);
	}

}
