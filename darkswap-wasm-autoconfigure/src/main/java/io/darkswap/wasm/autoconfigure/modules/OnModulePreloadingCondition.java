package io.darkswap.wasm.autoconfigure.modules;

import io.darkswap.wasm.autoconfigure.properties.OnTrueCondition;

/**
 * Matches unless preloading is off.
 */
final class OnModulePreloadingCondition extends OnTrueCondition {

	OnModulePreloadingCondition() {
		super("darkswap.wasm.preload", true);
	}

}
