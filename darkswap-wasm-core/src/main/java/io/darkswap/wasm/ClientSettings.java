package io.darkswap.wasm;

import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.trading.EngineSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a client was built from.
 *
 * @param engine how its engines run
 * @param ownsLoader whether the loader is closed with the client
 * @param config how to trade, or {@code null} for the defaults
 * @param eventQueueCapacity how many events a listener may be behind
 * @param initializeOnFirstUse whether the first call initialises the client
 */
record ClientSettings(EngineSettings engine, boolean ownsLoader, @Nullable DarkSwapConfig config,
		int eventQueueCapacity, boolean initializeOnFirstUse) {

	SharedMemoryWasmLoader loader() {
		return this.engine.loader();
	}

}
