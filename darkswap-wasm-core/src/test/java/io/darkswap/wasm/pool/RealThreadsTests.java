package io.darkswap.wasm.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import io.darkswap.wasm.loader.ImportContext;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.ModuleImports;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Modules of others, with threads of each toolchain: four workers compute together over
 * one memory what Node computes. {@code src/test/real-modules/fetch.sh} fetches the
 * modules and runs Node.
 */
@EnabledIfSystemProperty(named = "real-modules", matches = ".+")
@Timeout(600)
class RealThreadsTests {

	private static final int WORKERS = 4;

	private static final SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder()
		.compileTimeout(Duration.ofMinutes(10))
		.build();

	@AfterAll
	static void close() {
		loader.close();
	}

	/** wasm-bindgen's output with rayon. */
	@Test
	void ofRayonCompressAPictureAsNodeDoes() throws Exception {
		AtomicInteger builder = new AtomicInteger();
		String start = "__wbg_startWorkers";
		try (LoadedModule module = load("_jsquash_oxipng-2.3.0-codec_pkg-parallel_squoosh_oxipng_bg.wasm",
				(context) -> stubs(context, Map.of(start, (instance, arguments) -> {
					builder.set((int) arguments[2]);
					return new long[1];
				}))); WasmWorkers workers = WasmWorkers.builder(module).name("rayon").limit(WORKERS).build()) {
			Instance main = module.instantiate((created) -> call(created, "__wbindgen_start"));
			call(main, "initThreadPool", WORKERS);
			int receiver = call(main, "wbg_rayon_poolbuilder_receiver", builder.get());
			List<CompletableFuture<long[]>> started = new ArrayList<>();
			for (int worker = 0; worker < WORKERS; worker++) {
				started.add(workers.spawn("wbg_rayon_start_worker", receiver));
			}
			call(main, "wbg_rayon_poolbuilder_build", builder.get());
			assertThat(compress(main)).isEqualTo(inNode("compress"));
			assertThat(workers.running()).isEqualTo(WORKERS);
			assertThat(started).noneMatch(CompletableFuture::isDone);
		}
	}

	private static String compress(Instance main) throws Exception {
		int width = 128;
		int height = 96;
		int level = 2;
		Memory memory = main.memory();
		int returned = call(main, "__wbindgen_add_to_stack_pointer", -16);
		byte[] picture = new byte[width * height * 4];
		for (int index = 0; index < picture.length; index++) {
			picture[index] = (byte) (((index >> 8) * 3) ^ (index * 5));
		}
		int address = call(main, "__wbindgen_malloc", picture.length, 1);
		memory.write(address, picture);
		call(main, "optimise_raw", returned, address, picture.length, width, height, level, 0, 0);
		return sha1(memory.readBytes(memory.readInt(returned), memory.readInt(returned + Integer.BYTES)));
	}

	/** Emscripten's pthreads, with SIMD. */
	@Test
	void ofEmscriptenMultiplyMatricesAsNodeDoes() throws Exception {
		EmscriptenThreads threads = EmscriptenThreads.builder()
			.imports((context) -> stubs(context,
					Map.of("emscripten_num_logical_cores", (instance, arguments) -> new long[] { 4 * WORKERS },
							"emscripten_memcpy_big", (instance, arguments) -> {
								instance.memory().copy((int) arguments[0], (int) arguments[1], (int) arguments[2]);
								return new long[] { arguments[0] };
							}),
					"__pthread_create_js", "__emscripten_init_main_thread_js", "__emscripten_thread_cleanup",
					"emscripten_unwind_to_js_event_loop", "_emscripten_default_pthread_stack_size"))
			.build();
		try (LoadedModule module = load(
				"_tensorflow_tfjs-backend-wasm-4.22.0-dist_tfjs-backend-wasm-threaded-simd.wasm", threads);
				WasmWorkers workers = WasmWorkers.builder(module).threadSetup(threads).build()) {
			// The main thread takes part.
			workers.spawn("init_with_threads_count", WORKERS + 1).join();
			assertThat(workers.running()).isEqualTo(WORKERS);
			assertThat(workers.spawn((instance) -> multiply(instance, 96)).join()).isEqualTo(inNode("multiply"));
			assertThat(workers.failure()).isEmpty();
		}
	}

