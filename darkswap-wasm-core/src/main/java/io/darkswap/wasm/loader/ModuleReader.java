package io.darkswap.wasm.loader;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;

import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import io.darkswap.wasm.DarkSwapException;

/**
 * Turns a module's bytes into a parsed module and its digest, in one pass over them.
 */
final class ModuleReader {

	private ModuleReader() {
	}

	/**
	 * Reads a body to its end.
	 * @throws IOException if it cannot be read
	 * @throws DarkSwapException if it is not a valid module
	 */
	static ParsedModule read(String url, InputStream body) throws IOException {
		DigestInputStream digesting = new DigestInputStream(body, Sha256.start());
		try {
			WasmModule module = Parser.parse(digesting);
			return new ParsedModule(module, Sha256.finish(digesting.getMessageDigest()));
		}
		catch (DarkSwapException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			if (ex.getCause() instanceof IOException failure) {
				throw failure;
			}
			throw ModuleFailures.invalid(url, ex);
		}
		catch (StackOverflowError | OutOfMemoryError ex) {
			// A few bytes can claim to nest, or to number, more than any JVM holds. What
			// the
			// parser had made of them is garbage by now.
			throw ModuleFailures.invalid(url, ex);
		}
	}

	record ParsedModule(WasmModule module, String sha256) {

	}

}
