package io.darkswap.wasm.pool;

import java.util.function.Function;

import com.dylibso.chicory.runtime.Instance;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.loader.LoadedModule;

/**
 * What a worker runs in its instance.
 *
 * @param <T> the type of its result
 */
interface WorkerCall<T> {

	/**
	 * Reject the call before anything of the module runs.
	 * @throws DarkSwapException with {@link io.darkswap.wasm.ErrorCode#INVALID_ARGUMENT}
	 * if the module cannot run it
	 */
	void check(LoadedModule module);

	/** Prepare the instance. */
	default void begin(ThreadSetup setup, Instance instance, int thread) {
		setup.begin(instance, thread);
	}

	/** Run in the prepared instance. */
	T run(ThreadSetup setup, Instance instance, int thread);

	private static void check(LoadedModule module, String export, int arguments) {
		int parameters = Functions.exported(module.module(), export)
			.map((type) -> type.params().size())
			.orElseThrow(() -> DarkSwapException.invalidArgument("%s exports no function %s: name one that it exports",
					module.url(), export));
		if (parameters != arguments) {
			throw DarkSwapException.invalidArgument("The function %s of %s has %s parameter(s), but %s were given",
					export, module.url(), parameters, arguments);
		}
	}

	/**
	 * A call of an exported function.
	 *
	 * @param name its name
	 * @param arguments its arguments
	 */
	record Export(String name, long[] arguments) implements WorkerCall<long[]> {

		private static final long[] NOTHING = {};

		@Override
		public void check(LoadedModule module) {
			WorkerCall.check(module, this.name, this.arguments.length);
		}

		@Override
		public long[] run(ThreadSetup setup, Instance instance, int thread) {
			long[] results = instance.export(this.name).apply(this.arguments);
			return (results != null) ? results : NOTHING;
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	/**
	 * A task of the host.
	 *
	 * @param <T> the type of its result
	 * @param body the task
	 */
	record Task<T>(Function<? super Instance, ? extends T> body) implements WorkerCall<T> {

		@Override
		public void check(LoadedModule module) {
			// It calls what it likes.
		}

		@Override
		public T run(ThreadSetup setup, Instance instance, int thread) {
			return this.body.apply(instance);
		}

		@Override
		public String toString() {
			return "a task";
		}

	}

	/**
	 * A thread as the module starts it.
	 *
	 * @param argument its argument
	 */
	record Spawned(int argument) implements WorkerCall<long[]> {

		private static final long[] NOTHING = {};

		@Override
		public void check(LoadedModule module) {
			// The set-up knows its entry.
		}

		@Override
		public void begin(ThreadSetup setup, Instance instance, int thread) {
			setup.beginSpawned(instance, thread, this.argument);
		}

		@Override
		public long[] run(ThreadSetup setup, Instance instance, int thread) {
			setup.runSpawned(instance, thread, this.argument);
			return NOTHING;
		}

		@Override
		public String toString() {
			return "a thread that it started";
		}

	}

}
