package io.darkswap.wasm.pool;

import com.dylibso.chicory.runtime.Instance;

/**
 * wasm-bindgen's convention: {@code __wbindgen_start} allocates the C stack and the
 * thread-local storage of every instance but the first. Older modules do so in their
 * start function. Zeros stand for its defaults, and for the calling thread.
 */
final class BindgenThreads implements ThreadSetup {

	@Override
	public void begin(Instance instance, int thread) {
		callIfPresent(instance, "__wbindgen_start");
	}

	@Override
	public void end(Instance instance, int thread) {
		callIfPresent(instance, "__wbindgen_thread_destroy");
	}

	private static void callIfPresent(Instance instance, String name) {
		Functions.exported(instance.module(), name)
			.ifPresent((type) -> instance.export(name).apply(new long[type.params().size()]));
	}

}
