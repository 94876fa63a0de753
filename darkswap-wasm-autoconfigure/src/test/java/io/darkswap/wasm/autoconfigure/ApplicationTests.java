package io.darkswap.wasm.autoconfigure;

import java.time.Duration;

import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
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
	void whenRunnerUsesClientBeforeApplicationIsReadyThenIsAnswered() {
		try (ConfigurableApplicationContext context = run(EarlyCaller.class)) {
			assertThat(context.getBean(EarlyCaller.class).address).startsWith("tb1");
		}
	}

	@Test
	void whenModuleIsMissingThenApplicationStartsAndHealthIsDown() {
		try (ConfigurableApplicationContext context = run(Application.class,
				"--darkswap.wasm.url=classpath:/no/such.wasm")) {
			HealthIndicator health = context.getBean("darkSwapWasmHealthContributor", HealthIndicator.class);
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(Status.DOWN));
			assertThat(health.health().getDetails().get("error")).asString().contains("classpath:/no/such.wasm");
		}
	}

	private static ConfigurableApplicationContext run(Class<?> application, String... arguments) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE).run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

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
