package io.darkswap.wasm.memory;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;

import com.dylibso.chicory.wasm.types.MemoryLimits;

/**
 * The ways in which a memory accesses its bytes. A JVM chooses one; tests run on all that
 * it permits.
 */
enum Implementation {

	BUFFER(BufferBytes::over),

	/** Later releases deny it by an option, or warn of it. */
	UNSAFE(UnsafeBytes::over);

	private final Function<ByteBuffer, MappedBytes> access;

	Implementation(Function<ByteBuffer, MappedBytes> access) {
		this.access = access;
	}

	/** The implementations that this JVM permits without a warning. */
	static List<Implementation> permitted() {
		return (Runtime.version().feature() < 23) ? List.of(BUFFER, UNSAFE) : List.of(BUFFER);
	}

	SharedLinearMemory memory(MemoryLimits limits) {
		return new SharedLinearMemory(limits, this.access);
	}

	SharedLinearMemory memory(MemoryLimits limits, FileImage image) {
		return new SharedLinearMemory(limits, image, this.access);
	}

}
