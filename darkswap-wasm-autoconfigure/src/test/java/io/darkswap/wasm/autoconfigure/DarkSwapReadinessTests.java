package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.autoconfigure.wallet.DarkSwapWalletAutoConfiguration;
import io.darkswap.wasm.wallet.HdWallet;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DarkSwapReadiness}.
 */
class DarkSwapReadinessTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withPropertyValues("darkswap.wasm.url=" + FaultyEngine.URL)
		.withConfiguration(AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class,
				DarkSwapClientAutoConfiguration.class, DarkSwapWalletAutoConfiguration.class,
				DarkSwapWasmLoaderAutoConfiguration.class));

	@Test
	void aPoisonedClientRefusesTrafficUntilItIsCreatedAndStartedAgain() {
		this.contextRunner.run((context) -> {
			acceptTraffic(context);
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			FaultyEngine.poison(client);
			assertThat(readiness(context)).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
			recreate(client);
			assertThat(readiness(context)).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
			client.start();
			assertThat(readiness(context)).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
		});
	}

	@Test
	void trafficThatTheApplicationRefusesStaysRefused() {
		this.contextRunner.run((context) -> {
			AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
			context.getBean(DarkSwapClient.class).initialize();
			assertThat(readiness(context)).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
		});
	}

	@Test
	void trafficIsRefusedUntilThePoisonedOnesOfTwoClientsTrade() {
		this.contextRunner.withUserConfiguration(DarkSwapClientPreloaderTests.TwoClientsConfiguration.class)
			.run((context) -> {
				acceptTraffic(context);
				DarkSwapClient one = context.getBean("one", DarkSwapClient.class);
				DarkSwapClient other = context.getBean("other", DarkSwapClient.class);
				FaultyEngine.poison(one);
				FaultyEngine.poison(other);
				recreate(one);
				one.start();
				assertThat(readiness(context)).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
				recreate(other);
				other.start();
				assertThat(readiness(context)).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
			});
	}

	private static void recreate(DarkSwapClient client) {
		client.create(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST)));
	}

	private static void acceptTraffic(ApplicationContext context) {
		AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
	}

	private static ReadinessState readiness(ApplicationContext context) {
		return context.getBean(ApplicationAvailability.class).getReadinessState();
	}

}
