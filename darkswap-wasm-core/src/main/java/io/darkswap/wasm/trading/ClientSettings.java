package io.darkswap.wasm.trading;

import java.util.List;

import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.wallet.BalanceSource;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a client.
 *
 * @param engine the settings of its engines
 * @param ownsLoader whether the loader is closed with the client
 * @param config the configuration, or {@code null} for the defaults
 * @param eventQueueCapacity the number of events that a listener's queue holds
 * @param initializeOnFirstUse whether the first call initialises the client
 * @param privateByKind whether only the kind of the client makes its memory private
 * @param log the options of the command log, or {@code null} without one
 * @param balanceSources the sources of balances, in their order
 */
public record ClientSettings(EngineSettings engine, boolean ownsLoader, @Nullable DarkSwapConfig config,
		int eventQueueCapacity, boolean initializeOnFirstUse, boolean privateByKind, @Nullable LogOptions log,
		List<BalanceSource> balanceSources) {

	/** Copies the sources. */
	public ClientSettings {
		balanceSources = List.copyOf(balanceSources);
	}

	/** Return the number of a pair's shard. */
	public int shard(TradingPair pair) {
		return (this.log != null) ? Shards.number(pair.toString(), this.log.storage().shards()) : 0;
	}

	public SharedMemoryWasmLoader loader() {
		return this.engine.loader();
	}

}
