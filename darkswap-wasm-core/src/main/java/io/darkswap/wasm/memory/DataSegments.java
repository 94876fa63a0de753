package io.darkswap.wasm.memory;

import com.dylibso.chicory.runtime.ConstantEvaluators;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.dylibso.chicory.wasm.UninstantiableException;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.PassiveDataSegment;

/**
 * The data segments of one instance.
 */
final class DataSegments {

	private final SharedLinearMemory memory;

	/** Chicory drops a segment by replacing it in the array that it passed. */
	private volatile DataSegment[] segments = {};

	DataSegments(SharedLinearMemory memory) {
		this.memory = memory;
	}

	/**
	 * Keeps an instance's segments and writes its active ones.
	 * @param instance the instance, which knows the globals that offsets may use
	 * @param segments the segments; dropping one replaces it in this array
	 * @param memoryIndex the index of the memory in the instance
	 * @throws UninstantiableException if a segment is not inside the memory's current
	 * size; the segments before it are written
	 */
	void initialize(Instance instance, DataSegment[] segments, int memoryIndex) {
		this.segments = segments;
		for (DataSegment segment : segments) {
			if (segment instanceof ActiveDataSegment active && active.index() == memoryIndex) {
				write(instance, active);
			}
		}
	}

	private void write(Instance instance, ActiveDataSegment segment) {
		int address = (int) ConstantEvaluators.computeConstantValue(instance, segment.offsetInstructions())[0];
		try {
			this.memory.write(address, segment.data());
		}
		catch (WasmRuntimeException ex) {
			throw new UninstantiableException(ex.getMessage(), ex);
		}
	}

	/** Returns the bytes that {@code memory.init} copies from. */
	byte[] data(int id) {
		DataSegment segment = checked(id)[id];
		// An active segment is dropped once it is written.
		return (segment instanceof ActiveDataSegment) ? new byte[0] : segment.data();
	}

	void drop(int id) {
		checked(id)[id] = PassiveDataSegment.EMPTY;
	}

	private DataSegment[] checked(int id) {
		DataSegment[] current = this.segments;
		if (id < 0 || id >= current.length) {
			throw new WasmRuntimeException("unknown data segment " + Integer.toUnsignedString(id));
		}
		return current;
	}

}
