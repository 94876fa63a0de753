package io.darkswap.wasm.model;

import java.time.Duration;
import java.util.List;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.ClientKind;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.TestClock;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;

/**
 * What a client is made with, and what it is then asked to do.
 *
 * @param kind which client
 * @param closedOrderHistory how many closed orders each market keeps
 * @param tradeHistory how many trades each market keeps
 * @param signing whether it signs the orders that it makes
 * @param listening whether somebody listens to its events
 * @param commands the steps
 */
record Scenario(ClientKind kind, int closedOrderHistory, int tradeHistory, boolean signing, boolean listening,
		List<Command> commands) {

	/** Loads the module once for all scenarios. */
	private static final SharedMemoryWasmLoader LOADER = new SharedMemoryWasmLoader();

	/** A sweep in the background would come when the machine likes. */
	private static final Duration NEVER = Duration.ofDays(365);

	/** As long as the model lets orders last. */
	private static final Duration ANY = Duration.ofDays(365_000_000);

	DarkSwapClient client(TestClock clock, MemoryOptions memory) {
		DarkSwapClient client = this.kind.builder()
			.loader(LOADER)
			.memory(memory)
			.clock(clock)
			.instances(2)
			.sweepInterval(NEVER)
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, Maker.SELF.wallet(), this.closedOrderHistory,
					this.tradeHistory, this.signing, ANY))
			.build();
		client.initialize();
		return client;
	}

	@Override
	public String toString() {
		return "%s client, histories of %d orders and %d trades, %s, %s, %d commands".formatted(this.kind,
				this.closedOrderHistory, this.tradeHistory, this.signing ? "signing" : "not signing",
				this.listening ? "listening" : "not listening", this.commands.size());
	}

}
