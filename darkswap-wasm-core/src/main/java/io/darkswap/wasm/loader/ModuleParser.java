package io.darkswap.wasm.loader;

import java.io.ByteArrayInputStream;
import java.util.Map;

import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.CustomSection;
import com.dylibso.chicory.wasm.types.NameCustomSection;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * Parses a module's bytes.
 */
final class ModuleParser {

	private ModuleParser() {
	}

	/**
	 * Parse and validate a module.
	 * @param url the URL of the module, without secrets
	 * @param bytes the module
	 * @return the parsed module
	 * @throws DarkSwapException with {@link ErrorCode#MODULE_INVALID} if it is not valid
	 */
	static WasmModule parse(String url, byte[] bytes) {
		try {
			return Parser.builder()
				.withCustomParsers(Map.of("name", ModuleParser::names))
				.build()
				.parse(() -> new ByteArrayInputStream(bytes));
		}
		catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError ex) {
			// A few bytes can claim to nest, or to number, more than any JVM holds.
			// With assertions enabled, Chicory asserts properties of the bytes.
			// The memory of the failed parse is garbage by now.
			throw new DarkSwapException(ErrorCode.MODULE_INVALID,
					"The module at %s is not valid WebAssembly: rebuild it: %s".formatted(url, ex.getMessage()), ex);
		}
	}

	/**
	 * Read the names of functions. A custom section never makes a module invalid: a
	 * damaged section names nothing.
	 */
	private static CustomSection names(byte[] section) {
		try {
			return NameCustomSection.parse(section);
		}
		catch (RuntimeException | AssertionError | OutOfMemoryError ex) {
			return NameCustomSection.parse(new byte[0]);
		}
	}

}