	private static String multiply(Instance main, int size) {
		matrix(main, 1, size, (index) -> (index % 97) / 8.0F);
		matrix(main, 2, size, (index) -> (index % 89) / 16.0F - 2);
		int product = matrix(main, 3, size, (index) -> 0);
		int shape = call(main, "malloc", 3 * Integer.BYTES);
		Memory memory = main.memory();
		memory.writeI32(shape, 1);
		memory.writeI32(shape + Integer.BYTES, size);
		memory.writeI32(shape + 2 * Integer.BYTES, size);
		call(main, "BatchMatMul", 1, shape, 3, 2, shape, 3, 0, 0, 3);
		return sha1(memory.readBytes(product, size * size * Float.BYTES));
	}

	private static int matrix(Instance main, int id, int size, Elements elements) {
		int address = call(main, "malloc", size * size * Float.BYTES);
		for (int index = 0; index < size * size; index++) {
			main.memory().writeF32(address + index * Float.BYTES, elements.at(index));
		}
		call(main, "register_tensor", id, size * size, address);
		return address;
	}

	/** wasi-threads: the threads of C++. */
	@Test
	void ofWasiCountAsNodeDoes() throws Exception {
		int iterations = 10_000;
		try (LoadedModule module = load("_aztec_bb.js-0.16.7-dest_node_barretenberg_wasm_barretenberg-threads.wasm",
				(context) -> stubs(context,
						Map.of("env_hardware_concurrency", (instance, arguments) -> new long[] { WORKERS }),
						"thread-spawn"));
				WasmWorkers workers = WasmWorkers.builder(module).build()) {
			workers.spawn("_initialize").join();
			int counted = workers.spawn((main) -> {
				int address = call(main, "bbmalloc", 64);
				main.memory().writeI32(address, Integer.reverseBytes(WORKERS));
				main.memory().writeI32(address + Integer.BYTES, Integer.reverseBytes(iterations));
				call(main, "test_threads", address, address + Integer.BYTES, address + 2 * Integer.BYTES);
				return Integer.reverseBytes(main.memory().readInt(address + 2 * Integer.BYTES));
			}).join();
			assertThat(counted).hasToString(inNode("count"));
			workers.join();
		}
	}

	/** Node-API's addon, with C stacks from the module's own allocator. */
	@Test
	void ofAnAddonHashTextsAsNodeDoes() throws Exception {
		NodeApi node = new NodeApi();
		try (LoadedModule module = load("_node-rs_xxhash-wasm32-wasi-1.7.6-xxhash.wasm32-wasi.wasm",
				(context) -> stubs(context, node.functions()))) {
			// Its main thread registers the functions, and allocates for the others.
			Instance main = module.instantiate();
			call(main, "__napi_register__xxh32_0");
			call(main, "napi_register_wasm_v1", 0, 0);
			ThreadSetup setup = (instance, thread) -> call(instance, "emnapi_async_worker_init",
					call(main, "emnapi_async_worker_create"));
			try (WasmWorkers workers = WasmWorkers.builder(module).threadSetup(setup).limit(WORKERS).build()) {
				int texts = 1_000;
				List<CompletableFuture<List<String>>> parts = new ArrayList<>();
				for (int worker = 0; worker < WORKERS; worker++) {
					int from = texts / WORKERS * worker;
					parts.add(workers.spawn((instance) -> hashes(node, instance, from, from + texts / WORKERS)));
				}
				String all = parts.stream()
					.flatMap((part) -> part.join().stream())
					.collect(Collectors.joining("\n", "", "\n"));
				assertThat(sha1(all.getBytes())).isEqualTo(inNode("hashes"));
			}
		}
	}

	private static List<String> hashes(NodeApi node, Instance instance, int from, int to) {
		List<String> hashes = new ArrayList<>();
		for (int index = from; index < to; index++) {
			hashes.add(Integer.toUnsignedString(node.call(instance, "text ".repeat(index % 50) + index, index)));
		}
		return hashes;
	}

	private static LoadedModule load(String file, ModuleImports imports) {
		return loader.load(Path.of(System.getProperty("real-modules"), file).toUri().toString(), imports,
				MemoryOptions.ofModule());
	}

