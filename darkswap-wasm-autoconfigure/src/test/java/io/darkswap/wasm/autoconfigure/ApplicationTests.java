package io.darkswap.wasm.autoconfigure;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of applications as their users start them, with all auto-configuration.
 */
class ApplicationTests {

	@Test
	void whenApplicationIsReadyThenClientIsInitialized() {
		try (ConfigurableApplicationContext context = run(Application.class)) {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			assertThat(client).isInstanceOf(SharedMemoryDarkSwapClient.class);
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(client.getState()).isEqualTo(ClientState.STARTED));
		}
	}

	@Test
	void whenRunnerUsesClientBeforeApplicationIsReadyThenCallSucceeds() {
		try (ConfigurableApplicationContext context = run(EarlyCaller.class)) {
			assertThat(context.getBean(EarlyCaller.class).address).startsWith("tb1");
		}
	}

	@Test
	void whenNoBeanOfApplicationUsesClientThenEngineIsNotStarted() {
		try (ConfigurableApplicationContext context = run(Bystander.class)) {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			assertThat(client.getState()).isEqualTo(ClientState.NEW);
			assertThat(client.getSharedMemoryStatus().pages()).isZero();
			assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("darkswap-preload"));
		}
	}

	@Test
	void whenPreloadingIsSetThenClientIsInitializedThoughNoBeanUsesIt() {
		try (ConfigurableApplicationContext context = run(Bystander.class, "--darkswap.wasm.preload=true")) {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(client.getState()).isEqualTo(ClientState.STARTED));
		}
	}

	private static ConfigurableApplicationContext run(Class<?> application, String... arguments) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE).run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		/** Its type is in another package than the auto-configuration and this test. */
		@Bean
		AtomicReference<DarkSwapClient> desk(DarkSwapClient client) {
			return new AtomicReference<>(client);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Bystander {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EarlyCaller {

		private String address = "";

		@Bean
		CommandLineRunner earlyCall(DarkSwapClient client) {
			return (arguments) -> this.address = client.getAddress();
		}

	}

}
