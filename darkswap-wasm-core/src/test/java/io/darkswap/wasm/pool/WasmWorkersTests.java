package io.darkswap.wasm.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.types.FunctionType;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.loader.TestModules;
import io.darkswap.wasm.loader.TrapKind;
import io.darkswap.wasm.loader.WasmTrapException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(60)
class WasmWorkersTests {

	private static final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	private static final MemoryOptions MEMORY = new MemoryOptions(16, 64, true);

	@Test
	void runAnExportOnAThreadOfItsOwn() {
		try (LoadedModule module = loader.load(TestModules.THREADS, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).build()) {
			assertThat(workers.spawn("add", 40, 2).join()).containsExactly(42);
			assertThat(workers.spawn("set_mine", 1).join()).isEmpty();
		}
	}

	@Test
	void shareTheMemory() throws Exception {
		try (LoadedModule module = loader.load(TestModules.THREADS, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).build()) {
			List<CompletableFuture<long[]>> counts = new ArrayList<>();
			for (int worker = 0; worker < 8; worker++) {
				counts.add(workers.spawn("count", 5_000));
			}
			workers.join();
			assertThat(workers.running()).isZero();
			assertThat(counts.stream().mapToLong((count) -> count.join()[0]).max()).hasValue(40_000);
		}
	}

	@Test
	void computeWithVectorsInTheSharedMemory() throws Exception {
		int bytes = 1 << 16;
		int part = bytes / 8;
		try (LoadedModule module = loader.load(TestModules.VECTOR_THREADS, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).build()) {
			for (String export : List.of("fill", "add")) {
				for (int from = 0; from < bytes; from += part) {
					workers.spawn(export, from, from + part);
				}
				workers.join();
			}
			long sum = IntStream.range(0, bytes).map((index) -> index * 7 & 0xFF).sum();
			assertThat(workers.spawn("total_of_all").join()).containsExactly(sum);
		}
	}

	@Test
	void haveStacksOfTheirOwnWhichLaterOnesReuse() throws Exception {
		try (LoadedModule module = loader.load(TestModules.THREADS, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).build()) {
			Set<Long> stacks = new TreeSet<>();
			for (int worker = 0; worker < 40; worker++) {
				stacks.add(workers.spawn("address_on_stack").join()[0]);
				assertThat(workers.spawn("get_mine").join()).containsExactly(42);
			}
			assertThat(stacks).hasSizeLessThan(5);
			assertThat(module.memory().pages()).isLessThan(22);
		}
	}

	@Test
	void haveStacksOfTheModulesAllocatorIfItExportsOne() throws Exception {
		try (LoadedModule module = loader.load(TestModules.THREADS_WITH_ALLOCATOR, new MemoryOptions(32, 64, true));
				WasmWorkers workers = WasmWorkers.builder(module).stackPages(2).build()) {
			int pages = 0;
			for (int round = 0; round < 10; round++) {
				CompletableFuture<long[]> counted = workers.spawn("count", 1_000);
				long address = workers.spawn("address_on_stack").join()[0];
				assertThat(workers.spawn("is_allocated", address).join()).containsExactly(1);
				assertThat(workers.spawn("get_mine").join()).containsExactly(42);
				counted.join();
				pages = (round == 0) ? module.memory().pages() : pages;
			}
			assertThat(module.memory().pages()).isEqualTo(pages).isEqualTo(33);
		}
	}

	@Test
	void areRefusedWhileTheModulesAllocatorHasNoStackForThem() {
		try (LoadedModule module = loader.load(TestModules.THREADS_WITH_ALLOCATOR, new MemoryOptions(32, 64, true));
				WasmWorkers workers = WasmWorkers.builder(module).stackPages(20).build()) {
			DarkSwapException refusal = failureOf(workers.spawn("get_mine"));
			assertThat(refusal.code()).isEqualTo(ErrorCode.MODULE_MEMORY_MISMATCH);
			assertThat(workers.failure()).isEmpty();
		}
	}

	@Test
	void areRefusedIfNoThreadStarts() {
		AtomicBoolean starts = new AtomicBoolean();
		Executor executor = (task) -> {
			if (!starts.get()) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			task.run();
		};
		try (LoadedModule module = loader.load(TestModules.WASI_THREADS, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).executor(executor).build()) {
			assertThat(failureOf(workers.spawn("get_mine")).code()).isEqualTo(ErrorCode.WORKER_REFUSED);
			assertThat(workers.running()).isZero();
			starts.set(true);
			assertThat(workers.spawn("get_mine").join()).containsExactly(42);
		}
	}

