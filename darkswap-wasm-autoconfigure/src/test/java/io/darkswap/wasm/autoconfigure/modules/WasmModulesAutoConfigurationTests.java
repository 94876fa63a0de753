package io.darkswap.wasm.autoconfigure.modules;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executor;
import java.util.function.LongUnaryOperator;

import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.ModuleImports;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.pool.WasmWorkers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WasmModulesAutoConfiguration}. The core tests the modules themselves.
 */
class WasmModulesAutoConfigurationTests extends NamedModulesFixture {

	private static final String DOUBLING = "darkswap.wasm.modules.doubling.url=" + MODULES + "host-function.wasm";

	private static final FunctionType UNARY = FunctionType.of(List.of(ValType.I32), List.of(ValType.I32));

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

}
