package io.darkswap.wasm.loader.report;

/**
 * A feature of WebAssembly beyond its first version, by the name of its specification or
 * proposal.
 */
public enum WasmFeature {

	/** {@code i32.extend8_s} and its like. */
	SIGN_EXTENSION("sign extension"),

	/** Conversions from floating point that do not trap. */
	SATURATING_CONVERSIONS("saturating float-to-int conversions"),

	/** Several results of a function, and parameters of blocks. */
	MULTI_VALUE("multi-value"),

	/** {@code memory.copy}, {@code memory.init} and passive data segments. */
	BULK_MEMORY("bulk memory operations"),

	/** References to functions and hosts as values. */
	REFERENCE_TYPES("reference types"),

	/** Shared memory and atomic instructions. */
	THREADS("threads"),

	/** Calls that replace their caller. */
	TAIL_CALLS("tail calls"),

	/** {@code try_table}, {@code throw} and {@code throw_ref}. */
	EXCEPTIONS("exception handling"),

	/** Typed references to functions. */
	FUNCTION_REFERENCES("typed function references"),

	/** Structures and arrays on a garbage-collected heap. */
	GARBAGE_COLLECTION("garbage collection"),

	/** More than one memory. */
	MULTI_MEMORY("multiple memories"),

	/** Vectors of 128 bits. */
	SIMD("fixed-width SIMD"),

	/** Vector instructions whose results depend on the machine. */
	RELAXED_SIMD("relaxed SIMD", "build it without -mrelaxed-simd or +relaxed-simd"),

	/** {@code try}, {@code catch} and {@code delegate}, the older exception handling. */
	LEGACY_EXCEPTIONS("legacy exception handling",
			"build it for the standard's exceptions (Emscripten: -sWASM_LEGACY_EXCEPTIONS=0), or convert it with wasm-opt --translate-to-exnref"),

	/** Memories and tables with 64-bit addresses. */
	MEMORY64("memory64", "build it for wasm32"),

	/** {@code i64.add128} and its like. */
	WIDE_ARITHMETIC("wide arithmetic", "build it without -mwide-arithmetic or +wide-arithmetic"),

	/** Pages of other sizes than 64 KiB. */
	CUSTOM_PAGE_SIZES("custom page sizes", "link it with pages of 64 KiB"),

	/** Continuations. */
	STACK_SWITCHING("stack switching", "build it without continuations"),

	/** A component, which contains modules. */
	COMPONENT("the component model", "extract its core module with wasm-tools component unbundle");

	private final String title;

	private final String remedy;

	WasmFeature(String title) {
		this(title, "");
	}

	WasmFeature(String title, String remedy) {
		this.title = title;
		this.remedy = remedy;
	}

	/**
	 * Return whether modules with this feature can be run.
	 * @return {@code false} if a module that uses it is refused
	 */
	public boolean isSupported() {
		return this.remedy.isEmpty();
	}

	/** Return how to build a module without a feature that is not supported. */
	String remedy() {
		return this.remedy;
	}

	/**
	 * Return the feature's name in the words of its specification.
	 */
	@Override
	public String toString() {
		return this.title;
	}

}