	/**
	 * Return imports that return 0, except the given ones and those that are left out.
	 */
	private static ImportValues stubs(ImportContext context, Map<String, WasmFunctionHandle> given, String... leftOut) {
		ImportValues.Builder imports = ImportValues.builder();
		context.module()
			.module()
			.importSection()
			.stream()
			.filter(FunctionImport.class::isInstance)
			.filter((wanted) -> !List.of(leftOut).contains(wanted.name()))
			.forEach((wanted) -> {
				FunctionType type = context.module()
					.module()
					.typeSection()
					.getType(((FunctionImport) wanted).typeIndex());
				WasmFunctionHandle function = given.entrySet()
					.stream()
					.filter((entry) -> wanted.name().startsWith(entry.getKey()))
					.map(Map.Entry::getValue)
					.findFirst()
					.orElse((instance, arguments) -> new long[type.returns().size()]);
				imports.addFunction(new ImportFunction(wanted.module(), wanted.name(), type, function));
			});
		return imports.build();
	}

	private static String inNode(String name) throws IOException {
		return Files.readAllLines(Path.of(System.getProperty("real-modules"), "threads.tsv"))
			.stream()
			.filter((line) -> line.startsWith(name + "\t"))
			.map((line) -> line.substring(name.length() + 1))
			.findFirst()
			.orElseThrow();
	}

	private static int call(Instance instance, String export, long... arguments) {
		long[] results = instance.export(export).apply(arguments);
		return (results != null && results.length > 0) ? (int) results[0] : 0;
	}

	private static String sha1(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The elements of a matrix. */
	private interface Elements {

		float at(int index);

	}

	/**
	 * As much of Node-API as a function of a text and a number needs. The value 1 stands
	 * for the text, 2 for the number.
	 */
	private static final class NodeApi {

		private static final int UNDEFINED = 0;

		private static final int NUMBER = 3;

		private static final int STRING = 4;

		private final ThreadLocal<byte[]> text = new ThreadLocal<>();

		private final ThreadLocal<Integer> number = new ThreadLocal<>();

		private final ThreadLocal<Integer> result = new ThreadLocal<>();

		private volatile int callback;

		private volatile int data;

		Map<String, WasmFunctionHandle> functions() {
			return Map.of("napi_create_function", (instance, arguments) -> {
				this.callback = (int) arguments[3];
				this.data = (int) arguments[4];
				return ok();
			}, "napi_get_cb_info", (instance, arguments) -> {
				instance.memory().writeI32((int) arguments[2], 2);
				for (int index = 0; index < 2; index++) {
					instance.memory().writeI32((int) arguments[3] + index * Integer.BYTES, index + 1);
				}
				if (arguments[5] != 0) {
					instance.memory().writeI32((int) arguments[5], this.data);
				}
				return ok();
			}, "napi_typeof", (instance, arguments) -> {
				int type = (arguments[1] == 1) ? STRING : (arguments[1] == 2) ? NUMBER : UNDEFINED;
				instance.memory().writeI32((int) arguments[2], type);
				return ok();
			}, "napi_get_value_string_utf8", (instance, arguments) -> {
				byte[] bytes = this.text.get();
				int length = bytes.length;
				if (arguments[2] != 0) {
					length = (int) Math.min(length, arguments[3] - 1);
					instance.memory().write((int) arguments[2], bytes, 0, length);
					instance.memory().writeByte((int) arguments[2] + length, (byte) 0);
				}
				if (arguments[4] != 0) {
					instance.memory().writeI32((int) arguments[4], length);
				}
				return ok();
			}, "napi_get_value_uint32", (instance, arguments) -> {
				instance.memory().writeI32((int) arguments[2], this.number.get());
				return ok();
			}, "napi_create_uint32", (instance, arguments) -> {
				this.result.set((int) arguments[1]);
				return ok();
			});
		}

		/** Call the function that the module registered. */
		int call(Instance instance, String text, int number) {
			this.text.set(text.getBytes());
			this.number.set(number);
			int function = instance.exports().table("__indirect_function_table").requiredRef(this.callback);
			instance.getMachine().call(function, new long[] { 0, 0 });
			return this.result.get();
		}

		private static long[] ok() {
			return new long[1];
		}

	}

}
