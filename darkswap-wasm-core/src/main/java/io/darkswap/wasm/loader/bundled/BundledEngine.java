package io.darkswap.wasm.loader.bundled;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

import com.dylibso.chicory.runtime.CompiledModule;
import org.jspecify.annotations.NullMarked;

/**
 * The engine inside this library, which the build compiled to classes. A module with
 * exactly these bytes runs those classes, whatever its URL. Not API.
 */
@NullMarked
public final class BundledEngine {

	private static final String RESOURCE = "/darkswap-wasm/darkswap_wasm_bg.wasm";

	private BundledEngine() {
	}

	/**
	 * Return the length of the engine's module.
	 * @return bytes
	 */
	public static int length() {
		return Bytes.VALUE.length;
	}

	/**
	 * Return whether a module is the engine.
	 * @param module its bytes
	 * @return whether they are the engine's
	 */
	public static boolean matches(byte[] module) {
		return Arrays.equals(Bytes.VALUE, module);
	}

	/**
	 * Return the engine as classes.
	 * @return the compiled engine
	 */
	public static CompiledModule compiled() {
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
