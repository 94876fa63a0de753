package io.darkswap.wasm.model;

import io.darkswap.wasm.ClientInvariants;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.MissedEvents;
import io.darkswap.wasm.TestClock;
import io.darkswap.wasm.loader.MemoryOptions;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.statistics.Statistics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client whose memory is full first evicts histories and then refuses calls. Otherwise
 * it returns the results of the reference, and a replay of its log reaches the same
 * books.
 */
class ShortMemoryTests {

	private static final MemoryOptions SHORT = new MemoryOptions(1, 5, true);

	@AddLifecycleHook(CommandBudget.Twentieth.class)
	@Property(tries = Integer.MAX_VALUE, generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE)
	void openOrdersAreKeptInAnyMemory(@ForAll("scenarios") Scenario scenario) {
		TestClock clock = scenario.clock();
		try (DarkSwapClient client = scenario.client(clock, SHORT)) {
			ShortMemoryComparison comparison = new ShortMemoryComparison(scenario, client, clock);
			comparison.run();
			if (scenario.kind().hasLog()) {
				assertThat(ClientInvariants.replayedDigest(client)).isEqualTo(ClientInvariants.digest(client));
				Statistics.label("missed events").collect(MissedEvents.of(client) > 0);
			}
			Statistics.label("refused").collect(comparison.wasRefused());
		}
		Statistics.label("refused").coverage((coverage) -> coverage.check(true).count((count) -> count > 0));
	}

	@Provide
	Arbitrary<Scenario> scenarios() {
		return Scenarios.crowded();
	}

}
