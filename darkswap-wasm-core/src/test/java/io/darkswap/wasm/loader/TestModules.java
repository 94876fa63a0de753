package io.darkswap.wasm.loader;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;

import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;

/**
 * The modules under {@code src/test/resources/modules}, beside their sources.
 */
public final class TestModules {

	public static final String BUNDLED = "classpath:/darkswap-wasm/darkswap_wasm_bg.wasm";

	public static final String THREADS = "classpath:/modules/threads.wasm";

	public static final String OWN_MEMORY = "classpath:/modules/own-memory.wasm";

	public static final String UNSHARED_IMPORT = "classpath:/modules/unshared-import.wasm";

	public static final String HOST_FUNCTION = "classpath:/modules/host-function.wasm";

	public static final String NO_MEMORY = "classpath:/modules/no-memory.wasm";

	public static final String IMPORT_HUNGRY = "classpath:/modules/import-hungry.wasm";

	public static final String TRAP_AT_START = "classpath:/modules/trap-at-start.wasm";

	public static final String SPIN_AT_START = "classpath:/modules/spin-at-start.wasm";

	public static final String ACTIVE_DATA = "classpath:/modules/active-data.wasm";

	public static final String GROWING_TABLE = "classpath:/modules/growing-table.wasm";

	public static final String SIMD = "classpath:/modules/simd.wasm";

	public static final String VECTORS = "classpath:/modules/vectors.wasm";

	public static final String VECTOR_THREADS = "classpath:/modules/vector-threads.wasm";

	/** {@link #THREADS}, linked without the exports that threads need. */
	public static final String THREADS_WITHOUT_EXPORTS = "classpath:/modules/threads-without-exports.wasm";

	/** {@link #THREADS} with an allocator of 1 MiB. */
	public static final String THREADS_WITH_ALLOCATOR = "classpath:/modules/threads-with-allocator.wasm";

	public static final String TWO_MEMORIES = "classpath:/modules/two-memories.wasm";

	public static final String PASSIVE_A = "classpath:/modules/passive-a.wasm";

	public static final String PASSIVE_B = "classpath:/modules/passive-b.wasm";

	public static final String HOST_AT_START = "classpath:/modules/host-at-start.wasm";

	public static final String OWN_IMPORTS = "classpath:/modules/own-imports.wasm";

	public static final String WASI_THREADS = "classpath:/modules/wasi-threads.wasm";

	public static final String BINDGEN_THREADS = "classpath:/modules/bindgen-threads.wasm";

	public static final String EMSCRIPTEN_THREADS = "classpath:/modules/emscripten-threads.wasm";

	/** {@link #EMSCRIPTEN_THREADS} with minified names. */
	public static final String EMSCRIPTEN_MINIFIED = "classpath:/modules/emscripten-minified.wasm";

	/** The type of {@code wasi.thread-spawn}. */
	public static final FunctionType SPAWN_TYPE = FunctionType.of(List.of(ValType.I32), List.of(ValType.I32));

	public static final String TRAPS = "classpath:/modules/traps.wasm";

	private TestModules() {
	}

	/**
	 * Returns a module whose export {@code add(i32)} adds 1 some times, without a loop:
	 * each addition takes about 4 bytes of a JVM method.
	 */
	public static byte[] additions(int count) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		body.write(0);
		for (int addition = 0; addition < count; addition++) {
			body.writeBytes(new byte[] { 0x20, 0, 0x41, 1, 0x6A, 0x21, 0 });
		}
		body.writeBytes(new byte[] { 0x20, 0, 0x0B });
		ByteArrayOutputStream code = new ByteArrayOutputStream();
		code.write(1);
		number(code, body.size());
		code.writeBytes(body.toByteArray());
		ByteArrayOutputStream module = new ByteArrayOutputStream();
		module.writeBytes(HexFormat.of().parseHex("0061736d0100000001060160017f017f0302010007070103616464" + "00000a"));
		number(module, code.size());
		module.writeBytes(code.toByteArray());
		return module.toByteArray();
	}

	/** Returns a module that traps when its export {@code _start} is called. */
	public static byte[] exportedStart() {
		return HexFormat.of()
			.parseHex("0061736d0100000001040160000003020100070a01065f73746172740000" + "0a05010300000b");
	}

	private static void number(ByteArrayOutputStream out, int number) {
		int rest = number;
		for (; rest >= 0x80; rest >>>= 7) {
			out.write(rest | 0x80);
		}
		out.write(rest);
	}

	public static byte[] bytes(String url) {
		try (InputStream resource = TestModules.class.getResourceAsStream(url.substring("classpath:".length()))) {
			return resource.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
