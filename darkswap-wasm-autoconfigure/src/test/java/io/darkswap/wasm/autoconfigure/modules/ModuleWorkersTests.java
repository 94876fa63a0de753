package io.darkswap.wasm.autoconfigure.modules;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import com.dylibso.chicory.runtime.Instance;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.pool.ThreadSetup;
import io.darkswap.wasm.pool.WasmWorkers;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The workers of the modules of {@link WasmModulesAutoConfiguration}.
 */
class ModuleWorkersTests extends NamedModulesFixture {

	@Test
	void runOnTheExecutorOfABeanWithinTheirLimit() {
		CountDownLatch executed = new CountDownLatch(1);
		Executor executor = (task) -> {
			executed.countDown();
			new Thread(task, "of-the-application").start();
		};
		runner().withBean("desk", Executor.class, () -> executor)
			.withPropertyValues("darkswap.wasm.modules.threads.workers.executor=desk",
					"darkswap.wasm.modules.threads.workers.limit=1")
			.run((context) -> {
				WasmWorkers workers = context.getBean(WasmWorkers.class);
				workers.spawn("wait_for_ever");
				assertThat(executed.await(1, TimeUnit.MINUTES)).isTrue();
				assertThat(failureOf(workers.spawn("add", 1, 2)).code()).isEqualTo(ErrorCode.WORKER_REFUSED);
			});
	}

	@Test
	void haveStacksOfTheConfiguredSize() {
		runner().withPropertyValues("darkswap.wasm.modules.threads.workers.stack-size=256KB")
			.run((context) -> assertThat(context.getBean(WasmWorkers.class).spawn("recurse", 700).join()).hasSize(1));
	}

	@Test
	void ofAModuleThatHasStacksOfItsOwnRefuseASizeForThem() {
		this.contextRunner.withPropertyValues(WASI_THREADS, "darkswap.wasm.modules.sums.workers.stack-size=2")
			.run((context) -> assertRefused(context,
					"darkswap.wasm.modules.sums.workers.stack-size has no effect, because the host provides no C stacks to a module of the convention WASI_THREADS: remove it"));
	}

	@Test
	void thatABeanSetsUpRefuseASizeOfTheirStacks() {
		runner().withBean("setup", ThreadSetup.class, () -> (instance, thread) -> {
		})
			.withPropertyValues("darkswap.wasm.modules.threads.workers.thread-setup=setup",
					"darkswap.wasm.modules.threads.workers.stack-size=2")
			.run((context) -> assertRefused(context,
					"darkswap.wasm.modules.threads.workers.stack-size has no effect, because the bean of workers.thread-setup sets the stacks up: remove it"));
	}

	@Test
	void areSetUpByABean() {
		ThreadSetup setup = (Instance instance, int thread) -> {
		};
		unknown().withBean("setup", ThreadSetup.class, () -> setup)
			.withPropertyValues("darkswap.wasm.modules.unknown.workers.thread-setup=setup")
			.run((context) -> assertThat(context.getBean(WasmWorkers.class).spawn("add", 1, 2).join())
				.containsExactly(3));
	}

	@Test
	void ofAModuleWithoutAConventionForThreadsAreRefusedWhenTheyAreNeeded() {
		unknown().run((context) -> {
			assertThat(context).hasSingleBean(LoadedModule.class);
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> context.getBean(WasmWorkers.class))
				.havingRootCause()
				.withMessageContaining("would share one C stack");
		});
	}

	@Test
	void ofAModuleWithoutAConventionForThreadsAreRefusedAtTheStartIfTheyAreConfigured() {
		unknown().withPropertyValues("darkswap.wasm.modules.unknown.workers.limit=2")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("darkswap.wasm.modules.unknown.url: The workers of")
				.hasStackTraceContaining("would share one C stack"));
	}

	private ApplicationContextRunner unknown() {
		return this.contextRunner
			.withPropertyValues("darkswap.wasm.modules.unknown.url=" + MODULES + "threads-without-exports.wasm");
	}

	private ApplicationContextRunner runner() {
		return this.contextRunner.withPropertyValues(THREADS);
	}

}
