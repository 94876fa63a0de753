package io.darkswap.wasm.loader.compile;

import java.io.ByteArrayInputStream;
import java.util.Map;

import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.CustomSection;
import com.dylibso.chicory.wasm.types.NameCustomSection;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.simd.BlockTypes;
import io.darkswap.wasm.loader.simd.SimdLowering;
import io.darkswap.wasm.loader.simd.UnsupportedVectors;

/**
 * Parses a module's bytes.
 */
public final class ModuleParser {

	private ModuleParser() {
	}

	/**
	 * Parse a module. HotSpot interprets Chicory's validation of functions, a method of
	 * more than 8,000 bytes of bytecode, so it takes longer than the parsing.
	 * @param url the URL of the module, without secrets
	 * @param bytes the module
	 * @param validate whether it is validated: always, unless its classes are known, and
	 * then none of its functions can be interpreted
	 * @return the parsed module
	 * @throws DarkSwapException with {@link ErrorCode#MODULE_INVALID} if it is not valid
	 */
	public static WasmModule parse(String url, byte[] bytes, boolean validate) {
		try {
			return parse(BlockTypes.renumber(bytes), validate);
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
	 * Parse a valid module in which vectors are lowered, since Chicory compiles none.
	 * @param url the URL of the module, without secrets
	 * @param bytes the module
	 * @param validate whether it is validated again
	 * @return the parsed module
	 * @throws DarkSwapException with {@link ErrorCode#MODULE_UNSUPPORTED} if its vectors
	 * cannot be lowered
	 */
	public static WasmModule parseLowered(String url, byte[] bytes, boolean validate) {
		try {
			return parse(BlockTypes.renumber(SimdLowering.lower(bytes)), validate);
		}
		catch (UnsupportedVectors ex) {
			throw new DarkSwapException(ErrorCode.MODULE_UNSUPPORTED,
					"The module at %s %s".formatted(url, ex.getMessage()), ex);
		}
		catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError ex) {
			throw new DarkSwapException(ErrorCode.MODULE_UNSUPPORTED,
					"The module at %s uses fixed-width SIMD in a way that this runtime cannot run: build it without -msimd128 or +simd128: %s"
						.formatted(url, ex.getMessage()),
					ex);
		}
	}

	private static WasmModule parse(byte[] bytes, boolean validate) {
		return Parser.builder()
			.withValidation(validate)
			.withCustomParsers(Map.of("name", ModuleParser::names))
			.build()
			.parse(() -> new ByteArrayInputStream(bytes));
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
