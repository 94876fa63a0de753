package io.darkswap.wasm.pool;

import java.util.Arrays;
import java.util.Optional;

import com.dylibso.chicory.wasm.types.MutabilityType;
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
	 * Return the set-up of workers.
	 * @throws DarkSwapException with {@link ErrorCode#MODULE_UNSUPPORTED} if none is
	 * known
	 */
	static ThreadSetup ofWorkers(LoadedModule module, @Nullable ThreadSetup own, int stackPages) {
		module.privateMemoryReason().ifPresent((reason) -> {
			throw unsupported("The workers of %s cannot share its memory: %s", module, reason);
		});
		if (own != null) {
			return own;
		}
		return switch (module.threadConvention()) {
			case STATELESS -> (instance, thread) -> {
			};
			case WASI_THREADS -> new WasiThreads();
			case LLVM -> new StackedThreads(module, stackPages);
			case WASM_BINDGEN -> new BindgenThreads();
			case EMSCRIPTEN -> throw unsupported("The workers of %s would share one C stack: %s", module,
					"create EmscriptenThreads, load the module with them as its imports, and give them to threadSetup(..)");
			case UNKNOWN -> throw unsupported("The workers of %s would share one C stack: %s", module, LINK);
		};
	}

	/** Return whether a module may have thread-local storage beside its C stack. */
	static boolean hasThreadLocals(LoadedModule module) {
		return Arrays.stream(module.module().globalSection().globals())
			.filter((global) -> global.mutabilityType() == MutabilityType.Var)
			.count() > 1;
	}

	private static DarkSwapException unsupported(String message, LoadedModule module, String reason) {
		return new DarkSwapException(ErrorCode.MODULE_UNSUPPORTED, message.formatted(module.url(), reason));
	}

}
