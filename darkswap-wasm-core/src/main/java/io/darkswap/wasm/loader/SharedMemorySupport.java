package io.darkswap.wasm.loader;

import java.io.IOException;
import java.util.Optional;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.UninstantiableException;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import io.darkswap.wasm.memory.FileImage;
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

	/**
	 * Creates the most capable memory that works on this JVM, with the bytes of a file.
	 * @param limits its limits
	 * @param image the bytes it begins with
	 * @return the memory
	 * @throws UninstantiableException if the file cannot be read
	 */
	static Memory createMemory(MemoryLimits limits, FileImage image) {
		if (failure().isEmpty()) {
			return new SharedLinearMemory(limits, image);
		}
		Memory memory = new ByteArrayMemory(limits);
		try {
			memory.grow(Math.max(0, image.length() / Memory.PAGE_SIZE - memory.pages()));
			image.read((at, bytes, size) -> memory.write(at, bytes, 0, size));
			return memory;
		}
		catch (IOException ex) {
			throw new UninstantiableException("%s cannot be read: %s".formatted(image.file(), ex.getMessage()), ex);
		}
	}

	private static final class Holder {

		static final SharedMemoryProbe PROBE = SharedMemoryProbe.run(SharedLinearMemory::new);

	}

}
