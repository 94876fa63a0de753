package io.darkswap.wasm.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import io.darkswap.wasm.ClientInvariants;
import io.darkswap.wasm.ClientKind;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.TestClock;
import io.darkswap.wasm.TestLogs;
import io.darkswap.wasm.kafka.KafkaBroker;
import io.darkswap.wasm.kafka.KafkaLogOptions;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.log.ReadConsistency;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes return the results of one reference, whichever of them a command goes to.
 * {@code -Ddarkswap.soak} sets a thousand times the number of commands.
 */
class ClusterModelTests {

	private static final int DIGEST_INTERVAL = 20;

	private static Path folder;

	private static String brokers;

	private static int topics;

	@BeforeContainer
	static void startBroker() throws IOException, InterruptedException {
		folder = Files.createTempDirectory("darkswap-cluster-");
		brokers = KafkaBroker.shared().address();
	}

	@AfterContainer
	static void deleteLogs() {
		TestLogs.delete(folder);
	}

	@AddLifecycleHook(CommandBudget.Thousandth.class)
	@Property(tries = Integer.MAX_VALUE, generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE)
	void twoNodesReturnTheResultsOfOneReference(@ForAll("scenarios") Scenario scenario) {
		String topic = "model-" + ++topics;
		TestClock clock = scenario.clock();
		try (DarkSwapClient one = node("one", topic, scenario, clock);
				DarkSwapClient other = node("other", topic, scenario, clock)) {
			AtomicInteger calls = new AtomicInteger();
			Exchange both = new ClientExchange(() -> (calls.incrementAndGet() % 2 == 0) ? one : other);
			new Comparison(scenario, one, both, clock).run();
			assertThat(one.getOrders(AssetPair.TRADED.get(0).base(), AssetPair.TRADED.get(0).quote()))
				.isEqualTo(other.getOrders(AssetPair.TRADED.get(0).base(), AssetPair.TRADED.get(0).quote()));
			assertThat(ClientInvariants.digest(other)).isEqualTo(ClientInvariants.digest(one));
			assertThat(one.getLogStatus().orElseThrow().damage()).isEmpty();
		}
	}

	private static DarkSwapClient node(String name, String topic, Scenario scenario, TestClock clock) {
		KafkaLogOptions options = KafkaLogOptions.of(folder.resolve(topic + name), brokers, topic)
			.withCreatedTopic(1)
			.withRead(ReadConsistency.LINEARIZABLE)
			.withDigestInterval(DIGEST_INTERVAL);
		return scenario.client(SharedMemoryDarkSwapClient.builder().log(LogOptions.of(new TimedByClients(options))),
				clock, MemoryOptions.DEFAULT);
	}

	@Provide
	Arbitrary<Scenario> scenarios() {
		return Scenarios.any()
			.map((any) -> new Scenario(ClientKind.SHARED_MEMORY_WITH_LOG, any.closedOrderHistory(), any.tradeHistory(),
					any.signing(), any.listening(), any.commands()));
	}

}
