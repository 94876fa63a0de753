package io.darkswap.wasm.pool;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import io.darkswap.wasm.loader.ImportContext;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A module of another, with threads: wasm-bindgen's output with rayon, from
 * {@code @jsquash/oxipng}. Four workers compress a picture together, to the same bytes as
 * the module without threads does in Node.
 */
@EnabledIfSystemProperty(named = "real-modules", matches = ".+")
@Timeout(600)
class RealThreadsTests {

	private static final String MODULE = "_jsquash_oxipng-2.3.0-codec_pkg-parallel_squoosh_oxipng_bg.wasm";

	/** What {@code oxipng.mjs} prints for a picture of 128 by 96 at level 2. */
	private static final String IN_NODE = "0ac1a8ec61be2b4e98658a4565c3befba83448c0";

	private static final int WIDTH = 128;

	private static final int HEIGHT = 96;

	private static final int LEVEL = 2;

	private static final int WORKERS = 4;

	@Test
	void ofRayonCompressAPictureAsNodeDoes() throws Exception {
		String url = Path.of(System.getProperty("real-modules"), MODULE).toUri().toString();
		AtomicInteger builder = new AtomicInteger();
		try (SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();
				LoadedModule module = loader.load(url, (context) -> imports(context, builder),
						MemoryOptions.ofModule());
				WasmWorkers workers = WasmWorkers.builder(module).name("rayon").limit(WORKERS).build()) {
			Instance main = module.instantiate((created) -> call(created, "__wbindgen_start"));
			call(main, "initThreadPool", WORKERS);
			int receiver = call(main, "wbg_rayon_poolbuilder_receiver", builder.get());
			List<CompletableFuture<long[]>> started = new ArrayList<>();
			for (int worker = 0; worker < WORKERS; worker++) {
				started.add(workers.spawn("wbg_rayon_start_worker", receiver));
			}
			call(main, "wbg_rayon_poolbuilder_build", builder.get());
			assertThat(compress(main)).isEqualTo(IN_NODE);
			assertThat(workers.running()).isEqualTo(WORKERS);
			assertThat(started).noneMatch(CompletableFuture::isDone);
		}
	}

	private static String compress(Instance main) throws Exception {
		Memory memory = main.memory();
		int returned = call(main, "__wbindgen_add_to_stack_pointer", -16);
		byte[] picture = new byte[WIDTH * HEIGHT * 4];
		for (int index = 0; index < picture.length; index++) {
			picture[index] = (byte) (((index >> 8) * 3) ^ (index * 5));
		}
		int address = call(main, "__wbindgen_malloc", picture.length, 1);
		memory.write(address, picture);
		call(main, "optimise_raw", returned, address, picture.length, WIDTH, HEIGHT, LEVEL, 0, 0);
		byte[] png = memory.readBytes(memory.readInt(returned), memory.readInt(returned + Integer.BYTES));
		return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(png));
	}

	/** JavaScript's objects are not needed: 0 stands for each. */
	private static ImportValues imports(ImportContext context, AtomicInteger builder) {
		ImportValues.Builder imports = ImportValues.builder();
		context.module()
			.module()
			.importSection()
			.stream()
			.filter(FunctionImport.class::isInstance)
			.forEach((wanted) -> {
				FunctionType type = context.module()
					.module()
					.typeSection()
					.getType(((FunctionImport) wanted).typeIndex());
				imports.addFunction(new ImportFunction(wanted.module(), wanted.name(), type, (instance, arguments) -> {
					if (wanted.name().startsWith("__wbg_startWorkers")) {
						builder.set((int) arguments[2]);
					}
					return new long[type.returns().size()];
				}));
			});
		return imports.build();
	}

	private static int call(Instance instance, String export, long... arguments) {
		long[] results = instance.export(export).apply(arguments);
		return (results != null && results.length > 0) ? (int) results[0] : 0;
	}

}
