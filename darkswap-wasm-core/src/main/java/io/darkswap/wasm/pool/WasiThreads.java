package io.darkswap.wasm.pool;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.WasmModule;
import io.darkswap.wasm.DarkSwapException;

/**
 * The convention of wasi-threads: a thread that the module starts sets itself up. The
 * module has one C stack for all calls of the host.
 */
final class WasiThreads implements ThreadSetup {

	/** The export that runs a thread, from its number and argument. */
	static final String START = "wasi_thread_start";

	/** Reject a module that no thread can be started of. */
	static void checkStart(WasmModule module) {
		if (Functions.exported(module, START).isEmpty()) {
			throw DarkSwapException.invalidArgument(
					"The module exports no function %s: run one of its exports in place of a thread", START);
		}
	}

	@Override
	public void begin(Instance instance, int thread) {
		// The start function did it.
	}

	@Override
	public boolean usesMainThread() {
		return true;
	}

}
