package io.darkswap.wasm.pool;

import com.dylibso.chicory.runtime.Instance;

/**
 * Gives each thread of a module what its toolchain expects, such as a C stack. Modules
 * whose convention is known need none of their own. A set-up may be used by several
 * threads at once, but {@link #begin} runs for one instance at a time.
 */
public interface ThreadSetup {

	/**
	 * Prepare a new instance, on the thread that uses it, after its start function.
	 * @param instance the instance
	 * @param thread the number of the thread
	 */
	void begin(Instance instance, int thread);

	/**
	 * Release what a thread had, on that thread, after its call returned. It is not
	 * called after a trap, because the instance must not run any more.
	 * @param instance the instance
	 * @param thread the number of the thread
	 */
	default void end(Instance instance, int thread) {
	}

}
