package io.darkswap.wasm.pool;

import java.util.concurrent.CompletionException;

import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.loader.TestModules;
import io.darkswap.wasm.loader.report.ThreadConvention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(60)
class EmscriptenThreadsTests {

	private static final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	private static final MemoryOptions MEMORY = new MemoryOptions(16, 64, true);

	@Test
	void areStartedByPthreadCreate() throws Exception {
		EmscriptenThreads threads = EmscriptenThreads.builder().build();
		try (LoadedModule module = loader.load(TestModules.EMSCRIPTEN_THREADS, threads, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).threadSetup(threads).build()) {
			assertThat(module.threadConvention()).isEqualTo(ThreadConvention.EMSCRIPTEN);
			long serial = workers.spawn("serial_sum", 20_001).join()[0];
			for (int count = 1; count <= 8; count *= 2) {
				assertThat(workers.spawn("parallel_sum", count, 20_001).join()).containsExactly(serial);
			}
			workers.join();
			assertThat(workers.failure()).isEmpty();
		}
	}

	@Test
	void areFreedAfterTheyWereJoined() throws Exception {
		EmscriptenThreads threads = EmscriptenThreads.builder().build();
		try (LoadedModule module = loader.load(TestModules.EMSCRIPTEN_THREADS, threads, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).threadSetup(threads).build()) {
			for (int round = 0; round < 20; round++) {
				// The module traps unless the records of earlier threads are free.
				assertThat(workers.spawn("parallel_sum", 8, 100).join()[0]).isNotZero();
				workers.join();
			}
		}
	}

	@Test
	void runConstructorsOnceOnTheMainThread() {
		EmscriptenThreads threads = EmscriptenThreads.builder().build();
		try (LoadedModule module = loader.load(TestModules.EMSCRIPTEN_THREADS, threads, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).threadSetup(threads).build()) {
			workers.spawn("set_mine", 43).join();
			workers.spawn("parallel_sum", 4, 1_000).join();
			assertThat(workers.spawn("get_mine").join()).containsExactly(43);
			assertThat(workers.spawn("times_constructed").join()).containsExactly(1);
		}
	}

	@Test
	void haveNamesThatTheLinkerMinified() {
		EmscriptenThreads threads = EmscriptenThreads.builder()
			.rename("__pthread_create_js", "a")
			.rename("__emscripten_init_main_thread_js", "b")
			.rename("__emscripten_thread_cleanup", "c")
			.rename("emscripten_unwind_to_js_event_loop", "d")
			.rename("_emscripten_thread_init", "f")
			.rename("stackRestore", "g")
			.rename("_emscripten_tls_init", "h")
			.rename("_emscripten_thread_exit", "i")
			.rename("_emscripten_thread_free_data", "j")
			.build();
		try (LoadedModule module = loader.load(TestModules.EMSCRIPTEN_MINIFIED, threads, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).threadSetup(threads).build()) {
			assertThat(module.threadConvention()).isEqualTo(ThreadConvention.UNKNOWN);
			long serial = workers.spawn("serial_sum", 20_001).join()[0];
			assertThat(workers.spawn("parallel_sum", 4, 20_001).join()).containsExactly(serial);
		}
	}

	@Test
	void withoutANameAreRefusedWithIt() {
		EmscriptenThreads threads = EmscriptenThreads.builder()
			.rename("__emscripten_init_main_thread_js", "b")
			.imports((context) -> ImportValues.builder()
				.addFunction(unused("a", 4), unused("c", 1), unused("d", 0))
				.build())
			.build();
		try (LoadedModule module = loader.load(TestModules.EMSCRIPTEN_MINIFIED, threads, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).threadSetup(threads).build()) {
			DarkSwapException refusal = (DarkSwapException) catchThrowableOfType(CompletionException.class,
					() -> workers.spawn("serial_sum", 1).join())
				.getCause();
			assertThat(refusal.code()).isEqualTo(ErrorCode.MODULE_UNSUPPORTED);
			assertThat(refusal).hasMessageContaining("_emscripten_thread_init").hasMessageContaining("rename(..)");
		}
	}

	@Test
	void areCountedForTheLimit() {
		EmscriptenThreads threads = EmscriptenThreads.builder().build();
		try (LoadedModule module = loader.load(TestModules.EMSCRIPTEN_THREADS, threads, MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).threadSetup(threads).limit(1).build()) {
			assertThat(workers.spawn("parallel_sum", 4, 1_000).join()).as("no thread was started").containsExactly(0);
			assertThat(workers.failure()).isEmpty();
		}
	}

	@Test
	void areNeededByWorkers() {
		EmscriptenThreads threads = EmscriptenThreads.builder().build();
		try (LoadedModule module = loader.load(TestModules.EMSCRIPTEN_THREADS, threads, MEMORY)) {
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> WasmWorkers.builder(module).build())
				.withMessageContaining("EmscriptenThreads")
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.MODULE_UNSUPPORTED);
		}
	}

	private static ImportFunction unused(String name, int parameters) {
		List<ValType> types = List.of(ValType.I32, ValType.I32, ValType.I32, ValType.I32).subList(0, parameters);
		return new ImportFunction("env", name,
				FunctionType.of(types, name.equals("a") ? List.of(ValType.I32) : List.of()),
				(instance, arguments) -> new long[1]);
	}

}
