package io.darkswap.wasm.loader.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.DigestInputStream;
import java.util.Map;

import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.CustomSection;
import com.dylibso.chicory.wasm.types.NameCustomSection;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.loader.bundled.BundledEngine;

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
		// Parsing the bundled engine would take longer than all the rest of loading it.
		byte[] start = digesting.readNBytes(BundledEngine.length() + 1);
		if (BundledEngine.matches(start)) {
			return new ParsedModule(BundledEngine.compiled().wasmModule(), digest(digesting), true);
		}
		WasmModule module = parse(url, new SequenceInputStream(new ByteArrayInputStream(start), digesting));
		return new ParsedModule(module, digest(digesting), false);
	}

	private static WasmModule parse(String url, InputStream body) throws IOException {
		try {
			return Parser.builder().withCustomParsers(Map.of("name", ModuleReader::names)).build().parse(() -> body);
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
		catch (StackOverflowError | OutOfMemoryError | AssertionError ex) {
			// A few bytes can claim to nest, or to number, more than any JVM holds.
			// Where assertions are on, Chicory asserts what the bytes should say.
			// What it had made of them is garbage by now.
			throw ModuleFailures.invalid(url, ex);
		}
	}

	/**
	 * A custom section never makes a module invalid: one that is damaged names nothing.
	 */
	private static CustomSection names(byte[] section) {
		try {
			return NameCustomSection.parse(section);
		}
		catch (RuntimeException | AssertionError | OutOfMemoryError ex) {
			return NameCustomSection.parse(new byte[0]);
		}
	}

	private static String digest(DigestInputStream digested) {
		return Sha256.finish(digested.getMessageDigest());
	}

}
