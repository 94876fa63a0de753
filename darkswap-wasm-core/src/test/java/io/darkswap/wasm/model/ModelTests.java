package io.darkswap.wasm.model;

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

	@AddLifecycleHook(CommandBudget.class)
	@Property(tries = Integer.MAX_VALUE, generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE)
	void aClientAnswersAsTheReferenceDoes(@ForAll("scenarios") Scenario scenario) {
		TestClock clock = new TestClock();
		try (DarkSwapClient client = scenario.kind()
			.builder()
			.loader(LOADER)
			.clock(clock)
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, WALLET, scenario.closedOrderHistory()))
			.build()) {
			client.initialize();
			new Comparison(client, clock, scenario.closedOrderHistory(), scenario.tradeHistory())
				.run(scenario.commands());
		}
	}

	@Provide
	Arbitrary<Scenario> scenarios() {
		return Scenarios.any();
	}

}
