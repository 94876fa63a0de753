package io.darkswap.wasm.loader;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryImport;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.memory.FileImage;
import io.darkswap.wasm.memory.SharedLinearMemory;
import io.darkswap.wasm.threads.DaemonThreads;
import org.jspecify.annotations.Nullable;

/**
 * The linear memory chosen for one loaded module.
 *
 * @param memory the memory
 * @param imported the import it satisfies, {@code null} if the module defines its memory
 * or has none
 * @param owned whether the loader releases it, rather than the caller
 * @param privateReason the reason why only one instance may run over it; empty if several
 * may
 * @param cap the most pages of a further memory that the module defines
 */
record ModuleMemory(Memory memory, @Nullable MemoryImport imported, boolean owned, Optional<String> privateReason,
		int cap) {

	/**
	 * Chooses the memory of a module.
	 * @throws DarkSwapException with {@link ErrorCode#MODULE_MEMORY_MISMATCH} if the
	 * module's limits contradict the configured limits
	 */
	static ModuleMemory choose(WasmModule module, ImportValues given, MemoryOptions options) {
		MemoryImport imported = memoryImport(module);
		if (imported != null) {
			Memory supplied = find(given, imported);
			return (supplied != null) ? ofCaller(supplied, imported, options) : ofImport(imported, options);
		}
		if (module.memorySection().isPresent() && module.memorySection().get().memoryCount() > 0) {
			return ofModule(module.memorySection().get().getMemory(0).limits(), options);
		}
		return new ModuleMemory(create(new MemoryLimits(0, 0)), null, true,
				Optional.of("the module has no memory to share"), 0);
	}

	/**
	 * Creates the memory of a module with the bytes of a file. A thread makes the memory
	 * independent of the file, while instances may run.
	 * @throws DarkSwapException with {@link ErrorCode#MODULE_MEMORY_MISMATCH} if the
	 * option maximum is below the image's pages, or the module does not import its memory
	 */
	static ModuleMemory restored(WasmModule module, FileImage image, MemoryOptions options) {
		MemoryImport imported = memoryImport(module);
		if (imported == null) {
			throw notRestorable();
		}
		MemoryLimits limits = ImportedLimits.fit(imported, options);
		requireRoom(limits.maximumPages(), image.length() / Memory.PAGE_SIZE);
		Memory memory = create(limits, (wanted) -> SharedMemorySupport.createMemory(wanted, image));
		if (memory instanceof SharedLinearMemory shared) {
			DaemonThreads.start("darkswap-memory-detach", shared::detach);
		}
		return new ModuleMemory(memory, imported, true, privateReason(limits.shared(), options), options.maximum());
	}

	private static DarkSwapException notRestorable() {
		return new DarkSwapException(ErrorCode.MODULE_MEMORY_MISMATCH,
				"The module defines its own memory, which each instance initialises: link it with --import-memory to restore it");
	}

	private static void requireRoom(int maximum, int pages) {
		if (pages > maximum) {
			throw new DarkSwapException(ErrorCode.MODULE_MEMORY_MISMATCH,
					"The option maximum is %d pages, and the memory to restore has %d: raise it".formatted(maximum,
							pages),
					null, "maximum");
		}
	}

	private static ModuleMemory ofImport(MemoryImport imported, MemoryOptions options) {
		MemoryLimits limits = ImportedLimits.fit(imported, options);
		return new ModuleMemory(create(limits), imported, true, privateReason(limits.shared(), options),
				options.maximum());
	}

	private static ModuleMemory ofCaller(Memory supplied, MemoryImport imported, MemoryOptions options) {
		ImportedLimits.check(imported, supplied);
		return new ModuleMemory(supplied, imported, false, privateReason(supplied.shared(), options),
				options.maximum());
	}

	private static ModuleMemory ofModule(MemoryLimits declared, MemoryOptions options) {
		return new ModuleMemory(create(capped(declared, options.maximum())), null, true,
				Optional.of("the module defines its own memory: link it with --import-memory --shared-memory"),
				options.maximum());
	}

	/**
	 * Create a further memory that the module defines. Each instance has its own.
	 * @throws DarkSwapException with {@link ErrorCode#MODULE_MEMORY_MISMATCH} if it
	 * starts with more pages than the configured maximum
	 */
	Memory another(MemoryLimits declared) {
		return create(capped(declared, this.cap));
	}

	private static MemoryLimits capped(MemoryLimits declared, int cap) {
		if (declared.initialPages() > cap) {
			throw new DarkSwapException(ErrorCode.MODULE_MEMORY_MISMATCH,
					"The module's own memory starts with %d pages, above the option maximum, which is %d: raise it"
						.formatted(declared.initialPages(), cap),
					null, "maximum");
		}
		return new MemoryLimits(declared.initialPages(), Math.min(declared.maximumPages(), cap), declared.shared());
	}

	private static Optional<String> privateReason(boolean sharedType, MemoryOptions options) {
		return privateReason(sharedType, options, SharedMemorySupport.failure());
	}

	/**
	 * Returns the reason for private memory. A limit of the JVM comes first, because no
	 * option changes it.
	 */
	static Optional<String> privateReason(boolean sharedType, MemoryOptions options, Optional<String> probeFailure) {
		if (!sharedType) {
			return Optional.of("the module imports an unshared memory: link it with --shared-memory");
		}
		if (probeFailure.isPresent()) {
			return probeFailure.map((failure) -> "this JVM failed the probe of shared memory: " + failure);
		}
		return options.shared() ? Optional.empty() : Optional.of("the option shared is false");
	}

	private static @Nullable MemoryImport memoryImport(WasmModule module) {
		return module.importSection()
			.stream()
			.filter(MemoryImport.class::isInstance)
			.map(MemoryImport.class::cast)
			.findFirst()
			.orElse(null);
	}

	private static @Nullable Memory find(ImportValues given, MemoryImport imported) {
		for (ImportMemory candidate : given.memories()) {
			if (candidate.module().equals(imported.module()) && candidate.name().equals(imported.name())) {
				return candidate.memory();
			}
		}
		return null;
	}

	private static Memory create(MemoryLimits limits) {
		return create(limits, SharedMemorySupport::createMemory);
	}

	private static Memory create(MemoryLimits limits, Function<MemoryLimits, Memory> creation) {
		try {
			return creation.apply(limits);
		}
		catch (ChicoryException ex) {
			throw new DarkSwapException(ErrorCode.MODULE_MEMORY_MISMATCH,
					"This machine has no room for the option maximum, which is %d pages: lower it: %s"
						.formatted(limits.maximumPages(), ex.getMessage()),
					ex, "maximum");
		}
	}

	/**
	 * Returns the imports of the module's instances: the caller's imports, and this
	 * memory if the module imports one that the caller did not supply.
	 * @throws DarkSwapException with {@link ErrorCode#MODULE_IMPORTS_REFUSED} if an
	 * instance is given another memory
	 */
	ImportValues importsWith(ImportValues given) {
		if (this.imported == null || !this.owned) {
			return given;
		}
		if (find(given, this.imported) != null) {
			throw new DarkSwapException(ErrorCode.MODULE_IMPORTS_REFUSED,
					"The memory %s.%s is given for one instance, but all use one memory: give it to load(..) as ImportValues"
						.formatted(this.imported.module(), this.imported.name()));
		}
		return ImportValues.builder()
			.addFunction(given.functions())
			.addGlobal(given.globals())
			.addTable(given.tables())
			.addTag(given.tags())
			.addMemory(given.memories())
			.addMemory(new ImportMemory(this.imported.module(), this.imported.name(), this.memory))
			.build();
	}

	/** Returns whether a start function over this memory did not end. */
	boolean isHalfInitialized() {
		return this.memory instanceof SharedLinearMemory shared && shared.isHalfInitialized();
	}

	/** Marks the memory for every module that uses it. */
	void markHalfInitialized() {
		if (this.memory instanceof SharedLinearMemory shared && this.imported != null) {
			shared.markHalfInitialized();
		}
	}

	/** Grow to the size of an image, and copy it. */
	void restore(ByteBuffer image) {
		if (this.imported == null) {
			throw notRestorable();
		}
		int pages = image.remaining() / Memory.PAGE_SIZE;
		requireRoom(this.memory.maximumPages(), pages);
		this.memory.grow(Math.max(0, pages - this.memory.pages()));
		ByteBuffer left = image.duplicate();
		byte[] page = new byte[Memory.PAGE_SIZE];
		for (int address = 0; left.hasRemaining(); address += Memory.PAGE_SIZE) {
			left.get(page);
			this.memory.write(address, page);
		}
	}

	void release() {
		if (this.owned) {
			release(this.memory);
		}
	}

	/** Releases a memory that is more than a Java array. */
	static void release(@Nullable Memory memory) {
		if (memory instanceof AutoCloseable closeable) {
			try {
				closeable.close();
			}
			catch (Exception ex) {
				throw new IllegalStateException("The memory could not be released", ex);
			}
		}
	}

}
