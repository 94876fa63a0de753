package io.darkswap.wasm.autoconfigure.modules;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.pool.WasmWorkers;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;

/**
 * The state of a module that properties name: whether it is loaded, and whether its
 * workers run. Observing it loads nothing. Safe for use by several threads.
 */
public final class NamedModule implements DisposableBean {

	private final String name;

	private final ReentrantLock lock = new ReentrantLock();

	// Guarded by the lock, as are the next three.
	private @Nullable LoadedModule module;

	private @Nullable WasmWorkers workers;

	private @Nullable Throwable failure;

	private boolean closed;

	NamedModule(String name) {
		this.name = name;
	}

	/** Load the module, and keep it or the failure. */
	LoadedModule load(Supplier<LoadedModule> loading) {
		LoadedModule loaded = attempt(loading);
		if (!keep(() -> this.module = loaded)) {
			loaded.close();
			throw stopped("loaded the module");
		}
		return loaded;
	}

	/** Create the workers, and keep them or the failure. */
	WasmWorkers start(Supplier<WasmWorkers> starting) {
		WasmWorkers started = attempt(starting);
		if (!keep(() -> this.workers = started)) {
			started.close();
			throw stopped("created the workers of the module");
		}
		return started;
	}

	/** Return whether it is kept: after the application has stopped, nothing is. */
	private boolean keep(Runnable keeping) {
		return locked(() -> {
			if (!this.closed) {
				keeping.run();
			}
			return !this.closed;
		});
	}

	private DarkSwapException stopped(String doing) {
		return new DarkSwapException(ErrorCode.NOT_INITIALIZED,
				"The application stopped while it %s %s".formatted(doing, this.name));
	}

	private <T> T attempt(Supplier<T> creation) {
		try {
			T created = creation.get();
			locked(() -> this.failure = null);
			return created;
		}
		catch (DarkSwapException ex) {
			DarkSwapException named = ModuleFailures.named(this.name, ex);
			locked(() -> this.failure = named);
			throw named;
		}
		catch (RuntimeException ex) {
			locked(() -> this.failure = ex);
			throw ex;
		}
	}

	/**
	 * Return the name of the module in the properties.
	 * @return the name, which qualifies the module's beans
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return the module.
	 * @return the module, empty until it is loaded
	 */
	public Optional<LoadedModule> module() {
		return locked(() -> Optional.ofNullable(this.module));
	}

	/**
	 * Return the workers.
	 * @return the group of workers, empty until its bean is created
	 */
	public Optional<WasmWorkers> workers() {
		return locked(() -> Optional.ofNullable(this.workers));
	}

	/**
	 * Return the reason why the module or its workers cannot be used.
	 * @return the failure of the last attempt to load the module or to create its
	 * workers, or the trap that stopped the workers, or the exit of the program with
	 * another code than 0; empty otherwise
	 */
	public Optional<Throwable> failure() {
		Optional<Throwable> failed = locked(() -> Optional.ofNullable(this.failure));
		return failed.or(() -> endOfWorkers().filter((end) -> !isExit(end, 0)));
	}

	/**
	 * Return the trap that stopped the workers.
	 * @return the trap; empty otherwise, also if the program of the module ended itself,
	 * with whatever code
	 */
	public Optional<Throwable> trap() {
		return endOfWorkers().filter((end) -> !(end.getCause() instanceof ModuleExitException));
	}

	private Optional<Throwable> endOfWorkers() {
		return workers().<Throwable>flatMap(WasmWorkers::failure);
	}

	private static boolean isExit(Throwable end, int code) {
		return end.getCause() instanceof ModuleExitException exit && exit.exitCode() == code;
	}

	/**
	 * Close what the beans have not closed: a module that is loaded in the background may
	 * arrive after them.
	 */
	@Override
	public void destroy() {
		locked(() -> this.closed = true);
		workers().ifPresent(WasmWorkers::close);
		module().ifPresent(LoadedModule::close);
	}

	private <T> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

}