	@Test
	void stopAfterAnInterruptionOfTheModulesCodeWhileOneBegins() {
		ThreadSetup setup = (instance, thread) -> {
			Thread.currentThread().interrupt();
			instance.export("wait_for_ever").apply();
		};
		try (LoadedModule module = loader.load(TestModules.THREADS, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).threadSetup(setup).build()) {
			DarkSwapException failure = failureOf(workers.spawn("add", 1, 2));
			assertThat(failure.code()).isEqualTo(ErrorCode.CALL_INTERRUPTED);
			assertThat(workers.failure()).containsSame(failure);
		}
	}

	@Test
	void mayWaitForThreadsWhileTheMainThreadBegins() {
		List<Long> sums = new ArrayList<>();
		try (LoadedModule module = loader.load(TestModules.WASI_THREADS, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module)
					.threadSetup(
							onMainThread((instance) -> sums.add(instance.export("parallel_sum").apply(2, 1_000)[0])))
					.build()) {
			long serial = workers.spawn("serial_sum", 1_000).orTimeout(30, TimeUnit.SECONDS).join()[0];
			assertThat(sums).containsExactly(serial);
		}
	}

	@Test
	void stopAfterAFailureWhileTheMainThreadBegins() {
		try (LoadedModule module = loader.load(TestModules.THREADS, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module)
					.threadSetup(onMainThread((instance) -> instance.export("trap").apply()))
					.build()) {
			DarkSwapException failure = failureOf(workers.spawn("add", 1, 2));
			assertThat(failure.code()).isEqualTo(ErrorCode.INITIALIZATION_FAILED);
			assertThat(workers.failure()).containsSame(failure);
		}
	}

