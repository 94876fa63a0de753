package io.darkswap.wasm.loader;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;

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

	static boolean matches(String sha256) {
		return Digest.VALUE.equals(sha256);
	}

	static CompiledModule compiled() {
		return new DarkSwapEngineModule();
	}

	/** Holds the digest, which only the first load of any module has to compute. */
	private static final class Digest {

		static final String VALUE = compute();

		private static String compute() {
			try (InputStream resource = BundledEngine.class.getResourceAsStream(RESOURCE)) {
				if (resource == null) {
					throw new IllegalStateException("The library's jar lacks " + RESOURCE);
				}
				DigestInputStream digesting = new DigestInputStream(resource, Sha256.start());
				digesting.transferTo(OutputStream.nullOutputStream());
				return Sha256.finish(digesting.getMessageDigest());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
