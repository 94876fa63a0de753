package io.darkswap.benchmarks;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import io.darkswap.wasm.memory.SharedLinearMemory;

/**
 * The kind of memory that a module runs on. A JVM uses only one kind, so that the JIT
 * sees one.
 */
public enum MemoryKind {

	/** Ours. */
	SHARED {
		@Override
		public Memory create(int initial, int maximum) {
			return new SharedLinearMemory(new MemoryLimits(initial, maximum, true));
		}
	},

	/** Peer (b): Chicory's own. */
	BYTES {
		@Override
		public Memory create(int initial, int maximum) {
			return new ByteArrayMemory(new MemoryLimits(initial, maximum, true));
		}
	};

	public abstract Memory create(int initial, int maximum);

}
