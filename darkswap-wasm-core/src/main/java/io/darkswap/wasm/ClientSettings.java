package io.darkswap.wasm;

import java.time.Clock;
import java.time.Duration;

import io.darkswap.wasm.engine.Engine;
import io.darkswap.wasm.engine.EngineOptions;
import io.darkswap.wasm.engine.EventHandler;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.jspecify.annotations.Nullable;

/**
 * What a client was built from.
 *
 * @param loader loads the module
 * @param ownsLoader whether the loader is closed with the client
 * @param url where the module is
 * @param memory the linear memory's limits
 * @param config how to trade, or {@code null} for the defaults
 * @param clock tells the time that orders are made and expire at
 * @param instances how many calls may run at once when the memory is shared
 * @param callTimeout how long a call waits for an instance, and may then run
 * @param sweepInterval how often expired orders are swept out while the client is started
 * @param eventQueueCapacity how many events a listener may be behind
 * @param initializeOnFirstUse whether the first call initialises the client
 */
record ClientSettings(SharedMemoryWasmLoader loader, boolean ownsLoader, String url, MemoryOptions memory,
		@Nullable DarkSwapConfig config, Clock clock, int instances, Duration callTimeout, Duration sweepInterval,
		int eventQueueCapacity, boolean initializeOnFirstUse) {

	/** Loads the module and starts an engine in a memory of its own. */
	Engine startEngine(int closedOrderHistory, int tradeHistory, EventHandler events) {
		LoadedModule module = this.loader.load(this.url, this.memory);
		try {
			int engineInstances = module.sharedMemory() ? this.instances : 1;
			return Engine.start(module,
					new EngineOptions(engineInstances, this.callTimeout, closedOrderHistory, tradeHistory), events);
		}
		catch (RuntimeException ex) {
			module.close();
			throw ex;
		}
	}

}
