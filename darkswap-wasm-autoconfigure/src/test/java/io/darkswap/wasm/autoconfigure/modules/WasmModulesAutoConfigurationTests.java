package io.darkswap.wasm.autoconfigure.modules;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;

import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import com.sun.net.httpserver.HttpServer;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.autoconfigure.DarkSwapWasmLoaderAutoConfiguration;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.ModuleImports;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.pool.ThreadSetup;
import io.darkswap.wasm.pool.WasmWorkers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link WasmModulesAutoConfiguration}. The core tests the modules themselves.
 */
class WasmModulesAutoConfigurationTests {

	private static final String MODULES = "file:../darkswap-wasm-core/src/test/resources/modules/";

	private static final String THREADS = "darkswap.wasm.modules.threads.url=" + MODULES + "threads.wasm";

	private static final String DOUBLING = "darkswap.wasm.modules.doubling.url=" + MODULES + "host-function.wasm";

	private static final String WASI_THREADS = "darkswap.wasm.modules.sums.url=" + MODULES + "wasi-threads.wasm";

	private static final FunctionType UNARY = FunctionType.of(List.of(ValType.I32), List.of(ValType.I32));

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(DarkSwapWasmLoaderAutoConfiguration.class, WasmModulesAutoConfiguration.class));

	@Test
	void whenNoModuleIsNamedThenNothingIsDefined() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(NamedModule.class)
			.doesNotHaveBean(LoadedModule.class)
			.doesNotHaveBean(WasmWorkers.class)
			.doesNotHaveBean(ModuleBeanRegistrar.class));
	}

	@Test
	void aModuleAndItsWorkersAreQualifiedByTheNameOfTheProperties() {
		this.contextRunner.withPropertyValues(THREADS, WASI_THREADS).withBean(Injected.class).run((context) -> {
			Injected injected = context.getBean(Injected.class);
			assertThat(injected.module.url()).endsWith("threads.wasm");
			assertThat(injected.workers.spawn("add", 40, 2).join()).containsExactly(42);
			assertThat(context.getBean("threadsModule")).isSameAs(injected.module);
			assertThat(context.getBean("threadsWorkers")).isSameAs(injected.workers);
		});
	}

	@Test
	void aModuleInCWithWasiThreadsStartsThreadsOfItsOwn() {
		this.contextRunner.withPropertyValues(WASI_THREADS).run((context) -> {
			WasmWorkers workers = context.getBean(WasmWorkers.class);
			long serial = workers.spawn("serial_sum", 20_000).join()[0];
			assertThat(workers.spawn("parallel_sum", 4, 20_000).join()).containsExactly(serial);
		});
	}

	@Test
	void modulesAndWorkersAreClosedWithTheContext() {
		LoadedModule[] module = new LoadedModule[1];
		WasmWorkers[] workers = new WasmWorkers[1];
		CompletableFuture<?>[] waiting = new CompletableFuture<?>[1];
		this.contextRunner.withPropertyValues(THREADS).run((context) -> {
			module[0] = context.getBean(LoadedModule.class);
			workers[0] = context.getBean(WasmWorkers.class);
			waiting[0] = workers[0].spawn("wait_for_ever");
		});
		assertThat(workers[0].running()).isZero();
		assertThat(waiting[0]).isCompletedExceptionally();
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(module[0]::instantiate)
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.NOT_INITIALIZED);
	}

	@Test
	void aBeanOfTheApplicationWithoutAQualifierIsInjectedByItsType() {
		this.contextRunner.withPropertyValues(THREADS).withUserConfiguration(Own.class).run((context) -> {
			LoadedModule own = context.getBean("own", LoadedModule.class);
			assertThat(context.getBean(LoadedModule.class)).isSameAs(own);
			assertThat(context.getBean(Injected.class).module).isNotSameAs(own)
				.isSameAs(context.getBean("threadsModule"));
		});
	}

	@Test
	void backsOffForABeanOfTheSameName() {
		this.contextRunner.withPropertyValues(THREADS)
			.withBean("threadsModule", String.class, () -> "of the application")
			.run((context) -> assertThat(context).doesNotHaveBean(LoadedModule.class)
				.getBean("threadsModule")
				.isEqualTo("of the application"));
	}

	@Test
	void aVariableOfTheEnvironmentOverridesAPropertyOfANameWithHyphens() {
		this.contextRunner
			.withPropertyValues("darkswap.wasm.modules.many-threads.url=" + MODULES + "threads.wasm",
					"darkswap.wasm.modules.many-threads.maximum=100")
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("DARKSWAP_WASM_MODULES_MANYTHREADS_MAXIMUM", "200"))))
			.run((context) -> {
				assertThat(context).getBeans(LoadedModule.class).containsOnlyKeys("many-threadsModule");
				assertThat(context.getBean(LoadedModule.class).memory().maximumPages()).isEqualTo(200);
			});
	}

	@Nested
	class Memory {

		@ParameterizedTest
		@CsvSource({ ", , 1024", ", 512, 512", ", 16MB, 256", "3, 64, 64", "1MB, 4MB, 64" })
		void hasTheLimitsOfTheModuleOrOfTheProperties(String initial, String maximum, int pages) {
			ApplicationContextRunner runner = WasmModulesAutoConfigurationTests.this.contextRunner
				.withPropertyValues(THREADS);
			if (initial != null) {
				runner = runner.withPropertyValues("darkswap.wasm.modules.threads.initial=" + initial);
			}
			if (maximum != null) {
				runner = runner.withPropertyValues("darkswap.wasm.modules.threads.maximum=" + maximum);
			}
			runner.run((context) -> {
				LoadedModule module = context.getBean(LoadedModule.class);
				assertThat(module.sharedMemory()).isTrue();
				assertThat(module.memory().maximumPages()).isEqualTo(pages);
			});
		}

	}

	@Nested
	class Imports {

		@Test
		void areTheValuesOfABean() {
			runner().withBean("twice", ImportValues.class, () -> functions((value) -> 2 * value))
				.withPropertyValues("darkswap.wasm.modules.doubling.imports=twice")
				.run((context) -> assertThat(quadruple(context)).isEqualTo(12));
		}

		@Test
		void areCreatedForEachInstanceByABean() {
			Set<Integer> threads = new ConcurrentSkipListSet<>();
			ModuleImports each = (instance) -> {
				threads.add(instance.thread());
				return functions((value) -> 3 * value);
			};
			runner().withBean("thrice", ModuleImports.class, () -> each)
				.withPropertyValues("darkswap.wasm.modules.doubling.imports=thrice")
				.run((context) -> {
					assertThat(quadruple(context)).isEqualTo(27);
					assertThat(quadruple(context)).isEqualTo(27);
					assertThat(threads).hasSize(2);
				});
		}

		@Test
		void areMissingUnlessTheyAreNamed() {
			runner().withBean("twice", ImportValues.class, () -> functions((value) -> 2 * value))
				.run((context) -> assertRefused(context,
						"darkswap.wasm.modules.doubling.url: The module at %shost-function.wasm imports 1 thing(s) that it is not given: function host.double"
							.formatted(MODULES)));
		}

		@Test
		void areOfABeanThatExists() {
			runner().withPropertyValues("darkswap.wasm.modules.doubling.imports=twice")
				.run((context) -> assertRefused(context,
						"darkswap.wasm.modules.doubling.imports names the bean twice, which does not exist: define it, of type ImportValues or ModuleImports"));
		}

		@Test
		void areOfABeanOfTheirType() {
			runner().withBean("twice", String.class, () -> "2")
				.withPropertyValues("darkswap.wasm.modules.doubling.imports=twice")
				.run((context) -> assertRefused(context,
						"darkswap.wasm.modules.doubling.imports names the bean twice, which is a java.lang.String: name one of type ImportValues or ModuleImports"));
		}

		private ApplicationContextRunner runner() {
			return WasmModulesAutoConfigurationTests.this.contextRunner.withPropertyValues(DOUBLING);
		}

		private static ImportValues functions(LongUnaryOperator function) {
			return ImportValues.builder()
				.addFunction(new ImportFunction("host", "double", UNARY,
						(instance, arguments) -> new long[] { function.applyAsLong(arguments[0]) }))
				.build();
		}

		private static long quadruple(ApplicationContext context) {
			return context.getBean(LoadedModule.class).instantiate().export("quadruple").apply(3)[0];
		}

	}

	@Nested
	class Workers {

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
				.run((context) -> assertThat(context.getBean(WasmWorkers.class).spawn("recurse", 700).join())
					.hasSize(1));
		}

		@Test
		void ofAModuleThatHasStacksOfItsOwnRefuseASizeForThem() {
			WasmModulesAutoConfigurationTests.this.contextRunner
				.withPropertyValues(WASI_THREADS, "darkswap.wasm.modules.sums.workers.stack-size=2")
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
			return WasmModulesAutoConfigurationTests.this.contextRunner
				.withPropertyValues("darkswap.wasm.modules.unknown.url=" + MODULES + "threads-without-exports.wasm");
		}

		private ApplicationContextRunner runner() {
			return WasmModulesAutoConfigurationTests.this.contextRunner.withPropertyValues(THREADS);
		}

	}

	@Nested
	class Loading {

		@Test
		void atTheStartStopsAStartThatFails() {
			missing("at-start").run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(
					"There is no module at classpath:/no/such.wasm: correct darkswap.wasm.modules.missing.url"));
		}

		@Test
		void onDemandWaitsForTheFirstUse() {
			missing("on-demand").run((context) -> {
				assertThat(context).hasNotFailed();
				NamedModule missing = context.getBean(NamedModule.class);
				AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
				assertThat(missing.failure()).isEmpty();
				assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> context.getBean(LoadedModule.class));
				assertThat(missing.failure()).get()
					.isInstanceOfSatisfying(DarkSwapException.class,
							(failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.MODULE_NOT_FOUND));
			});
		}

		@Test
		void onDemandLoadsTheModuleOnce() {
			WasmModulesAutoConfigurationTests.this.contextRunner
				.withPropertyValues(THREADS, "darkswap.wasm.modules.threads.load=on-demand")
				.withBean(Later.class)
				.run((context) -> {
					NamedModule threads = context.getBean(NamedModule.class);
					assertThat(threads.module()).isEmpty();
					WasmWorkers workers = context.getBean(Later.class).workers.getObject();
					assertThat(threads.workers()).containsSame(workers);
					assertThat(threads.module()).containsSame(context.getBean(LoadedModule.class));
				});
		}

		@Test
		void inTheBackgroundBeginsOnceTheApplicationAcceptsTraffic() {
			CountDownLatch created = new CountDownLatch(1);
			ModuleImports imports = (instance) -> ImportValues.empty();
			WasmModulesAutoConfigurationTests.this.contextRunner
				.withPropertyValues(THREADS, "darkswap.wasm.modules.threads.load=in-background",
						"darkswap.wasm.modules.threads.imports=none")
				.withBean("none", ModuleImports.class, () -> {
					created.countDown();
					return imports;
				}, (definition) -> definition.setLazyInit(true))
				.run((context) -> {
					assertThat(created.getCount()).isOne();
					AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
					assertThat(created.await(1, TimeUnit.MINUTES)).isTrue();
					assertThat(context.getBean(LoadedModule.class).sharedMemory()).isTrue();
				});
		}

		@Test
		void inTheBackgroundHoldsUpNoOtherBean() throws IOException {
			CountDownLatch requested = new CountDownLatch(2);
			CountDownLatch answered = new CountDownLatch(1);
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			ExecutorService threads = Executors.newCachedThreadPool();
			server.setExecutor(threads);
			server.createContext("/", (exchange) -> {
				requested.countDown();
				await(answered);
				exchange.sendResponseHeaders(404, -1);
				exchange.close();
			});
			server.start();
			String url = "http://localhost:%d/".formatted(server.getAddress().getPort());
			try {
				WasmModulesAutoConfigurationTests.this.contextRunner
					.withPropertyValues("darkswap.wasm.modules.one.url=" + url + "one.wasm",
							"darkswap.wasm.modules.one.load=in-background",
							"darkswap.wasm.modules.two.url=" + url + "two.wasm",
							"darkswap.wasm.modules.two.load=in-background")
					.withBean("other", StringBuilder.class, StringBuilder::new,
							(definition) -> definition.setLazyInit(true))
					.run((context) -> {
						AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
						try {
							assertThat(requested.await(10, TimeUnit.SECONDS)).isTrue();
							assertThat(CompletableFuture.supplyAsync(() -> context.getBean("other"), threads))
								.succeedsWithin(Duration.ofSeconds(10));
						}
						finally {
							answered.countDown();
						}
					});
			}
			finally {
				server.stop(0);
				threads.shutdownNow();
			}
		}

		private static void await(CountDownLatch latch) {
			try {
				latch.await(1, TimeUnit.MINUTES);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		@Test
		void workersThatAreCreatedAfterTheEndAreClosed() {
			NamedModule named = new NamedModule("late");
			WasmWorkers[] late = new WasmWorkers[1];
			WasmModulesAutoConfigurationTests.this.contextRunner.withPropertyValues(THREADS).run((context) -> {
				named.destroy();
				assertThatExceptionOfType(DarkSwapException.class)
					.isThrownBy(() -> named
						.start(() -> late[0] = WasmWorkers.builder(context.getBean(LoadedModule.class)).build()))
					.extracting(DarkSwapException::code)
					.isEqualTo(ErrorCode.NOT_INITIALIZED);
				assertThat(named.workers()).isEmpty();
				assertThat(failureOf(late[0].spawn("add", 1, 2)).code()).isEqualTo(ErrorCode.NOT_INITIALIZED);
			});
		}

		@Test
		void inTheBackgroundIsOffWithPreloading() {
			missing("in-background").withPropertyValues("darkswap.wasm.preload=false")
				.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ModulePreloader.class));
		}

		private ApplicationContextRunner missing(String load) {
			return WasmModulesAutoConfigurationTests.this.contextRunner.withPropertyValues(
					"darkswap.wasm.modules.missing.url=classpath:/no/such.wasm",
					"darkswap.wasm.modules.missing.load=" + load);
		}

	}

	@Nested
	class Pinned {

		@Test
		void aModuleOfAnotherDigestIsRefused() {
			WasmModulesAutoConfigurationTests.this.contextRunner
				.withPropertyValues(THREADS, "darkswap.wasm.modules.threads.sha256=" + "0".repeat(64))
				.run((context) -> assertThat(context.getStartupFailure())
					.hasStackTraceContaining("but darkswap.wasm.modules.threads.sha256 pins")
					.rootCause()
					.isInstanceOfSatisfying(DarkSwapException.class,
							(failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.MODULE_DIGEST_MISMATCH)));
		}

		@Test
		void aModuleOfItsDigestIsLoadedThroughTheCacheOfTheApplication() {
			String[] sha256 = new String[1];
			WasmModulesAutoConfigurationTests.this.contextRunner.withPropertyValues(THREADS)
				.run((context) -> sha256[0] = context.getBean(LoadedModule.class).sha256());
			WasmModulesAutoConfigurationTests.this.contextRunner
				.withPropertyValues(THREADS, "darkswap.wasm.modules.threads.sha256=" + sha256[0],
						"darkswap.wasm.modules.threads.compile-timeout=2m")
				.run((context) -> assertThat(
						context.getBean(SharedMemoryWasmLoader.class).isCached(MODULES + "threads.wasm"))
					.isTrue());
		}

	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					url=                   | darkswap.wasm.modules.threads.url is , which is blank
					load=                  | darkswap.wasm.modules.threads.load is blank: set it, or remove it to use the default
					load=never             | load
					workers.limit=0        | darkswap.wasm.modules.threads.workers.limit is 0: set it to at least 1
					workers.limit=         | darkswap.wasm.modules.threads.workers.limit is blank: set it, or remove it to use the default
					workers.stack-size=0   | darkswap.wasm.modules.threads.workers.stack-size is 0: set it to at least 1 page
					workers.stack-size=1KB | darkswap.wasm.modules.threads.workers.stack-size
					workers.executor=desk  | darkswap.wasm.modules.threads.workers.executor names the bean desk, which does not exist: define it, of type Executor
					compile-timeout=0s     | darkswap.wasm.modules.threads.compile-timeout is PT0S: set it to 1ms or more
					sha256=abc             | darkswap.wasm.modules.threads.sha256 is abc: set it to 64 hexadecimal digits
					maximum=0              | darkswap.wasm.modules.threads.maximum is 0 pages: set it to at least 1
					maximum=1              | darkswap.wasm.modules.threads.maximum
					maximum=40000          | darkswap.wasm.modules.threads.maximum
					initial=4              | darkswap.wasm.modules.threads.maximum is missing, but initial is set: set both, or neither
					initial=many           | darkswap.wasm.modules.threads.
					ulr=x                  | darkswap.wasm.modules.threads.ulr is no property: did you mean darkswap.wasm.modules.threads.url?
					foo=x                  | darkswap.wasm.modules.threads.foo is no property: remove it, or correct its name
					workers.limti=x        | darkswap.wasm.modules.threads.workers.limti is no property: did you mean darkswap.wasm.modules.threads.workers.limit?
					url[0]=x               | darkswap.wasm.modules.threads.url is a list or a mapping
					workers.limit.size=x   | darkswap.wasm.modules.threads.workers.limit is a list or a mapping
					""")
	void whenAPropertyIsWrongThenTheStartFailsAndNamesIt(String property, String message) {
		this.contextRunner.withPropertyValues(THREADS, "darkswap.wasm.modules.threads." + property)
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(message));
	}

	@Test
	void whenThePropertiesOfAModuleHaveNoUrlThenTheStartFails() {
		this.contextRunner.withPropertyValues("darkswap.wasm.modules.threads.maximum=64")
			.run((context) -> assertRefused(context,
					"darkswap.wasm.modules.threads.url is missing: set it to the location of the module"));
	}

	@Test
	void whenTheNameOfTheModulesIsMisspeltThenTheStartFails() {
		this.contextRunner.withPropertyValues("darkswap.wasm.modles.threads.url=x")
			.run((context) -> assertRefused(context,
					"darkswap.wasm.modles.threads.url is no property: did you mean darkswap.wasm.modules?"));
	}

	private static void assertRefused(AssertableApplicationContext context, String message) {
		assertThat(context.getStartupFailure()).hasStackTraceContaining(message);
	}

	private static DarkSwapException failureOf(CompletableFuture<long[]> result) {
		CompletionException failure = catchThrowableOfType(CompletionException.class,
				() -> result.orTimeout(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS).join());
		return (DarkSwapException) failure.getCause();
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Injected.class)
	static class Own {

		@Bean
		LoadedModule own(SharedMemoryWasmLoader loader) {
			return loader.load(MODULES + "wasi-threads.wasm", MemoryOptions.ofModule());
		}

	}

	static class Injected {

		private final LoadedModule module;

		private final WasmWorkers workers;

		Injected(@Qualifier("threads") LoadedModule module, @Qualifier("threads") WasmWorkers workers) {
			this.module = module;
			this.workers = workers;
		}

	}

	static class Later {

		private final ObjectProvider<WasmWorkers> workers;

		Later(@Qualifier("threads") ObjectProvider<WasmWorkers> workers) {
			this.workers = workers;
		}

	}

}
