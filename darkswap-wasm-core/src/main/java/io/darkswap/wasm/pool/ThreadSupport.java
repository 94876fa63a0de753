package io.darkswap.wasm.pool;

import java.util.Optional;

import io.darkswap.wasm.loader.LoadedModule;

/**
 * Decides whether several instances of a module may run at once.
 */
final class ThreadSupport {

	private ThreadSupport() {
	}

	/**
	 * Return the reason why only one instance of a module may run, empty if several may.
	 */
	static Optional<String> singleInstanceReason(LoadedModule module) {
		Optional<String> privateMemory = module.privateMemoryReason();
		if (privateMemory.isPresent()) {
			return privateMemory;
		}
		return switch (module.threadConvention()) {
			case STATELESS, LLVM, WASM_BINDGEN -> Optional.empty();
			case WASI_THREADS ->
				Optional.of("its threads get their C stacks from wasi_thread_start: run them with WasmWorkers");
			case EMSCRIPTEN -> Optional
				.of("its threads get their C stacks from Emscripten's pthread_create: run them with WasmWorkers");
			case UNKNOWN -> Optional.of("its instances would share one C stack: link it with"
					+ " --export=__stack_pointer --export=__wasm_init_tls --export=__tls_size --export=__tls_align"
					+ " (clang: each after -Wl,)");
		};
	}

}
