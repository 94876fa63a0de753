package io.darkswap.wasm.engine;

import com.dylibso.chicory.runtime.Memory;

/** Gives tests of other packages access to an engine's memory. */
public final class EngineMemory {

	private EngineMemory() {
	}

	public static byte[] copy(Engine engine) {
		return engine.memory().readBytes(0, engine.pages() * Memory.PAGE_SIZE);
	}

}
