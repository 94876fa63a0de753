package io.darkswap.wasm.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.ClientKind;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.TestClock;
import io.darkswap.wasm.TradingLimits;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;

/**
 * The settings of a client, and the commands to run.
 *
 * @param kind the kind of client
 * @param closedOrderHistory the number of closed orders that each market keeps
 * @param tradeHistory the number of trades that each market keeps
 * @param signing whether it signs its own orders
 * @param listening whether its events have a listener
 * @param commands the steps
 */
record Scenario(ClientKind kind, int closedOrderHistory, int tradeHistory, boolean signing, boolean listening,
		List<Command> commands) {

	/** Loads the module once for all scenarios. */
	private static final SharedMemoryWasmLoader LOADER = new SharedMemoryWasmLoader();

	/** Disables expiry in the background, whose time would vary. */
	private static final Duration NEVER = Duration.ofDays(365);

	/** The model's longest time to expiry. */
	private static final Duration ANY = Duration.ofDays(365_000_000);

	/** Return the clock of the client and the reference. */
	TestClock clock() {
		return this.kind.hasLog() ? TestClock.thatNeverGoesBack() : new TestClock();
	}

	DarkSwapClient client(TestClock clock, MemoryOptions memory) {
		return client(this.kind.builder(), clock, memory);
	}

	/** Return a client with these settings, and those of a builder besides. */
	DarkSwapClient client(DarkSwapClient.Builder builder, TestClock clock, MemoryOptions memory) {
		DarkSwapClient client = builder
			.limits(new TradingLimits(Set.of(), Integer.MAX_VALUE, OptionalInt.of(Integer.MAX_VALUE), BigDecimal.ZERO))
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
