package io.darkswap.wasm.pool;

import com.dylibso.chicory.runtime.Instance;

/**
 * Gives each thread of a module what its toolchain expects, such as a C stack. Modules
 * whose convention is known need none of their own. A set-up may be used by several
 * threads at once, but {@link #begin} and {@link #beginSpawned} run for one instance at a
 * time. Only the main thread's {@link #begin} ({@link #usesMainThread}) may run beside
 * others, those of threads that it starts.
 */
@FunctionalInterface
public interface ThreadSetup {

	/**
	 * Prepare a new instance, on the thread that uses it, after its start function.
	 * @param instance the instance
	 * @param thread the number of the thread
	 */
	void begin(Instance instance, int thread);

	/**
	 * Prepare the instance of a thread that the module started. The default does what
	 * {@link #begin} does, for a module that exports {@code wasi_thread_start}.
	 * @param instance the instance
	 * @param thread the number of the thread
	 * @param argument the argument that the module gave the thread, usually an address
	 */
	default void beginSpawned(Instance instance, int thread, int argument) {
		WasiThreads.checkStart(instance.module());
		begin(instance, thread);
	}

	/**
	 * Run a thread that the module started, until it ends. The default calls
	 * {@code wasi_thread_start}.
	 * @param instance the instance, prepared by {@link #beginSpawned}
	 * @param thread the number of the thread
	 * @param argument the argument that the module gave the thread
	 */
	default void runSpawned(Instance instance, int thread, int argument) {
		instance.export(WasiThreads.START).apply(thread, argument);
	}

	/**
	 * Release what a thread had, on that thread, after its call returned. It is not
	 * called after a trap, because the instance must not run any more, nor for the main
	 * thread.
	 * @param instance the instance
	 * @param thread the number of the thread
	 */
	default void end(Instance instance, int thread) {
	}

	/**
	 * Return whether the host's calls run on the module's main thread, one at a time in
	 * the same instance, because only the threads that the module starts have C stacks of
	 * their own.
	 * @return whether the host's calls share one thread; the default is {@code false}
	 */
	default boolean usesMainThread() {
		return false;
	}

}
