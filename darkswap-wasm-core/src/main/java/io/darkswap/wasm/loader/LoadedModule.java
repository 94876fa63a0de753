package io.darkswap.wasm.loader;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.UnlinkableException;
import com.dylibso.chicory.wasm.WasmModule;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * One module, and the one linear memory its instances use. The first instance initialises
 * an imported memory by the module's data segments; later ones find it as it is.
 * <p>
 * Safe for use by several threads. Where memory is {@linkplain #sharedMemory() shared},
 * several instances may run at once; where it is not, only one instance may ever run, and
 * a new one takes the place of the last.
 */
public final class LoadedModule implements AutoCloseable {

	private final CachedModule module;

	private final ModuleMemory memory;

	private final InstanceFactory instances;

	// Every instantiation leaves its own array of data segments in the one memory: one at
	// a time.
	private final ReentrantLock instantiation = new ReentrantLock();

	private boolean closed;

	private boolean initialized;

	// A first start function that was stopped leaves the memory half initialised,
	// and LLVM's would wait in the next instance for the first to finish.
	private boolean halfInitialized;

	private LoadedModule(CachedModule module, ModuleMemory memory, ImportValues imports) {
		this.module = module;
		this.memory = memory;
		this.instances = new InstanceFactory(module, memory, imports);
	}

	/**
	 * Gives a module a memory.
	 * @throws DarkSwapException if its limits do not fit the options, or it imports more
	 * than it is given
	 */
	static LoadedModule of(CachedModule module, ImportValues imports, MemoryOptions options) {
		TableCheck.check(module);
		ModuleMemory memory = ModuleMemory.choose(module.wasmModule(), imports, options);
		try {
			ImportValues all = memory.importsWith(imports);
			ImportCheck.check(module.url(), module.wasmModule(), all);
			return new LoadedModule(module, memory, all);
		}
		catch (DarkSwapException ex) {
			memory.release();
			throw ex;
		}
	}

	/**
	 * Return the URL that the module was loaded from, as it may be shown.
	 * @return the URL, in which {@code ***} takes the place of user information and query
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
	 * Returns the parsed module. That of the bundled engine has no code in it, for its
	 * code is in classes.
	 * @return the module
	 */
	public WasmModule module() {
		return this.module.wasmModule();
	}

	/**
	 * Returns the memory that the instances use. It is empty where the module has none.
	 * @return the memory
	 */
	public Memory memory() {
		return this.memory.memory();
	}

	/**
	 * Tells whether several instances may run at once over {@link #memory()}.
	 * @return whether shared memory is active
	 */
	public boolean sharedMemory() {
		return this.memory.privateReason().isEmpty();
	}

	/**
	 * Tells why shared memory is not active.
	 * @return the reason, empty where it is active
	 */
	public Optional<String> privateMemoryReason() {
		return this.memory.privateReason();
	}

	/**
	 * Tells how the module's functions run.
	 * @return the mode
	 */
	public ExecutionMode executionMode() {
		return this.module.executionMode();
	}

	/**
	 * Makes an instance over the memory and runs its start function. Instances of one
	 * memory are made one at a time, while others may run.
	 * @return the instance
	 * @throws DarkSwapException with {@link ErrorCode#NOT_INITIALIZED} if this module is
	 * closed, {@link ErrorCode#MODULE_IMPORTS_REFUSED} if an import is of another type
	 * than what was given, {@link ErrorCode#INITIALIZATION_FAILED} if the module traps,
	 * {@link ErrorCode#CALL_INTERRUPTED} if the thread is interrupted
	 */
	public Instance instantiate() {
		return instantiate((instance) -> {
		});
	}

	/**
	 * Create an instance as {@link #instantiate()} does, and prepare it before another
	 * one is created.
	 * @param preparation runs on the new instance, after its start function
	 * @return the instance
	 * @throws DarkSwapException as {@link #instantiate()} does
	 */
	public Instance instantiate(Consumer<Instance> preparation) {
		this.instantiation.lock();
		try {
			if (this.closed) {
				throw new DarkSwapException(ErrorCode.NOT_INITIALIZED,
						url() + " is closed: load it again to make instances of it");
			}
			if (this.halfInitialized) {
				throw new DarkSwapException(ErrorCode.INITIALIZATION_FAILED,
						"An instance of " + url() + " failed to initialise the memory before: load the module again");
			}
			Instance instance = this.instances.create(!this.initialized);
			this.initialized = true;
			preparation.accept(instance);
			return instance;
		}
		catch (UnlinkableException ex) {
			throw ImportCheck.refused(url(), "imports something of another type than it was given, " + ex.getMessage(),
					ex);
		}
		catch (ChicoryInterruptedException ex) {
			this.halfInitialized = !this.initialized;
			throw new DarkSwapException(ErrorCode.CALL_INTERRUPTED,
					"The thread was interrupted while it instantiated " + url(), ex);
		}
		catch (ChicoryException ex) {
			this.halfInitialized = !this.initialized;
			throw new DarkSwapException(ErrorCode.INITIALIZATION_FAILED,
					url() + " failed while it was instantiated: " + ex.getMessage(), ex);
		}
		finally {
			this.instantiation.unlock();
		}
	}

	/**
	 * Releases the memory, unless it was given by the caller. Instances that still run
	 * trap when they next use it. Closing again has no effect.
	 */
	@Override
	public void close() {
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
