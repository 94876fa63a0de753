package io.darkswap.wasm.pool;

import java.util.Optional;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.report.ThreadConvention;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what the threads of a module need, by its convention.
 */
final class ThreadSupport {

	private static final String LINK = "link it with --export=__stack_pointer --export=__wasm_init_tls"
			+ " --export=__tls_size --export=__tls_align (clang: each after -Wl,), or supply a ThreadSetup";

	private ThreadSupport() {
	}

	/**
	 * Return the reason why only one instance of a module may be lent, empty if several
	 * may.
	 */
	static Optional<String> singleInstanceReason(LoadedModule module, @Nullable ThreadSetup own) {
		Optional<String> privateMemory = module.privateMemoryReason();
		if (privateMemory.isPresent() || own != null) {
			return privateMemory;
		}
		return switch (module.threadConvention()) {
			case STATELESS, LLVM, WASM_BINDGEN -> Optional.empty();
			case WASI_THREADS -> Optional
				.of("only the threads that it starts have C stacks of their own: run it with WasmWorkers, or " + LINK);
			case EMSCRIPTEN, UNKNOWN -> Optional.of("its instances would share one C stack: " + LINK);
		};
	}

	/** Return the set-up of a pool's instances beside their C stacks, if there is one. */
	static @Nullable ThreadSetup ofPool(LoadedModule module, @Nullable ThreadSetup own) {
		return (own == null && module.threadConvention() == ThreadConvention.WASM_BINDGEN) ? new BindgenThreads() : own;
	}

	/**
	 * Return the set-up of workers, {@code null} if they need none.
	 * @throws DarkSwapException with {@link ErrorCode#MODULE_UNSUPPORTED} if none is
	 * known
	 */
	static @Nullable ThreadSetup ofWorkers(LoadedModule module, @Nullable ThreadSetup own, int stackPages) {
		module.privateMemoryReason().ifPresent((reason) -> {
			throw unsupported("The workers of %s cannot share its memory: %s", module, reason);
		});
		if (own != null) {
			return own;
		}
		return switch (module.threadConvention()) {
			case STATELESS, WASI_THREADS -> null;
			case LLVM -> new StackedThreads(module, stackPages);
			case WASM_BINDGEN -> new BindgenThreads();
			case EMSCRIPTEN -> throw unsupported("The workers of %s would share one C stack: %s", module,
					"supply a ThreadSetup that does what Emscripten's worker script does");
			case UNKNOWN -> throw unsupported("The workers of %s would share one C stack: %s", module, LINK);
		};
	}

	private static DarkSwapException unsupported(String message, LoadedModule module, String reason) {
		return new DarkSwapException(ErrorCode.MODULE_UNSUPPORTED, message.formatted(module.url(), reason));
	}

}
