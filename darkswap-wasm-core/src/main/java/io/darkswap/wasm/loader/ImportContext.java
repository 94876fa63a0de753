package io.darkswap.wasm.loader;

import java.util.function.IntUnaryOperator;

/**
 * The instance for which imports are created.
 *
 * @param module the module, with its memory
 * @param thread the number of the thread that uses the instance, unique in the module,
 * from 0
 * @param spawner starts another thread with an argument, and returns its number or a
 * negative number; see {@link #spawn}
 */
public record ImportContext(LoadedModule module, int thread, IntUnaryOperator spawner) {

	/**
	 * Start another thread of the module, as the import {@code wasi.thread-spawn} does.
	 * @param argument the argument of the thread's start function, usually an address
	 * @return the number of the new thread, at least 1, or a negative number if none can
	 * be started
	 */
	public int spawn(int argument) {
		return this.spawner.applyAsInt(argument);
	}

}
