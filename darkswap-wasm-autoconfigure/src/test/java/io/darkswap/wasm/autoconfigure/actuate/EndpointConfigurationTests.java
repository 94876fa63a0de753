package io.darkswap.wasm.autoconfigure.actuate;

import java.util.Map;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.autoconfigure.DarkSwapClientAutoConfiguration;
import io.darkswap.wasm.autoconfigure.DarkSwapWasmLoaderAutoConfiguration;
import io.darkswap.wasm.autoconfigure.wallet.DarkSwapWalletAutoConfiguration;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DarkSwapActuatorAutoConfiguration}.
 */
class EndpointConfigurationTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=darkswap";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(DarkSwapClientAutoConfiguration.class, DarkSwapActuatorAutoConfiguration.class,
					DarkSwapWalletAutoConfiguration.class, DarkSwapWasmLoaderAutoConfiguration.class));

	@Test
	void whenExposedThenThereIsAnEndpoint() {
		this.contextRunner.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasSingleBean(DarkSwapEndpoint.class));
	}

	@Test
	void whenNotExposedThenThereIsNone() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(DarkSwapEndpoint.class));
	}

	@Test
	void whenAccessIsDeniedThenThereIsNone() {
		this.contextRunner.withPropertyValues(EXPOSED, "management.endpoint.darkswap.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(DarkSwapEndpoint.class));
	}

	@Test
	void backsOffWhenEndpointIsDefined() {
		this.contextRunner.withPropertyValues(EXPOSED)
			.withBean("own", DarkSwapEndpoint.class, () -> new DarkSwapEndpoint(Map.of(), new SharedMemoryWasmLoader()))
			.run((context) -> assertThat(context).getBeans(DarkSwapEndpoint.class).containsOnlyKeys("own"));
	}

	@Test
	void backsOffWhenThereIsNoLoader() {
		new ApplicationContextRunner().withPropertyValues(EXPOSED)
			.withBean(DarkSwapClient.class)
			.withConfiguration(AutoConfigurations.of(DarkSwapActuatorAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(DarkSwapEndpoint.class));
	}

	@Test
	void backsOffWhenActuatorIsNotOnTheClassPath() {
		this.contextRunner.withPropertyValues(EXPOSED)
			.withClassLoader(new FilteredClassLoader(Endpoint.class))
			.run((context) -> assertThat(context).hasSingleBean(DarkSwapClient.class)
				.doesNotHaveBean("darkSwapEndpoint"));
	}

	@Test
	void showsEveryClientByItsBeanName() {
		this.contextRunner.withPropertyValues(EXPOSED)
			.withBean("one", DarkSwapClient.class, DarkSwapClient::new)
			.withBean("other", DarkSwapClient.class, DarkSwapClient::new)
			.run((context) -> assertThat(context.getBean(DarkSwapEndpoint.class).darkSwap().clients())
				.containsOnlyKeys("one", "other"));
	}

}
