package io.darkswap.wasm.loader;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.UnlinkableException;
import com.dylibso.chicory.wasm.WasmModule;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.report.ModuleReport;
import io.darkswap.wasm.loader.report.ThreadConvention;
import io.darkswap.wasm.memory.FileImage;

/**
 * One module, and the linear memory of its instances. The first instance initialises an
 * imported memory with the module's data segments; later instances leave it unchanged.
 * <p>
 * Safe for use by several threads. Where memory is {@linkplain #sharedMemory() shared},
 * several instances may run at once. Otherwise only one instance may run, and a new
 * instance replaces the previous one.
 */
public final class LoadedModule implements AutoCloseable {

	private static final int CANNOT_SPAWN = -1;

	private final CachedModule module;

	private final ModuleMemory memory;

	private final InstanceFactory instances;

	private final InstanceImports imports;

	private final AtomicInteger threads = new AtomicInteger();

	private final Set<Runnable> closeActions = ConcurrentHashMap.newKeySet();

	// Chicory writes the growth of tables and dropped segments where instances are made:
	// one at a time.
	private final ReentrantLock instantiation = new ReentrantLock();

	private boolean closed;

	private boolean initialized;

	private boolean restored;

	// A first start function that was stopped leaves the memory half initialised,
	// and LLVM's would wait in the next instance for the first to finish.
	private boolean halfInitialized;

	private LoadedModule(CachedModule module, ModuleMemory memory, ModuleImports imports) {
		this.module = module;
		this.memory = memory;
		this.instances = new InstanceFactory(module, memory);
		this.imports = new InstanceImports(module, memory, imports);
	}

	/**
	 * Creates a loaded module with its memory.
	 * @throws DarkSwapException if its limits do not fit the options, or it imports more
	 * than it is given
	 */
	static LoadedModule of(CachedModule module, ImportValues imports, MemoryOptions options) {
		TableCheck.check(module);
		ModuleMemory memory = ModuleMemory.choose(module.wasmModule(), imports, options);
		try {
			InstanceImports.check(module, memory, imports);
			return new LoadedModule(module, memory, new FixedImports(imports));
		}
		catch (DarkSwapException ex) {
			memory.release();
			throw ex;
		}
	}

	/**
	 * Creates a loaded module whose memory begins with the bytes of a file.
	 * @throws DarkSwapException if its limits do not fit the options or the file, or it
	 * imports more than its memory
	 */
	static LoadedModule of(CachedModule module, FileImage image, MemoryOptions options) {
		TableCheck.check(module);
		ModuleMemory memory = ModuleMemory.restored(module.wasmModule(), image, options);
		try {
			InstanceImports.check(module, memory, ImportValues.empty());
			LoadedModule loaded = new LoadedModule(module, memory, new FixedImports(ImportValues.empty()));
			loaded.initialized = true;
			loaded.restored = true;
			return loaded;
		}
		catch (DarkSwapException ex) {
			memory.release();
			throw ex;
		}
	}

	/**
	 * Creates a loaded module whose instances have imports of their own.
	 * @throws DarkSwapException if its limits do not fit the options
	 */
	static LoadedModule of(CachedModule module, ModuleImports imports, MemoryOptions options) {
		TableCheck.check(module);
		return new LoadedModule(module, ModuleMemory.choose(module.wasmModule(), ImportValues.empty(), options),
				imports);
	}

	/**
	 * Returns the URL that the module was loaded from, without its secrets.
	 * @return the URL, in which {@code ***} replaces user information, query and fragment
	 */
	public String url() {
		return this.module.url();
	}

	/**
	 * Returns the digest of the module's bytes.
	 * @return its SHA-256, in lower-case hexadecimal
	 */
	public String sha256() {
		return this.module.sha256();
	}

	/**
	 * Returns the parsed module. The bundled engine's module has no code, because its
	 * code is in classes.
	 * @return the module
	 */
	public WasmModule module() {
		return this.module.wasmModule();
	}

	/**
	 * Returns the memory that the instances use, which is empty if the module has none.
	 * @return the memory
	 */
	public Memory memory() {
		return this.memory.memory();
	}

	/**
	 * Returns whether several instances may run at once over {@link #memory()}.
	 * @return whether shared memory is active
	 */
	public boolean sharedMemory() {
		return this.memory.privateReason().isEmpty();
	}

	/**
	 * Returns the reason why shared memory is not active.
	 * @return the reason, empty where it is active
	 */
	public Optional<String> privateMemoryReason() {
		return this.memory.privateReason();
	}

	/**
	 * Returns the way the module's functions run.
	 * @return the mode
	 */
	public ExecutionMode executionMode() {
		return this.module.executionMode();
	}

	/**
	 * Describes the module by its bytes: features, imports, exports and how it sets up
	 * threads.
	 * @return the report
	 */
	public ModuleReport report() {
		return this.module.report();
	}

	/**
	 * Returns how the module sets up the threads that share its memory.
	 * @return the convention
	 */
	public ThreadConvention threadConvention() {
		return this.module.threadConvention();
	}

	/**
	 * Creates an instance over the memory and runs its start function. Instances of one
	 * memory are created one at a time, while others may run. It cannot start threads.
	 * @return the instance
	 * @throws DarkSwapException with {@link ErrorCode#NOT_INITIALIZED} if this module is
	 * closed, {@link ErrorCode#MODULE_IMPORTS_REFUSED} if an import is missing or has
	 * another type than the given value, {@link ErrorCode#INITIALIZATION_FAILED} if the
	 * module traps, a host function fails, or an earlier start left the memory half
	 * initialised, {@link ErrorCode#CALL_INTERRUPTED} if the thread is interrupted
	 */
	public Instance instantiate() {
		return instantiate((instance) -> {
		});
	}

