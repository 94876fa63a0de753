package io.darkswap.wasm.loader.simd;

/**
 * A module uses vectors where they cannot be lowered. The message follows "The module".
 * Not API.
 */
public final class UnsupportedVectors extends RuntimeException {

	static final String GARBAGE_COLLECTION = "uses fixed-width SIMD and garbage collection, which this runtime cannot"
			+ " run in one module: build it without -msimd128 or +simd128";

	private static final long serialVersionUID = 1L;

	UnsupportedVectors(String message) {
		super(message);
	}

}
