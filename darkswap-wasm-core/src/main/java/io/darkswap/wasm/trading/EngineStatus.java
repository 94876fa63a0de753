package io.darkswap.wasm.trading;

import java.util.List;
import java.util.Optional;

import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.MarketOverview;
import io.darkswap.wasm.SharedMemoryStatus;
import io.darkswap.wasm.engine.Engine;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.memory.MemoryUsage;

/**
 * Reports on the engines of a client for operators. Unlike a call that trades, a report
 * neither initialises the client nor is it intercepted.
 *
 * @param settings the settings of the client
 * @param lifecycle returns the engines
 */
public record EngineStatus(ClientSettings settings, ClientLifecycle lifecycle) {

	/** Return the open markets. */
	public List<MarketOverview> markets() {
		return (this.lifecycle.state() == ClientState.NEW) ? List.of()
				: this.lifecycle.started()
					.all()
					.stream()
					.flatMap((shard) -> shard.marketData().getMarkets().stream())
					.toList();
	}

	/** Return the usage of the fullest memory, empty if it cannot be read now. */
	public Optional<MemoryUsage> memoryUsage() {
		Shards current = this.lifecycle.current();
		if (current == null) {
			return Optional.empty();
		}
		try {
			return Optional.of(current.usage());
		}
		catch (DarkSwapException ex) {
			return Optional.empty();
		}
	}

	/** Return whether instances share the memory, and its size. */
	public SharedMemoryStatus sharedMemory() {
		boolean supported = SharedMemoryWasmLoader.isSharedMemorySupported();
		Shards current = this.lifecycle.current();
		if (current == null) {
			return new SharedMemoryStatus(supported, false, "The client is not initialised", 0,
					this.settings.engine().memory().maximum(), 0);
		}
		Engine engine = current.first().engine();
		String reason = (this.settings.privateByKind() && supported)
				? "a DarkSwapClient has a private memory: use a SharedMemoryDarkSwapClient"
				: engine.privateMemoryReason().orElse(null);
		return new SharedMemoryStatus(supported, engine.sharedMemory(), reason, current.sum(Engine::pages),
				current.sum(Engine::maximumPages), current.sum(Engine::instances));
	}

	/** Return the number of busy instances. */
	public int busyInstances() {
		Shards current = this.lifecycle.current();
		return (current != null) ? current.sum(Engine::busyInstances) : 0;
	}

}
