package io.darkswap.wasm.loader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

import com.dylibso.chicory.runtime.CompiledModule;
import io.darkswap.wasm.loader.bundled.DarkSwapEngineModule;

/**
 * The engine inside this library, for which the build made classes: whoever fetches these
 * very bytes, from wherever, runs those classes.
 */
final class BundledEngine {

	private static final String RESOURCE = "/darkswap-wasm/darkswap_wasm_bg.wasm";

	private BundledEngine() {
	}

	static int length() {
		return Bytes.VALUE.length;
	}

	static boolean matches(byte[] module) {
		return Arrays.equals(Bytes.VALUE, module);
	}

	static CompiledModule compiled() {
		return new DarkSwapEngineModule();
	}

	/** Read when the first module is loaded. */
	private static final class Bytes {

		static final byte[] VALUE = read();

		private static byte[] read() {
			try (InputStream resource = BundledEngine.class.getResourceAsStream(RESOURCE)) {
				if (resource == null) {
					throw new IllegalStateException("The library's jar lacks " + RESOURCE);
				}
				return resource.readAllBytes();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
