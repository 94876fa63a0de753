package io.darkswap.wasm.model;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.TestClock;
import io.darkswap.wasm.loader.MemoryOptions;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** A client returns the results of the reference for any command. */
class ModelTests {

	@AddLifecycleHook(CommandBudget.class)
	@Property(tries = Integer.MAX_VALUE, generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE)
	void aClientReturnsTheResultsOfTheReference(@ForAll("scenarios") Scenario scenario) {
		TestClock clock = scenario.clock();
		try (DarkSwapClient client = scenario.client(clock, MemoryOptions.DEFAULT)) {
			new Comparison(scenario, client, clock).run();
		}
	}

	@Provide
	Arbitrary<Scenario> scenarios() {
		return Scenarios.any();
	}

}