	/**
	 * Creates an instance as {@link #instantiate()} does, and prepares it before another
	 * instance is created.
	 * @param preparation runs on the new instance, after its start function
	 * @return the instance
	 * @throws DarkSwapException as {@link #instantiate()} does
	 */
	public Instance instantiate(Consumer<Instance> preparation) {
		return instantiate(nextThread(), (argument) -> CANNOT_SPAWN, preparation);
	}

	/**
	 * Creates an instance that can start threads, as {@link #instantiate(Consumer)} does.
	 * @param thread the number of the thread that uses it, see {@link #nextThread()}
	 * @param spawner starts a thread with an argument; see {@link ImportContext#spawn}
	 * @param preparation runs on the new instance, after its start function
	 * @return the instance
	 * @throws DarkSwapException as {@link #instantiate()} does
	 */
	public Instance instantiate(int thread, IntUnaryOperator spawner, Consumer<Instance> preparation) {
		this.instantiation.lock();
		try {
			if (this.closed) {
				throw new DarkSwapException(ErrorCode.NOT_INITIALIZED,
						url() + " is closed: load it again to create instances");
			}
			if (this.halfInitialized || this.memory.isHalfInitialized()) {
				throw new DarkSwapException(ErrorCode.INITIALIZATION_FAILED,
						"An instance failed to initialise the memory of %s before: load the module again, with a new memory"
							.formatted(url()));
			}
			ImportValues own = this.imports.of(new ImportContext(this, thread, spawner));
			Instance instance = start(own);
			this.initialized = true;
			prepare(instance, preparation);
			return instance;
		}
		finally {
			this.instantiation.unlock();
		}
	}

	/**
	 * Returns whether the memory has been initialised, by an instance or from a file.
	 * @return whether an instance would be a later one
	 */
	public boolean isInitialized() {
		this.instantiation.lock();
		try {
			return this.initialized;
		}
		finally {
			this.instantiation.unlock();
		}
	}

	/**
	 * Returns the number of the module's next thread. The first is 0, the module's main
	 * thread.
	 * @return a number that no other thread of the module has
	 */
	public int nextThread() {
		return this.threads.getAndIncrement();
	}

	/**
	 * Adds an action that runs before the module is closed, while its memory is still
	 * there.
	 * @param action the action
	 * @return removes the action again
	 */
	public Runnable onClose(Runnable action) {
		this.closeActions.add(action);
		return () -> this.closeActions.remove(action);
	}

	private Instance start(ImportValues own) {
		try {
			return this.instances.create(!this.initialized, own);
		}
		catch (UnlinkableException ex) {
			throw ImportCheck.refused(url(), "imports something of another type than it was given, " + ex.getMessage(),
					ex);
		}
		catch (RuntimeException | StackOverflowError ex) {
			markHalfInitialized();
			throw failed(ex);
		}
		catch (Error ex) {
			markHalfInitialized();
			throw ex;
		}
	}

	private void prepare(Instance instance, Consumer<Instance> preparation) {
		try {
			preparation.accept(instance);
		}
		catch (DarkSwapException ex) {
			throw ex;
		}
		catch (RuntimeException | StackOverflowError ex) {
			throw failed(ex);
		}
	}

	private void markHalfInitialized() {
		if (!this.initialized) {
			this.halfInitialized = true;
			this.memory.markHalfInitialized();
		}
	}

	private DarkSwapException failed(Throwable failure) {
		if (failure instanceof DarkSwapException known) {
			return known;
		}
		if (failure instanceof ChicoryInterruptedException) {
			return new DarkSwapException(ErrorCode.CALL_INTERRUPTED,
					"The thread was interrupted while it instantiated " + url(), failure);
		}
		return new WasmTrapException(ErrorCode.INITIALIZATION_FAILED, url() + " failed while it was instantiated",
				failure);
	}

	/**
	 * Fill the memory with what instances of this module left in another one, in place of
	 * the module's data. Call it before the first instance is created. It does nothing if
	 * the module was loaded with a {@link FileImage}, whose bytes the memory has already.
	 * @param image the bytes of the other memory, whole pages of 64 KiB
	 * @throws DarkSwapException with {@link ErrorCode#MODULE_MEMORY_MISMATCH} if the
	 * option maximum is below its pages, or the module does not import its memory
	 */
	public void restore(ByteBuffer image) {
		this.instantiation.lock();
		try {
			if (this.restored) {
				return;
			}
			if (this.initialized || this.closed) {
				throw new IllegalStateException("The memory of " + url() + " is in use, or closed");
			}
			this.memory.restore(image);
			this.initialized = true;
			this.restored = true;
		}
		finally {
			this.instantiation.unlock();
		}
	}

	/**
	 * Releases the memory, unless the caller supplied it. Instances that still run trap
	 * when they next use it. Closing again has no effect.
	 */
	@Override
	public void close() {
		this.closeActions.forEach(Runnable::run);
		this.instantiation.lock();
		try {
			if (!this.closed) {
				this.closed = true;
				this.memory.release();
			}
		}
		finally {
			this.instantiation.unlock();
		}
	}

}