	@Test
	void runOnTheGivenExecutor() {
		ExecutorService executor = Executors.newFixedThreadPool(2, (task) -> new Thread(task, "of-the-application"));
		Set<String> names = new ConcurrentSkipListSet<>();
		ImportFunction fail = new ImportFunction("host", "fail", FunctionType.of(List.of(), List.of()),
				(instance, arguments) -> {
					names.add(Thread.currentThread().getName());
					return new long[0];
				});
		try (LoadedModule module = loader.load(TestModules.TRAPS, ImportValues.builder().addFunction(fail).build(),
				new MemoryOptions(1, 1, true));
				WasmWorkers workers = WasmWorkers.builder(module).executor(executor).build()) {
			workers.spawn("host").join();
			assertThat(names).containsExactly("of-the-application");
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void runOnVirtualThreads() throws Exception {
		ExecutorService virtual = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
			.invoke(null);
		try (LoadedModule module = loader.load(TestModules.WASI_THREADS, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).executor(virtual).build()) {
			long serial = workers.spawn("serial_sum", 20_000).join()[0];
			assertThat(workers.spawn("parallel_sum", 8, 20_000).join()).containsExactly(serial);
		}
		finally {
			virtual.shutdownNow();
		}
	}

	@Test
	void areStartedByTheModuleItself() throws Exception {
		try (LoadedModule module = loader.load(TestModules.WASI_THREADS, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).build()) {
			long serial = workers.spawn("serial_sum", 50_000).join()[0];
			for (int threads = 1; threads <= 8; threads *= 2) {
				assertThat(workers.spawn("parallel_sum", threads, 50_000).join()).containsExactly(serial);
			}
			workers.join();
			assertThat(workers.failure()).isEmpty();
		}
	}

	@Test
	void runTheHostsCallsOnOneMainThreadIfOnlyThreadsOfTheModuleHaveStacks() {
		try (LoadedModule module = loader.load(TestModules.WASI_THREADS, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).build()) {
			assertThat(workers.spawn("get_mine").join()).containsExactly(42);
			workers.spawn("set_mine", 43).join();
			assertThat(workers.spawn("parallel_sum", 4, 1_000).join()[0]).isNotZero();
			assertThat(workers.spawn("get_mine").join()).as("its thread-local storage").containsExactly(43);
		}
	}

	@Test
	void doNotRunOnAMainThreadWhoseStorageAnotherInstanceHas() {
		try (LoadedModule module = loader.load(TestModules.WASI_THREADS, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).build()) {
			module.instantiate();
			DarkSwapException refusal = failureOf(workers.spawn("get_mine"));
			assertThat(refusal.code()).isEqualTo(ErrorCode.WORKER_REFUSED);
			assertThat(refusal).hasMessageContaining("load it again");
		}
	}

	@Test
	void runATaskOfTheHostWithAnInstance() {
		try (LoadedModule module = loader.load(TestModules.THREADS, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).build()) {
			String text = workers.spawn((instance) -> {
				instance.export("set_mine").apply(9);
				return "mine is " + instance.export("get_mine").apply()[0];
			}).join();
			assertThat(text).isEqualTo("mine is 9");
			DarkSwapException failure = catchThrowableOfType(CompletionException.class,
					() -> workers.spawn((instance) -> instance.export("trap").apply()).join())
				.getCause() instanceof DarkSwapException known ? known : null;
			assertThat(failure).hasMessageContaining("trapped in a task");
			assertThat(workers.failure()).containsSame(failure);
		}
	}

	@Test
	void thatTheModuleStartsCountForTheLimit() {
		try (LoadedModule module = loader.load(TestModules.WASI_THREADS, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).limit(1).build()) {
			assertThat(workers.spawn("parallel_sum", 4, 1_000).join()).as("no thread was started").containsExactly(0);
		}
	}

	@Test
	void areRefusedAboveTheLimit() {
		try (LoadedModule module = loader.load(TestModules.THREADS, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).limit(1).build()) {
			CompletableFuture<long[]> waiting = workers.spawn("wait_for_ever");
			assertThat(failureOf(workers.spawn("add", 1, 2)).code()).isEqualTo(ErrorCode.WORKER_REFUSED);
			assertThat(waiting).isNotDone();
		}
	}

	@Test
	void areRefusedOnTheOnlyStackOfAModuleWhileOneRunsThere() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		ImportFunction spawn = new ImportFunction("wasi", "thread-spawn", TestModules.SPAWN_TYPE,
				(instance, arguments) -> {
					started.countDown();
					await(end);
					return new long[] { -1 };
				});
		try (LoadedModule module = loader.load(TestModules.WASI_THREADS,
				ImportValues.builder().addFunction(spawn).build(), MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).build()) {
			CompletableFuture<long[]> main = workers.spawn("parallel_sum", 1, 1);
			started.await();
			assertThat(failureOf(workers.spawn("serial_sum", 1))).hasMessageContaining("only C stack");
			end.countDown();
			main.join();
			assertThat(workers.spawn("serial_sum", 1).join()).hasSize(1);
		}
	}

	@Test
	void areSetUpByWasmBindgen() {
		try (LoadedModule module = loader.load(TestModules.BINDGEN_THREADS, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).build()) {
			assertThat(workers.spawn("mine").join()).containsExactly(1);
			assertThat(workers.spawn("mine").join()).containsExactly(2);
			assertThat(workers.spawn("destroyed").join()).containsExactly(2);
		}
	}

	@Test
	void areSetUpByTheirUser() {
		List<String> steps = new ArrayList<>();
		ThreadSetup setup = new ThreadSetup() {

			@Override
			public void begin(Instance instance, int thread) {
				steps.add("begin " + thread);
			}

			@Override
			public void end(Instance instance, int thread) {
				steps.add("end " + thread);
			}

		};
		try (LoadedModule module = loader.load(TestModules.THREADS_WITHOUT_EXPORTS, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).threadSetup(setup).build()) {
			assertThat(workers.spawn("add", 1, 2).join()).containsExactly(3);
			assertThat(steps).hasSize(2).first().asString().startsWith("begin");
		}
	}

	@Test
	void runOnlyFunctionsThatTheModuleExports() {
		try (LoadedModule module = loader.load(TestModules.THREADS, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).build()) {
			assertThat(failureOf(workers.spawn("missing"))).hasMessageContaining("no function missing");
			assertThat(failureOf(workers.spawn("add", 1))).hasMessageContaining("2 parameter(s), but 1");
			assertThat(workers.failure()).isEmpty();
			assertThat(workers.spawn("add", 1, 2).join()).containsExactly(3);
		}
	}

	@Test
	@SuppressWarnings("NullAway")
	void refuseATaskThatIsNullAndRunTheNext() {
		try (LoadedModule module = loader.load(TestModules.THREADS, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).build()) {
			Function<Instance, Object> task = null;
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> workers.spawn(task))
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.INVALID_ARGUMENT);
			assertThat(workers.spawn("add", 1, 2).join()).containsExactly(3);
		}
	}

	@Test
	void needAConventionForThreads() {
		try (LoadedModule module = loader.load(TestModules.THREADS_WITHOUT_EXPORTS, MEMORY)) {
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> WasmWorkers.builder(module).build())
				.withMessageContaining("--export=__stack_pointer")
				.withMessageContaining("ThreadSetup")
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.MODULE_UNSUPPORTED);
		}
	}

	@Test
	void needASharedMemory() {
		try (LoadedModule module = loader.load(TestModules.OWN_MEMORY, MEMORY)) {
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> WasmWorkers.builder(module).build())
				.withMessageContaining("--shared-memory");
		}
	}

	@Nested
	class AfterATrap {

		@Test
		void theOthersAreStoppedAndNoMoreStart() throws Exception {
			try (LoadedModule module = loader.load(TestModules.THREADS, MEMORY);
					WasmWorkers workers = WasmWorkers.builder(module).build()) {
				CompletableFuture<long[]> waiting = workers.spawn("wait_for_ever");
				CompletableFuture<long[]> spinning = workers.spawn("spin");
				WasmTrapException trap = (WasmTrapException) failureOf(workers.spawn("trap"));
				assertThat(trap.kind()).isEqualTo(TrapKind.UNREACHABLE);
				assertThat(failureOf(waiting).code()).isEqualTo(ErrorCode.CALL_INTERRUPTED);
				assertThat(failureOf(spinning)).hasCause(trap);
				assertThat(failureOf(workers.spawn("add", 1, 2)).code()).isEqualTo(ErrorCode.CALL_INTERRUPTED);
				assertThat(catchThrowableOfType(DarkSwapException.class, workers::join)).isSameAs(trap);
				assertThat(workers.failure()).containsSame(trap);
			}
		}

		@Test
		void aThreadOfTheExecutorIsNotLeftInterrupted() throws Exception {
			ExecutorService executor = Executors.newFixedThreadPool(2);
			try (LoadedModule module = loader.load(TestModules.THREADS, MEMORY);
					WasmWorkers workers = WasmWorkers.builder(module).executor(executor).build()) {
				CompletableFuture<long[]> waiting = workers.spawn("wait_for_ever");
				failureOf(workers.spawn("trap"));
				failureOf(waiting);
				for (int task = 0; task < 4; task++) {
					assertThat(executor.submit(() -> Thread.currentThread().isInterrupted()).get()).isFalse();
				}
			}
			finally {
				executor.shutdownNow();
			}
		}

		@Test
		void anOverflowOfAStackStopsTheGroup() {
			try (LoadedModule module = loader.load(TestModules.THREADS, MEMORY);
					WasmWorkers workers = WasmWorkers.builder(module).build()) {
				assertThat(failureOf(workers.spawn("recurse", 300)).code()).isEqualTo(ErrorCode.ENGINE_STACK_OVERFLOW);
				assertThat(workers.failure()).isPresent();
			}
		}

	}

	@Nested
	class Closed {

		@Test
		void withTheirModule() {
			LoadedModule module = loader.load(TestModules.THREADS, MEMORY);
			WasmWorkers workers = WasmWorkers.builder(module).build();
			CompletableFuture<long[]> waiting = workers.spawn("wait_for_ever");
			module.close();
			assertThat(workers.running()).isZero();
			assertThat(failureOf(waiting).code()).isEqualTo(ErrorCode.CALL_INTERRUPTED);
			assertThat(failureOf(workers.spawn("add", 1, 2)).code()).isEqualTo(ErrorCode.NOT_INITIALIZED);
		}

		@Test
		void leaveTheirModuleOpen() {
			try (LoadedModule module = loader.load(TestModules.THREADS, MEMORY)) {
				WasmWorkers workers = WasmWorkers.builder(module).build();
				workers.spawn("add", 1, 2).join();
				workers.close();
				workers.close();
				assertThat(module.instantiate().export("add").apply(1, 2)).containsExactly(3);
			}
		}

		@Test
		void byAWorkersResultDoNotWaitForThemselves() {
			try (LoadedModule module = loader.load(TestModules.THREADS, MEMORY)) {
				WasmWorkers workers = WasmWorkers.builder(module).build();
				long begun = System.nanoTime();
				workers.spawn("add", 1, 2).thenRun(workers::close).join();
				assertThat(System.nanoTime() - begun).isLessThan(9_000_000_000L);
			}
		}

	}

	private static DarkSwapException failureOf(CompletableFuture<long[]> result) {
		CompletionException failure = catchThrowableOfType(CompletionException.class, result::join);
		assertThat(failure).as("failure").isNotNull();
		return (DarkSwapException) failure.getCause();
	}

	private static ThreadSetup onMainThread(Consumer<Instance> begin) {
		return new ThreadSetup() {

			@Override
			public void begin(Instance instance, int thread) {
				begin.accept(instance);
			}

			@Override
			public void beginSpawned(Instance instance, int thread, int argument) {
				// The module did it.
			}

			@Override
			public boolean usesMainThread() {
				return true;
			}

		};
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
