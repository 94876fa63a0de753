package io.darkswap.wasm.autoconfigure.actuate;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DarkSwapActuatorAutoConfiguration}.
 */
class HealthConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withBean("own", DarkSwapClient.class, DarkSwapClient::new)
		.withConfiguration(AutoConfigurations.of(DarkSwapActuatorAutoConfiguration.class));

	private final ApplicationContextRunner readinessRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class,
				AvailabilityHealthContributorAutoConfiguration.class, AvailabilityProbesAutoConfiguration.class,
				DarkSwapActuatorAutoConfiguration.class, HealthContributorAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=health",
				"management.endpoint.health.probes.enabled=true",
				"management.endpoint.health.group.readiness.include=readinessState,darkSwapWasm");

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
	void inTheReadinessGroupFailureStopsTraffic() {
		this.readinessRunner
			.withBean(DarkSwapClient.class, () -> DarkSwapClient.builder().url("classpath:/no/such.wasm").build())
			.run((context) -> {
				assertThat(readiness(context)).isEqualTo(Status.UP);
				assertThatExceptionOfType(DarkSwapException.class)
					.isThrownBy(context.getBean(DarkSwapClient.class)::initialize);
				assertThat(readiness(context)).isEqualTo(Status.DOWN);
			});
	}

	@Test
	void whenUnknownIsWorseThanUpThenReadinessWaitsForTheClient() {
		this.readinessRunner.withBean(DarkSwapClient.class)
			.withPropertyValues(
					"management.endpoint.health.group.readiness.status.order=down,out-of-service,unknown,up")
			.run((context) -> {
				assertThat(readiness(context)).isEqualTo(Status.UNKNOWN);
				context.getBean(DarkSwapClient.class).initialize();
				assertThat(readiness(context)).isEqualTo(Status.UP);
			});
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
	void twoClientsAreNamedInTheComponentByTheirBeans() {
		this.contextRunner.withBean("other", DarkSwapClient.class, DarkSwapClient::new).run((context) -> {
			context.getBean("other", DarkSwapClient.class).initialize();
			CompositeHealthContributor health = context.getBean(CompositeHealthContributor.class);
			assertThat(health.stream().map(HealthContributors.Entry::name)).containsExactlyInAnyOrder("own", "other");
			assertThat(status(health, "own")).isEqualTo(Status.UNKNOWN);
			assertThat(status(health, "other")).isEqualTo(Status.UP);
		});
	}

	@Test
	void backsOffWhenThereIsNoClient() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DarkSwapActuatorAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(HealthContributor.class));
	}

	@Test
	void backsOffWhenHealthIsNotOnTheClassPath() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(HealthContributor.class))
			.run((context) -> assertThat(context).hasSingleBean(DarkSwapClient.class)
				.doesNotHaveBean("darkSwapWasmHealthContributor"));
	}

	private static Status status(CompositeHealthContributor health, String name) {
		return ((HealthIndicator) health.getContributor(name)).health().getStatus();
	}

	private static Status readiness(ApplicationContext context) {
		AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
		return context.getBean(HealthEndpoint.class).healthForPath("readiness").getStatus();
	}

}
