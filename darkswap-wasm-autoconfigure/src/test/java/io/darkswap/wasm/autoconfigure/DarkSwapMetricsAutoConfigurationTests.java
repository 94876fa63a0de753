package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DarkSwapMetricsAutoConfiguration}.
 */
class DarkSwapMetricsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withBean(SimpleMeterRegistry.class)
		.withPropertyValues("darkswap.wasm.instances=3")
		.withConfiguration(
				AutoConfigurations.of(DarkSwapClientAutoConfiguration.class, DarkSwapMetricsAutoConfiguration.class,
						DarkSwapWalletAutoConfiguration.class, DarkSwapWasmLoaderAutoConfiguration.class));

	@Test
	void showsPagesOfTheMemory() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = bind(context);
			assertThat(value(registry, "darkswap.memory.pages")).isZero();
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			client.initialize();
			assertThat(value(registry, "darkswap.memory.pages")).isEqualTo(client.getSharedMemoryStatus().pages());
			assertThat(value(registry, "darkswap.memory.pages.max")).isEqualTo(256);
		});
	}

	@Test
	void showsInstancesByWhetherTheyAreBusy() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = bind(context);
			context.getBean(DarkSwapClient.class).initialize();
			double busy = value(registry, "darkswap.instances", "state", "busy");
			double idle = value(registry, "darkswap.instances", "state", "idle");
			assertThat(busy + idle).isEqualTo(3);
		});
	}

	@Test
	void everyMeterIsDescribedAndHasAUnitAndTheClientsName() {
		this.contextRunner.run((context) -> assertThat(bind(context).getMeters()).map(Meter::getId)
			.filteredOn((id) -> id.getName().startsWith("darkswap."))
			.hasSize(4)
			.allSatisfy((id) -> {
				assertThat(id.getDescription()).isNotBlank();
				assertThat(id.getBaseUnit()).isIn("pages", "instances");
				assertThat(id.getTag("client")).isEqualTo("sharedMemoryDarkSwapClient");
			}));
	}

	@Test
	void whenThereAreTwoClientsThenEachHasItsMeters() {
		this.contextRunner.withBean("one", DarkSwapClient.class, DarkSwapClient::new)
			.withBean("other", SharedMemoryDarkSwapClient.class, SharedMemoryDarkSwapClient::new)
			.run((context) -> assertThat(bind(context).get("darkswap.memory.pages").gauges())
				.map((gauge) -> gauge.getId().getTag("client"))
				.containsExactlyInAnyOrder("one", "other"));
	}

	@Test
	void countsLoadsThroughTheModuleCache() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = bind(context);
			SharedMemoryWasmLoader loader = context.getBean(SharedMemoryWasmLoader.class);
			loader.preload(DarkSwapClient.BUNDLED_URL).join();
			loader.preload(DarkSwapClient.BUNDLED_URL).join();
			assertThat(registry.get("cache.gets")
				.tags("cache", "darkSwapModuleCache", "result", "hit")
				.functionCounter()
				.count()).isEqualTo(1);
			assertThat(value(registry, "cache.size", "cache", "darkSwapModuleCache")).isEqualTo(1);
		});
	}

	@Test
	void backsOffWhenThereIsNoRegistry() {
		new ApplicationContextRunner().withBean(DarkSwapClient.class)
			.withConfiguration(AutoConfigurations.of(DarkSwapMetricsAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(MeterBinder.class));
	}

	@Test
	void backsOffWhenThereIsNoClient() {
		new ApplicationContextRunner().withBean(SimpleMeterRegistry.class)
			.withConfiguration(AutoConfigurations.of(DarkSwapMetricsAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(MeterBinder.class));
	}

	@Test
	void backsOffWhenMicrometerIsNotOnTheClassPath() {
		new ApplicationContextRunner().withBean(DarkSwapClient.class)
			.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.withConfiguration(AutoConfigurations.of(DarkSwapMetricsAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(DarkSwapClient.class)
				.doesNotHaveBean("darkSwapMeters"));
	}

	/** As Spring Boot does with every registry and every binder. */
	private static MeterRegistry bind(ApplicationContext context) {
		MeterRegistry registry = context.getBean(MeterRegistry.class);
		context.getBeansOfType(MeterBinder.class).values().forEach((binder) -> binder.bindTo(registry));
		return registry;
	}

	private static double value(MeterRegistry registry, String name, String... tags) {
		return registry.get(name).tags(tags).gauge().value();
	}

}
