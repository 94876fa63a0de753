package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.DarkSwapClient;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DarkSwapHealthContributorAutoConfiguration}.
 */
class DarkSwapHealthContributorAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withBean("own", DarkSwapClient.class, DarkSwapClient::new)
		.withConfiguration(AutoConfigurations.of(DarkSwapHealthContributorAutoConfiguration.class));

	@Test
	void registersComponentDarkSwapWasm() {
		this.contextRunner
			.withConfiguration(AutoConfigurations.of(HealthContributorAutoConfiguration.class,
					HealthContributorRegistryAutoConfiguration.class))
			.run((context) -> assertThat(
					context.getBean(HealthContributorRegistry.class).getContributor("darkSwapWasm"))
				.isInstanceOf(DarkSwapHealthIndicator.class));
	}

	@Test
	void backsOffWhenHealthCheckIsDisabled() {
		this.contextRunner.withPropertyValues("management.health.dark-swap-wasm.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthContributor.class));
	}

	@Test
	void backsOffWhenAllHealthChecksAreDisabled() {
		this.contextRunner.withPropertyValues("management.health.defaults.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthContributor.class));
	}

	@Test
	void backsOffWhenContributorOfThatNameIsDefined() {
		HealthIndicator own = () -> {
			throw new UnsupportedOperationException();
		};
		this.contextRunner.withBean("darkSwapWasmHealthIndicator", HealthIndicator.class, () -> own)
			.run((context) -> assertThat(context).getBean(HealthContributor.class).isSameAs(own));
	}

	@Test
	void backsOffWhenThereAreTwoClients() {
		this.contextRunner.withBean("other", DarkSwapClient.class, DarkSwapClient::new)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HealthContributor.class));
	}

	@Test
	void backsOffWhenThereIsNoClient() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DarkSwapHealthContributorAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(HealthContributor.class));
	}

	@Test
	void backsOffWhenHealthIsNotOnTheClassPath() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(HealthContributor.class))
			.run((context) -> assertThat(context).hasSingleBean(DarkSwapClient.class)
				.doesNotHaveBean("darkSwapWasmHealthContributor"));
	}

}
