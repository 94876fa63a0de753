package io.darkswap.wasm.model;

import java.time.Duration;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.TestClock;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Whatever a client is asked, it answers as the reference does. */
class ModelTests {

	private static final Wallet WALLET = HdWallet.random(BitcoinNetwork.REGTEST);

	private static final SharedMemoryWasmLoader LOADER = new SharedMemoryWasmLoader();

	/** Else it would depend on the machine's clock when orders expire. */
	private static final Duration NEVER = Duration.ofDays(365);

	@AddLifecycleHook(CommandBudget.class)
	@Property(tries = Integer.MAX_VALUE, generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE)
	void aClientAnswersAsTheReferenceDoes(@ForAll("scenarios") Scenario scenario) {
		TestClock clock = new TestClock();
		try (DarkSwapClient client = scenario.kind()
			.builder()
			.loader(LOADER)
			.clock(clock)
			.sweepInterval(NEVER)
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, WALLET, scenario.closedOrderHistory(),
					scenario.tradeHistory()))
			.build()) {
			client.initialize();
			new Comparison(scenario, client, clock).run();
		}
	}

	@Provide
	Arbitrary<Scenario> scenarios() {
		return Scenarios.any();
	}

}
