package io.darkswap.wasm.autoconfigure.metrics;

import java.util.concurrent.CompletionException;

import io.darkswap.wasm.autoconfigure.DarkSwapWasmLoaderAutoConfiguration;
import io.darkswap.wasm.autoconfigure.modules.WasmModulesAutoConfiguration;
import io.darkswap.wasm.pool.WasmWorkers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DarkSwapModuleMeters}.
 */
class DarkSwapModuleMetersTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withBean(MeterRegistry.class, () -> this.registry)
		.withConfiguration(AutoConfigurations.of(DarkSwapMetricsAutoConfiguration.class,
				DarkSwapWasmLoaderAutoConfiguration.class, WasmModulesAutoConfiguration.class));

	@Test
	void theWorkersOfAModuleAreCountedUnderItsName() {
		this.contextRunner.withPropertyValues(
				"darkswap.wasm.modules.threads.url=file:../darkswap-wasm-core/src/test/resources/modules/threads.wasm")
			.run((context) -> {
				context.getBean("darkSwapModuleMeters", MeterBinder.class).bindTo(this.registry);
				assertThat(running()).isZero();
				assertThat(count("spawned")).isZero();
				WasmWorkers workers = context.getBean(WasmWorkers.class);
				workers.spawn("add", 1, 2).join();
				workers.spawn("wait_for_ever");
				assertThat(running()).isOne();
				assertThat(count("spawned")).isEqualTo(2);
				assertThat(count("trapped")).isZero();
				assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> workers.spawn("trap").join());
				assertThat(count("trapped")).isOne();
			});
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 3 })
	void aProgramThatEndsItselfIsNoTrap(int code) {
		this.contextRunner.withPropertyValues("darkswap.wasm.modules.threads.url=classpath:/modules/wasi.wasm")
			.run((context) -> {
				context.getBean("darkSwapModuleMeters", MeterBinder.class).bindTo(this.registry);
				WasmWorkers workers = context.getBean(WasmWorkers.class);
				assertThatExceptionOfType(CompletionException.class)
					.isThrownBy(() -> workers.spawn("exit", code).join());
				assertThat(workers.failure()).isPresent();
				assertThat(count("trapped")).isZero();
			});
	}

	@Test
	void withoutModulesThereAreNoMeters() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean("darkSwapModuleMeters"));
	}

	private double running() {
		return this.registry.get("darkswap.workers.running").tag("module", "threads").gauge().value();
	}

	private double count(String name) {
		return this.registry.get("darkswap.workers." + name).tag("module", "threads").functionCounter().count();
	}

}
