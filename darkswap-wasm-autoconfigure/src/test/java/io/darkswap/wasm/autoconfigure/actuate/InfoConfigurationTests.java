package io.darkswap.wasm.autoconfigure.actuate;

import java.util.Map;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.memory.MemoryUsage;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DarkSwapActuatorAutoConfiguration}.
 */
class InfoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withBean("own", DarkSwapClient.class, DarkSwapClient::new)
		.withConfiguration(AutoConfigurations.of(DarkSwapActuatorAutoConfiguration.class));

	@Test
	void showsMemoryAndInstances() {
		this.contextRunner.run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			client.initialize();
			Info.Builder builder = new Info.Builder();
			context.getBean(InfoContributor.class).contribute(builder);
			int pages = client.getSharedMemoryStatus().pages();
			MemoryUsage usage = client.getMemoryUsage().orElseThrow();
			assertThat(builder.build().getDetails())
				.isEqualTo(Map.of("darkSwapWasm", Map.of("state", "STARTED", "sharedMemory",
						Map.of("supported", true, "active", false, "reason",
								"a DarkSwapClient has a private memory: use a SharedMemoryDarkSwapClient"),
						"pages", pages, "maximumPages", 256, "instances", 1, "memory", Map.of("usedBytes", usage.used(),
								"freeBytes", usage.free(), "reclaimableBytes", 0L, "maximumBytes", usage.maximum()))));
		});
	}

	@Test
	void twoClientsAreNamedByTheirBeans() {
		this.contextRunner.withBean("other", DarkSwapClient.class, DarkSwapClient::new).run((context) -> {
			Info.Builder builder = new Info.Builder();
			context.getBean(InfoContributor.class).contribute(builder);
			assertThat(builder.build().getDetails().get("darkSwapWasm")).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsOnlyKeys("own", "other");
		});
	}

	@Test
	void backsOffWhenInfoIsDisabled() {
		this.contextRunner.withPropertyValues("management.info.dark-swap-wasm.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(InfoContributor.class));
	}

	@Test
	void backsOffWhenContributorOfThatNameIsDefined() {
		InfoContributor own = (builder) -> {
		};
		this.contextRunner.withBean("darkSwapWasmInfoContributor", InfoContributor.class, () -> own)
			.run((context) -> assertThat(context).getBean(InfoContributor.class).isSameAs(own));
	}

	@Test
	void backsOffWhenThereIsNoClient() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DarkSwapActuatorAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(InfoContributor.class));
	}

	@Test
	void backsOffWhenActuatorIsNotOnTheClassPath() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(InfoContributor.class))
			.run((context) -> assertThat(context).hasSingleBean(DarkSwapClient.class)
				.doesNotHaveBean("darkSwapWasmInfoContributor"));
	}

}
