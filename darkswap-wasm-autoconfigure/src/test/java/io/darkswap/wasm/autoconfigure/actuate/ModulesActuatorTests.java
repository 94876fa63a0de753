package io.darkswap.wasm.autoconfigure.actuate;

import java.util.concurrent.CompletionException;

import io.darkswap.wasm.autoconfigure.DarkSwapClientAutoConfiguration;
import io.darkswap.wasm.autoconfigure.DarkSwapWasmLoaderAutoConfiguration;
import io.darkswap.wasm.autoconfigure.modules.WasmModulesAutoConfiguration;
import io.darkswap.wasm.autoconfigure.wallet.DarkSwapWalletAutoConfiguration;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.report.ThreadConvention;
import io.darkswap.wasm.pool.WasmWorkers;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the health of modules, and for the endpoint that shows them.
 */
class ModulesActuatorTests {

	private static final String THREADS = "darkswap.wasm.modules.threads.url=file:../darkswap-wasm-core/src/test/resources/modules/threads.wasm";

	private static final String ON_DEMAND = "darkswap.wasm.modules.threads.load=on-demand";

	private static final String HEALTH = "darkSwapModulesHealthContributor";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DarkSwapActuatorAutoConfiguration.class,
				DarkSwapWasmLoaderAutoConfiguration.class, WasmModulesAutoConfiguration.class));

	@Test
	void aModuleThatIsLoadedIsUp() {
		this.contextRunner.withPropertyValues(THREADS, "darkswap.wasm.modules.threads.workers.limit=2")
			.run((context) -> {
				assertThat(health(context).getStatus()).isEqualTo(Status.UP);
				assertThat(health(context).getDetails()).containsEntry("sharedMemory", true)
					.containsKeys("url", "sha256", "workers");
			});
	}

	@Test
	void aModuleThatIsNotLoadedIsUnknown() {
		this.contextRunner.withPropertyValues(THREADS, ON_DEMAND)
			.run((context) -> assertThat(health(context).getStatus()).isEqualTo(Status.UNKNOWN));
	}

	@Test
	void aModuleThatCouldNotBeLoadedIsDown() {
		this.contextRunner.withPropertyValues("darkswap.wasm.modules.threads.url=classpath:/no/such.wasm", ON_DEMAND)
			.run((context) -> {
				assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> context.getBean(LoadedModule.class));
				assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
				assertThat((String) health(context).getDetails().get("error"))
					.contains("darkswap.wasm.modules.threads.url");
			});
	}

	@Test
	void aModuleWhoseWorkersATrapHasStoppedIsDown() {
		this.contextRunner.withPropertyValues(THREADS).run((context) -> {
			trap(context);
			assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
			assertThat((String) health(context).getDetails().get("error")).contains("trapped in trap");
		});
	}

	@Test
	void healthBacksOffWithoutModulesOrWhenItIsDisabled() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(HEALTH));
		this.contextRunner.withPropertyValues(THREADS, "management.health.dark-swap-modules.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HEALTH));
	}

	@Test
	void theEndpointShowsEachModuleByItsName() {
		endpointRunner().run((context) -> {
			NamedModuleDescriptor threads = shown(context);
			assertThat(threads.loaded()).isTrue();
			assertThat(threads.failure()).isNull();
			assertThat(threads.module()).satisfies((module) -> {
				assertThat(module.url()).endsWith("threads.wasm");
				assertThat(module.sha256()).hasSize(64);
				assertThat(module.memory().shared()).isTrue();
				assertThat(module.memory().maximumPages()).isEqualTo(1024);
				assertThat(module.features()).contains("threads");
				assertThat(module.threads()).isEqualTo(ThreadConvention.LLVM);
				assertThat(module.imports()).anyMatch((name) -> name.startsWith("memory env.memory"));
				assertThat(module.exports()).contains("function add: (i32, i32) -> (i32)");
			});
			assertThat(threads.workers()).isNull();
		});
	}

	@Test
	void theEndpointShowsTheWorkersOfAModule() {
		endpointRunner().run((context) -> {
			context.getBean(WasmWorkers.class).spawn("add", 1, 2).join();
			trap(context);
			assertThat(shown(context).workers()).satisfies((workers) -> {
				assertThat(workers.running()).isZero();
				assertThat(workers.spawned()).isEqualTo(2);
				assertThat(workers.stoppedBy()).contains("trapped in trap");
			});
			assertThat(shown(context).failure()).contains("trapped in trap");
		});
	}

	@Test
	void theEndpointLoadsNoModule() {
		endpointRunner().withPropertyValues(ON_DEMAND).run((context) -> {
			assertThat(shown(context)).isEqualTo(new NamedModuleDescriptor(false, null, null, null));
			assertThat(shown(context).loaded()).isFalse();
		});
	}

	private ApplicationContextRunner endpointRunner() {
		return this.contextRunner
			.withConfiguration(
					AutoConfigurations.of(DarkSwapClientAutoConfiguration.class, DarkSwapWalletAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=darkswap", THREADS);
	}

	private static NamedModuleDescriptor shown(ApplicationContext context) {
		return context.getBean(DarkSwapEndpoint.class).darkSwap().modules().get("threads");
	}

	private static void trap(ApplicationContext context) {
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> context.getBean(WasmWorkers.class).spawn("trap").join());
	}

	private static Health health(ApplicationContext context) {
		CompositeHealthContributor modules = context.getBean(HEALTH, CompositeHealthContributor.class);
		return ((HealthIndicator) modules.getContributor("threads")).health();
	}

}
