package io.darkswap.wasm.loader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

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

	private TestModules() {
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
