package io.darkswap.wasm.loader;

import java.util.Optional;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import io.darkswap.wasm.memory.SharedLinearMemory;

/**
 * Reports whether this JVM can share a memory among instances. A probe runs once.
 */
final class SharedMemorySupport {

	private SharedMemorySupport() {
	}

	static boolean bufferIsShared() {
		return Holder.PROBE.bufferIsShared();
	}

	static boolean atomicsWork() {
		return Holder.PROBE.atomicsWork();
	}

	static Optional<String> failure() {
		return Holder.PROBE.failure();
	}

	/**
	 * Creates the most capable memory that works on this JVM.
	 * @param limits its limits
	 * @return the memory
	 */
	static Memory createMemory(MemoryLimits limits) {
		return failure().isEmpty() ? new SharedLinearMemory(limits) : new ByteArrayMemory(limits);
	}

	private static final class Holder {

		static final SharedMemoryProbe PROBE = SharedMemoryProbe.run(SharedLinearMemory::new);

	}

}
