package io.darkswap.wasm.loader.simd;

import io.darkswap.wasm.loader.report.WasmBytes;

/**
 * Where a load or a store accesses memory.
 *
 * @param alignment the logarithm of the alignment that the module expects
 * @param memory the index of the memory
 * @param offset what is added to the address
 */
record MemoryAccess(int alignment, long memory, long offset) {

	static final int LOAD_64 = 0x29;

	static final int STORE_64 = 0x37;

	private static final int HAS_MEMORY = 0x40;

	private static final int HALF_ALIGNMENT = 3;

	private static final int HALF_BYTES = 8;

	private static final long LARGEST_OFFSET = 0xFFFF_FFFFL;

	static MemoryAccess read(WasmBytes immediates) {
		int alignment = (int) immediates.number();
		long memory = ((alignment & HAS_MEMORY) != 0) ? immediates.number() : 0;
		return new MemoryAccess(alignment & ~HAS_MEMORY, memory, immediates.number());
	}

	/** Return the access to the upper half; above 4 GiB, both trap. */
	MemoryAccess upper() {
		return new MemoryAccess(this.alignment, this.memory, Math.min(this.offset + HALF_BYTES, LARGEST_OFFSET));
	}

	void write(CodeWriter code, int opcode) {
		code.op(opcode);
		int aligned = Math.min(this.alignment, HALF_ALIGNMENT);
		if (this.memory == 0) {
			code.number(aligned);
		}
		else {
			code.number(aligned | HAS_MEMORY).number(this.memory);
		}
		code.number(this.offset);
	}

	/** Load both halves. */
	void load(Emission out) {
		int address = out.scratch(ValueTypes.I32, 0);
		out.code().tee(address);
		write(out.code(), LOAD_64);
		out.code().get(address);
		upper().write(out.code(), LOAD_64);
	}

	/**
	 * Store both halves. The upper one comes first: if it traps, nothing was stored.
	 */
	void store(Emission out) {
		int[] vector = out.takeVectors(1);
		int address = out.takeNumber();
		out.code().get(address).get(vector[1]);
		upper().write(out.code(), STORE_64);
		out.code().get(address).get(vector[0]);
		write(out.code(), STORE_64);
	}

}
