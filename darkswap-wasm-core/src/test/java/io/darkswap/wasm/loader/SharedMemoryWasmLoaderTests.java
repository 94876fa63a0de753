package io.darkswap.wasm.loader;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TrapException;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.ValType;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.assertj.core.api.AbstractComparableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SharedMemoryWasmLoaderTests {

	private final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	@Test
	void thisJvmSupportsSharedMemory() {
		assertThat(SharedMemoryWasmLoader.isSharedBufferSupported()).isTrue();
		assertThat(SharedMemoryWasmLoader.isAtomicsSupported()).isTrue();
		assertThat(SharedMemoryWasmLoader.isSharedMemorySupported()).isTrue();
	}

	@Test
	void theBundledEngineRunsAsClassesOfTheBuild() {
		try (LoadedModule module = this.loader.load(TestModules.BUNDLED, MemoryOptions.DEFAULT)) {
			assertThat(module.executionMode()).isEqualTo(ExecutionMode.BUILD_TIME);
			assertThat(module.sharedMemory()).isTrue();
			assertThat(module.privateMemoryReason()).isEmpty();
			assertThat(module.instantiate().export("darkswap_abi_version").apply()).hasSize(1);
		}
	}

	@Test
	void theBundledEngineIsRecognizedByItsBytesNotByItsUrl(@TempDir Path folder) throws IOException {
		Path copy = Files.write(folder.resolve("copy.wasm"), TestModules.bytes(TestModules.BUNDLED));
		try (LoadedModule module = this.loader.load(copy.toUri().toString(), MemoryOptions.DEFAULT)) {
			assertThat(module.executionMode()).isEqualTo(ExecutionMode.BUILD_TIME);
		}
	}

	@Test
	void aFileMayBeNamedRelativeToTheWorkingDirectory() {
		String url = "file:src/main/resources/darkswap-wasm/darkswap_wasm_bg.wasm";
		try (LoadedModule module = this.loader.load(url, MemoryOptions.DEFAULT)) {
			assertThat(module.url()).isEqualTo(url);
			assertThat(module.executionMode()).isEqualTo(ExecutionMode.BUILD_TIME);
		}
	}

	@Test
	void anyOtherModuleIsCompiledWhenItIsLoaded() {
		try (LoadedModule module = this.loader.load(TestModules.THREADS, MemoryOptions.DEFAULT)) {
			assertThat(module.executionMode()).isEqualTo(ExecutionMode.RUN_TIME);
			assertThat(module.instantiate().export("add").apply(40, 2)).containsExactly(42);
		}
	}

	@Test
	void aModuleThatCannotBeCompiledIsInterpreted() {
		SharedMemoryWasmLoader huge = SharedMemoryWasmLoader.builder()
			.resourceOpener((location) -> new ByteArrayInputStream(TestModules.additions(20_000)))
			.build();
		try (LoadedModule module = huge.load("test:huge", MemoryOptions.DEFAULT)) {
			assertThat(module.executionMode()).isEqualTo(ExecutionMode.INTERPRETED);
			assertThat(module.instantiate().export("add").apply(2)).containsExactly(20_002);
		}
	}

	@Test
	void theDigestIsThatOfTheBytes() throws Exception {
		byte[] digest = MessageDigest.getInstance("SHA-256").digest(TestModules.bytes(TestModules.THREADS));
		try (LoadedModule module = this.loader.load(TestModules.THREADS, MemoryOptions.DEFAULT)) {
			assertThat(module.url()).isEqualTo(TestModules.THREADS);
			assertThat(module.sha256()).isEqualTo(HexFormat.of().formatHex(digest));
		}
	}

	@Test
	void aClosedModuleCreatesNoInstances() {
		LoadedModule module = this.loader.load(TestModules.THREADS, MemoryOptions.DEFAULT);
		module.close();
		module.close();
		assertThatFails(module::instantiate).isEqualTo(ErrorCode.NOT_INITIALIZED);
	}

	@Test
	void anExportedStartIsNotCalledByItself() {
		SharedMemoryWasmLoader trapping = SharedMemoryWasmLoader.builder()
			.resourceOpener((location) -> new ByteArrayInputStream(TestModules.exportedStart()))
			.build();
		try (LoadedModule module = trapping.load("test:start", MemoryOptions.DEFAULT)) {
			assertThatExceptionOfType(TrapException.class).isThrownBy(module.instantiate().export("_start")::apply);
		}
	}

	@Test
	void aModuleWhoseStartFunctionTrapsFailsToInitialize() {
		try (LoadedModule module = this.loader.load(TestModules.TRAP_AT_START, MemoryOptions.DEFAULT)) {
			assertThatFails(module::instantiate).isEqualTo(ErrorCode.INITIALIZATION_FAILED);
			assertThatFails(module::instantiate).isEqualTo(ErrorCode.INITIALIZATION_FAILED);
		}
	}

	private static AbstractComparableAssert<?, ErrorCode> assertThatFails(ThrowingCallable call) {
		DarkSwapException failure = catchThrowableOfType(DarkSwapException.class, call);
		assertThat(failure).as("failure").isNotNull();
		return assertThat(failure.code()).as(failure.getMessage());
	}

	@Nested
	class TheMemory {

		@Test
		void isOneForAllInstancesOfASharedModule() {
			try (LoadedModule module = load(TestModules.THREADS, MemoryOptions.DEFAULT)) {
				Instance one = module.instantiate();
				Instance other = module.instantiate();
				one.export("count").apply(1000);
				assertThat(other.export("count").apply(1)).containsExactly(1001);
				module.memory().writeI32(0, 77);
				assertThat(one.memory().readInt(0)).isEqualTo(77).isEqualTo(other.memory().readInt(0));
				assertThat(one.memory().grow(1)).isEqualTo(16);
				assertThat(other.memory().pages()).isEqualTo(17).isEqualTo(module.memory().pages());
			}
		}

		@Test
		void isSeparateForEachLoad() {
			try (LoadedModule module = load(TestModules.THREADS, MemoryOptions.DEFAULT);
					LoadedModule again = load(TestModules.THREADS, MemoryOptions.DEFAULT)) {
				module.instantiate().export("count").apply(1000);
				assertThat(again.instantiate().export("count").apply(1)).containsExactly(1);
			}
		}

		@Test
		void isPrivateWhenSharingIsOff() {
			try (LoadedModule module = load(TestModules.THREADS, new MemoryOptions(16, 256, false))) {
				assertThat(module.sharedMemory()).isFalse();
				assertThat(module.privateMemoryReason()).hasValue("the option shared is false");
				assertThat(module.instantiate().export("count").apply(3)).containsExactly(3);
			}
		}

		@Test
		void isPrivateWhenTheModuleDefinesIt() {
			try (LoadedModule module = load(TestModules.OWN_MEMORY, MemoryOptions.DEFAULT)) {
				assertThat(module.sharedMemory()).isFalse();
				assertThat(module.privateMemoryReason())
					.hasValueSatisfying((reason) -> assertThat(reason).contains("own memory"));
				Instance instance = module.instantiate();
				assertThat(instance.memory()).isSameAs(module.memory());
				assertThat(module.memory().readString(16, 3)).isEqualTo("own");
				assertThat(instance.export("grow").apply(6)).containsExactly(2);
				assertThat(instance.export("grow").apply(1)).containsExactly(-1);
			}
		}

		@Test
		void isNewForEachInstanceWhenTheModuleDefinesIt() {
			try (LoadedModule module = load(TestModules.OWN_MEMORY, MemoryOptions.DEFAULT)) {
				module.instantiate().export("store").apply(16, 'O');
				assertThat(module.instantiate().export("load").apply(16)).containsExactly('o');
			}
		}

		@Test
		void isPrivateWhenTheModuleImportsAnUnsharedOne() {
			try (LoadedModule module = load(TestModules.UNSHARED_IMPORT, new MemoryOptions(1, 64, true))) {
				assertThat(module.sharedMemory()).isFalse();
				assertThat(module.privateMemoryReason())
					.hasValueSatisfying((reason) -> assertThat(reason).contains("unshared"));
				module.memory().writeI32(8, 77);
				assertThat(module.instantiate().export("load").apply(8)).containsExactly(77);
			}
		}

		@Test
		void isEmptyWhenTheModuleHasNone() {
			try (LoadedModule module = load(TestModules.NO_MEMORY, MemoryOptions.DEFAULT)) {
				assertThat(module.memory().pages()).isZero();
				assertThat(module.sharedMemory()).isFalse();
				assertThat(module.instantiate().export("add").apply(40, 2)).containsExactly(42);
			}
		}

		@Test
		void mayBelongToTheCallerWhoKeepsIt() {
			Memory given = new ByteArrayMemory(new MemoryLimits(4, 64, true));
			ImportValues imports = ImportValues.builder().addMemory(new ImportMemory("env", "memory", given)).build();
			try (LoadedModule module = SharedMemoryWasmLoaderTests.this.loader.load(TestModules.THREADS, imports,
					MemoryOptions.DEFAULT)) {
				module.instantiate();
				assertThat(module.memory()).isSameAs(given);
				assertThat(module.sharedMemory()).isTrue();
			}
		}

		@Test
		void hasAnyNameAmongOtherImports() {
			HostFunction twice = new HostFunction("host", "double",
					FunctionType.of(List.of(ValType.I32), List.of(ValType.I32)),
					(instance, args) -> new long[] { args[0] * 2 });
			ImportValues imports = ImportValues.builder().addFunction(twice).build();
			try (LoadedModule module = SharedMemoryWasmLoaderTests.this.loader.load(TestModules.HOST_FUNCTION, imports,
					new MemoryOptions(1, 64, true))) {
				assertThat(module.sharedMemory()).isTrue();
				assertThat(module.instantiate().export("quadruple").apply(3)).containsExactly(12);
			}
		}

		@Test
		void mayHaveTheModulesOwnLimits() {
			try (LoadedModule module = load(TestModules.THREADS, MemoryOptions.ofModule());
					LoadedModule own = load(TestModules.OWN_MEMORY, MemoryOptions.ofModule())) {
				assertThat(module.memory().pages()).isEqualTo(2);
				assertThat(module.memory().maximumPages()).isEqualTo(1024);
				assertThat(module.sharedMemory()).isTrue();
				assertThat(own.memory().maximumPages()).isEqualTo(8);
			}
		}

		@Test
		void mayHaveTheModulesLimitsWithASmallerMaximum() {
			try (LoadedModule module = load(TestModules.THREADS, MemoryOptions.ofModule(100))) {
				assertThat(module.memory().pages()).isEqualTo(2);
				assertThat(module.memory().maximumPages()).isEqualTo(100);
			}
			assertThatFails(() -> load(TestModules.THREADS, MemoryOptions.ofModule(1)))
				.isEqualTo(ErrorCode.MODULE_MEMORY_MISMATCH);
			assertThatFails(() -> MemoryOptions.ofModule(0)).isEqualTo(ErrorCode.INVALID_ARGUMENT);
		}

		@ParameterizedTest
		@CsvSource({ "1, 1024, true, 'has 1 pages, but the module needs at least 2'",
				"2, 1025, true, 'may grow to 1025 pages, but the module allows at most 1024'",
				"2, 1024, false, 'is not shared, but the module imports a shared memory'" })
		void mustFitTheImportWhenTheCallerSuppliesIt(int initial, int maximum, boolean shared, String message) {
			Memory given = new ByteArrayMemory(new MemoryLimits(initial, maximum, shared));
			ImportValues imports = ImportValues.builder().addMemory(new ImportMemory("env", "memory", given)).build();
			assertThatExceptionOfType(DarkSwapException.class)
				.isThrownBy(() -> SharedMemoryWasmLoaderTests.this.loader.load(TestModules.THREADS, imports,
						MemoryOptions.DEFAULT))
				.withMessageContaining("that was given as env.memory " + message)
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.MODULE_MEMORY_MISMATCH);
		}

		@Test
		void startsWithTheModulesMinimumWhenLessIsConfigured() {
			try (LoadedModule module = load(TestModules.THREADS, new MemoryOptions(1, 256, true))) {
				assertThat(module.memory().pages()).isEqualTo(2);
			}
		}

		@Test
		void mustNotOutgrowTheImport() {
			assertThatExceptionOfType(DarkSwapException.class)
				.isThrownBy(() -> load(TestModules.THREADS, new MemoryOptions(16, 1025, true)))
				.withMessageContaining("option maximum")
				.withMessageContaining("1024")
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.MODULE_MEMORY_MISMATCH);
		}

		@Test
		void mustHoldTheImportsMinimum() {
			assertThatExceptionOfType(DarkSwapException.class)
				.isThrownBy(() -> load(TestModules.THREADS, new MemoryOptions(1, 1, true)))
				.withMessageContaining("option maximum")
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.MODULE_MEMORY_MISMATCH);
		}

		@Test
		void mustHoldTheMinimumOfTheModulesOwnMemory() {
			assertThatExceptionOfType(DarkSwapException.class)
				.isThrownBy(() -> load(TestModules.OWN_MEMORY, new MemoryOptions(1, 1, true)))
				.withMessageContaining("option maximum")
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.MODULE_MEMORY_MISMATCH);
		}

		private LoadedModule load(String url, MemoryOptions options) {
			return SharedMemoryWasmLoaderTests.this.loader.load(url, options);
		}

	}

	@Nested
	class TheCache {

		@Test
		void keepsLoadedModules() {
			SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();
			assertThat(loader.isCached(TestModules.THREADS)).isFalse();
			loader.preload(TestModules.THREADS).join();
			assertThat(loader.isCached(TestModules.THREADS)).isTrue();
			assertThat(loader.cacheSize()).isOne();
			loader.clearCache();
			assertThat(loader.isCached(TestModules.THREADS)).isFalse();
			assertThat(loader.cacheSize()).isZero();
		}

		@Test
		void mayBeClearedUnderALiveModule() {
			SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();
			try (LoadedModule module = loader.load(TestModules.THREADS, MemoryOptions.DEFAULT)) {
				Instance before = module.instantiate();
				loader.clearCache();
				before.export("count").apply(5);
				assertThat(module.instantiate().export("count").apply(1)).containsExactly(6);
			}
		}

	}

	@Nested
	class ConcurrentLoads {

		@Test
		void ofOneUrlFetchItOnce() throws Exception {
			int callers = 8;
			CountDownLatch asked = new CountDownLatch(callers);
			AtomicInteger opened = new AtomicInteger();
			SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().resourceOpener((location) -> {
				opened.incrementAndGet();
				await(asked);
				return new ByteArrayInputStream(TestModules.bytes(TestModules.THREADS));
			}).build();
			ExecutorService threads = Executors.newFixedThreadPool(callers);
			try {
				List<Future<LoadedModule>> loads = new ArrayList<>();
				for (int caller = 0; caller < callers; caller++) {
					loads.add(threads.submit(() -> {
						asked.countDown();
						return loader.load("test:threads", MemoryOptions.DEFAULT);
					}));
				}
				Set<Memory> memories = new HashSet<>();
				for (Future<LoadedModule> load : loads) {
					memories.add(load.get().memory());
					load.get().close();
				}
				assertThat(memories).hasSize(callers);
				assertThat(opened).hasValue(1);
			}
			finally {
				threads.shutdownNow();
			}
		}

		@Test
		void ofOtherUrlsDoNotWaitForASlowOne() {
			int slowOnes = 4 * Runtime.getRuntime().availableProcessors();
			CountDownLatch slow = new CountDownLatch(1);
			SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().resourceOpener((location) -> {
				await(slow);
				return new ByteArrayInputStream(TestModules.bytes(TestModules.THREADS));
			}).build();
			List<CompletableFuture<Void>> slowLoads = new ArrayList<>();
			for (int index = 0; index < slowOnes; index++) {
				slowLoads.add(loader.preload("test:slow-" + index));
			}
			loader.load(TestModules.NO_MEMORY, MemoryOptions.DEFAULT).close();
			assertThat(slowLoads).noneMatch(CompletableFuture::isDone);
			slow.countDown();
			assertThat(slowLoads).allSatisfy((load) -> assertThat(load).succeedsWithin(Duration.ofSeconds(30)));
		}

		@Test
		void areNotDisturbedWhenTheCacheIsCleared() throws Exception {
			CountDownLatch opened = new CountDownLatch(1);
			CountDownLatch cleared = new CountDownLatch(1);
			SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().resourceOpener((location) -> {
				opened.countDown();
				await(cleared);
				return new ByteArrayInputStream(TestModules.bytes(TestModules.THREADS));
			}).build();
			CompletableFuture<Void> load = loader.preload("test:threads");
			opened.await();
			loader.clearCache();
			assertThat(loader.cacheSize()).isZero();
			cleared.countDown();
			assertThat(load).succeedsWithin(Duration.ofSeconds(30));
		}

		@Test
		void giveUpWhenTheirThreadIsInterrupted() {
			CountDownLatch interrupted = new CountDownLatch(1);
			SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().resourceOpener((location) -> {
				await(interrupted);
				return new ByteArrayInputStream(TestModules.bytes(TestModules.THREADS));
			}).build();
			Thread.currentThread().interrupt();
			assertThatFails(() -> loader.load("test:threads", MemoryOptions.DEFAULT))
				.isEqualTo(ErrorCode.CALL_INTERRUPTED);
			assertThat(Thread.interrupted()).isTrue();
			interrupted.countDown();
			loader.load("test:threads", MemoryOptions.DEFAULT).close();
		}

		private static void await(CountDownLatch latch) {
			try {
				assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	@Nested
	class AUrl {

		@Test
		void mayLackTheLeadingSlash() {
			try (LoadedModule module = SharedMemoryWasmLoaderTests.this.loader.load("classpath:modules/no-memory.wasm",
					MemoryOptions.DEFAULT)) {
				assertThat(module.module().exportSection().exportCount()).isOne();
			}
		}

		@Test
		void mayBeOneThatTheResourceOpenerSupports() {
			SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder()
				.resourceOpener((location) -> new ByteArrayInputStream(
						TestModules.bytes("classpath:/modules/" + location.substring("test:".length()))))
				.build();
			try (LoadedModule module = loader.load("test:no-memory.wasm", MemoryOptions.DEFAULT)) {
				assertThat(module.url()).isEqualTo("test:no-memory.wasm");
			}
		}

		@Test
		void mustNameAModule(@TempDir Path folder) {
			for (String url : List.of("classpath:/no-such.wasm", folder.resolve("no-such.wasm").toUri().toString())) {
				assertThatExceptionOfType(DarkSwapException.class)
					.isThrownBy(() -> SharedMemoryWasmLoaderTests.this.loader.load(url, MemoryOptions.DEFAULT))
					.withMessageContaining("option url")
					.extracting(DarkSwapException::code)
					.isEqualTo(ErrorCode.MODULE_NOT_FOUND);
			}
		}

		@ParameterizedTest(name = "{0}")
		@ValueSource(strings = { "file:%s/a b/no%%20memory.wasm", "file:%s/a%%20b/no%%2520memory.wasm",
				"file://%s/a b/no%%20memory.wasm", "FILE://localhost%s/a%%20b/no%%20memory.wasm",
				"%s/a b/no memory.wasm" })
		void mayBeAFileInAnyForm(String form, @TempDir Path folder) throws IOException {
			String url = form.formatted(folder);
			String name = (form.contains("%%2520")) ? "no%20memory.wasm" : "no memory.wasm";
			Path file = Files.createDirectory(folder.resolve("a b")).resolve(name);
			Files.write(file, TestModules.bytes(TestModules.NO_MEMORY));
			SharedMemoryWasmLoaderTests.this.loader.load(url, MemoryOptions.DEFAULT).close();
		}

		@Test
		void mayBeAFileOfTheWorkingDirectory() {
			SharedMemoryWasmLoaderTests.this.loader
				.load("File:src/test/resources/modules/no-memory.wasm", MemoryOptions.DEFAULT)
				.close();
		}

		@Test
		void mayHaveItsSchemeInCapitals() {
			SharedMemoryWasmLoaderTests.this.loader.load("CLASSPATH:/modules/no-memory.wasm", MemoryOptions.DEFAULT)
				.close();
		}

		@ParameterizedTest(name = "{0}")
		@CsvSource({ "file://server/engine.wasm, 'names the host server: write file:///path'",
				"file://engine.wasm, 'names the host engine.wasm: write file:///path'",
				"file:/100%.wasm, write %25 for the character itself", "file:/%ff.wasm, not UTF-8",
				"http://127.0.0.1:99999/engine.wasm, names no valid port: it is from 1 to 65535",
				"https://127.0.0.1:0/engine.wasm, names no valid port", "file:, names no file",
				"engine.wasm, and is no absolute path", "'', is blank" })
		void namesTheValidForm(String url, String message) {
			assertThatExceptionOfType(DarkSwapException.class)
				.isThrownBy(() -> SharedMemoryWasmLoaderTests.this.loader.load(url, MemoryOptions.DEFAULT))
				.withMessageContaining(message)
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.INVALID_ARGUMENT);
		}

		@Test
		void mustBeGiven() {
			SharedMemoryWasmLoader loader = SharedMemoryWasmLoaderTests.this.loader;
			for (ThrowingCallable call : List.<ThrowingCallable>of(() -> loader.load(null, MemoryOptions.DEFAULT),
					() -> loader.load(TestModules.NO_MEMORY, null), () -> loader.preload(null),
					() -> loader.isCached(null),
					() -> loader.load(TestModules.NO_MEMORY, (ImportValues) null, MemoryOptions.DEFAULT),
					() -> loader.load(TestModules.NO_MEMORY, (ModuleImports) null, MemoryOptions.DEFAULT))) {
				assertThatExceptionOfType(DarkSwapException.class).isThrownBy(call)
					.withMessageContaining("null was given")
					.extracting(DarkSwapException::code)
					.isEqualTo(ErrorCode.INVALID_ARGUMENT);
			}
		}

		@Test
		void mustHaveAKnownScheme() {
			assertThatExceptionOfType(DarkSwapException.class)
				.isThrownBy(
						() -> SharedMemoryWasmLoaderTests.this.loader.load("gopher:engine.wasm", MemoryOptions.DEFAULT))
				.withMessageContaining("option url")
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.INVALID_ARGUMENT);
		}

	}

}
