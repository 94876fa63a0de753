package io.darkswap.wasm.loader.report;

import java.util.List;

import com.dylibso.chicory.wasm.types.ExternalType;

/**
 * How a module gives each thread that shares its memory a C stack and thread-local
 * storage. Toolchains differ in it, and a module shows it by its exports.
 */
public enum ThreadConvention {

	/**
	 * The module has no mutable global: its instances have nothing of their own, and need
	 * no set-up.
	 */
	STATELESS,

	/**
	 * LLVM's own exports: the host sets {@code __stack_pointer} and calls
	 * {@code __wasm_init_tls}.
	 */
	LLVM,

	/**
	 * wasi-threads: the module imports {@code wasi.thread-spawn} and exports
	 * {@code wasi_thread_start}, which sets up the thread itself.
	 */
	WASI_THREADS,

	/**
	 * wasm-bindgen: {@code __wbindgen_start} or the start function sets up each instance,
	 * {@code __wbindgen_thread_destroy} releases it.
	 */
	WASM_BINDGEN,

	/**
	 * Emscripten's pthreads, with exports that are not minified
	 * ({@code _emscripten_tls_init}).
	 */
	EMSCRIPTEN,

	/** None is known: instances would use one C stack. */
	UNKNOWN;

	private static final String STACK_POINTER = "__stack_pointer";

	/** Find the convention of a module. */
	static ThreadConvention of(List<ModuleReport.Import> imports, List<ModuleReport.Export> exports,
			int mutableGlobals) {
		boolean stackPointer = has(exports, STACK_POINTER, ExternalType.GLOBAL) && exports.stream()
			.anyMatch((export) -> export.name().equals(STACK_POINTER) && export.type().startsWith("mut "));
		// Without the function, any further global may be the base of thread-local
		// storage.
		if (stackPointer && (mutableGlobals == 1 || has(exports, "__wasm_init_tls", ExternalType.FUNCTION))) {
			return LLVM;
		}
		if (has(exports, "wasi_thread_start", ExternalType.FUNCTION)) {
			return WASI_THREADS;
		}
		if (has(exports, "__wbindgen_thread_destroy", ExternalType.FUNCTION)) {
			return WASM_BINDGEN;
		}
		if (has(exports, "_emscripten_tls_init", ExternalType.FUNCTION)) {
			return EMSCRIPTEN;
		}
		return (mutableGlobals == 0) ? STATELESS : UNKNOWN;
	}

	private static boolean has(List<ModuleReport.Export> exports, String name, ExternalType kind) {
		return exports.stream().anyMatch((export) -> export.name().equals(name) && export.kind() == kind);
	}

}
