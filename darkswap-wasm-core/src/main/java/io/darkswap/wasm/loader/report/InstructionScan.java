package io.darkswap.wasm.loader.report;

import java.util.function.Consumer;

/**
 * Finds the features that the instructions of a module use. It stops at an instruction
 * that it does not know, which the parser rejects. Not API.
 */
public final class InstructionScan {

	private static final int VECTOR_BYTES = 16;

	private static final int RELAXED = 0x100;

	private final WasmBytes code;

	private final Consumer<WasmFeature> found;

	/**
	 * Create a scan of some code.
	 * @param code the code, which it reads
	 * @param found accepts each feature that it finds, as often as it does
	 */
	public InstructionScan(WasmBytes code, Consumer<WasmFeature> found) {
		this.code = code;
		this.found = found;
	}

	/** Scan a function's body: its locals, and its instructions to the end. */
	void body() {
		long groups = this.code.number();
		for (long group = 0; group < groups && this.code.hasMore(); group++) {
			this.code.skipNumber();
			TypeText.value(this.code, this.found);
		}
		while (this.code.hasMore() && instruction(this.code.next())) {
			// Each reads its own operands.
		}
	}

	/**
	 * Scan a constant expression up to its end.
	 */
	public void constant() {
		int opcode = this.code.next();
		while (opcode != 0x0B && this.code.hasMore() && instruction(opcode)) {
			opcode = this.code.next();
		}
	}

	/**
	 * Read the operands of an instruction.
	 * @param opcode its first byte, which was read
	 * @return whether the instruction is known
	 */
	public boolean instruction(int opcode) {
		switch (opcode) {
			case 0x02, 0x03, 0x04 -> blockType();
			case 0x06 -> {
				this.found.accept(WasmFeature.LEGACY_EXCEPTIONS);
				blockType();
			}
			case 0x07, 0x09, 0x18 -> numbers(1, WasmFeature.LEGACY_EXCEPTIONS);
			case 0x19 -> this.found.accept(WasmFeature.LEGACY_EXCEPTIONS);
			// Both exception handlings throw by a tag.
			case 0x08 -> numbers(1);
			case 0x0A -> this.found.accept(WasmFeature.EXCEPTIONS);
			case 0x1F -> tryTable();
			case 0x0C, 0x0D, 0x10, 0x20, 0x21, 0x22, 0x23, 0x24 -> numbers(1);
			case 0x0E -> numbers(this.code.number() + 1);
			case 0x11 -> numbers(2);
			case 0x12 -> numbers(1, WasmFeature.TAIL_CALLS);
			case 0x13 -> numbers(2, WasmFeature.TAIL_CALLS);
			case 0x14, 0x15 -> numbers(1, WasmFeature.FUNCTION_REFERENCES);
			case 0x1C -> selectTyped();
			case 0x25, 0x26 -> numbers(1, WasmFeature.REFERENCE_TYPES);
			case 0x3F, 0x40 -> memory(this.code.number());
			case 0x41, 0x42 -> numbers(1);
			case 0x43 -> this.code.skip(Float.BYTES);
			case 0x44 -> this.code.skip(Double.BYTES);
			case 0xC0, 0xC1, 0xC2, 0xC3, 0xC4 -> this.found.accept(WasmFeature.SIGN_EXTENSION);
			case 0xD0 -> TypeText.heap(this.code, this.found);
			case 0xD1 -> this.found.accept(WasmFeature.REFERENCE_TYPES);
			case 0xD2 -> numbers(1, WasmFeature.REFERENCE_TYPES);
			case 0xD3 -> this.found.accept(WasmFeature.GARBAGE_COLLECTION);
			case 0xD4 -> this.found.accept(WasmFeature.FUNCTION_REFERENCES);
			case 0xD5, 0xD6 -> numbers(1, WasmFeature.FUNCTION_REFERENCES);
			case 0xE0, 0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6 -> {
				this.found.accept(WasmFeature.STACK_SWITCHING);
				return false;
			}
			case 0xFB -> {
				return collected((int) this.code.number());
			}
			case 0xFC -> {
				return bulk((int) this.code.number());
			}
			case 0xFD -> vector((int) this.code.number());
			case 0xFE -> {
				return atomic((int) this.code.number());
			}
			default -> {
				return simple(opcode);
			}
		}
		return true;
	}

	private boolean simple(int opcode) {
		if (opcode >= 0x28 && opcode <= 0x3E) {
			address();
			return true;
		}
		return (opcode >= 0x45 && opcode <= 0xBF) || opcode <= 0x01 || opcode == 0x05 || opcode == 0x0B
				|| opcode == 0x0F || opcode == 0x1A || opcode == 0x1B;
	}

	private void blockType() {
		int first = this.code.peek();
		if (first == 0x40) {
			this.code.next();
		}
		else if (first > 0x40 && first < 0x80) {
			TypeText.value(this.code, this.found);
		}
		else {
			numbers(1, WasmFeature.MULTI_VALUE);
		}
	}

	private void tryTable() {
		this.found.accept(WasmFeature.EXCEPTIONS);
		blockType();
		catchClauses();
	}

	/**
	 * Read the clauses of {@code try_table}.
	 */
	public void catchClauses() {
		long clauses = this.code.number();
		for (long clause = 0; clause < clauses && this.code.hasMore(); clause++) {
			numbers((this.code.next() < 2) ? 2 : 1);
		}
	}

	private void selectTyped() {
		this.found.accept(WasmFeature.REFERENCE_TYPES);
		long types = this.code.number();
		for (long type = 0; type < types && this.code.hasMore(); type++) {
			TypeText.value(this.code, this.found);
		}
	}

	/** The alignment, whose bit 6 announces the index of a memory, and the offset. */
	private void address() {
		long alignment = this.code.number();
		if ((alignment & 0x40) != 0) {
			memory(this.code.number());
		}
		this.code.skipNumber();
	}

	private void memory(long index) {
		if (index != 0) {
			this.found.accept(WasmFeature.MULTI_MEMORY);
		}
	}

	private boolean collected(int opcode) {
		this.found.accept(WasmFeature.GARBAGE_COLLECTION);
		switch (opcode) {
			case 0, 1, 6, 7, 11, 12, 13, 14, 16 -> numbers(1);
			case 2, 3, 4, 5, 8, 9, 10, 17, 18, 19 -> numbers(2);
			case 20, 21, 22, 23 -> TypeText.heap(this.code, this.found);
			case 24, 25 -> {
				numbers(2);
				TypeText.heap(this.code, this.found);
				TypeText.heap(this.code, this.found);
			}
			case 15, 26, 27, 28, 29, 30 -> {
				// No operands.
			}
			default -> {
				return false;
			}
		}
		return true;
	}

	private boolean bulk(int opcode) {
		switch (opcode) {
			case 0, 1, 2, 3, 4, 5, 6, 7 -> this.found.accept(WasmFeature.SATURATING_CONVERSIONS);
			case 8 -> {
				numbers(1, WasmFeature.BULK_MEMORY);
				memory(this.code.number());
			}
			case 9, 13 -> numbers(1, WasmFeature.BULK_MEMORY);
			case 10 -> {
				this.found.accept(WasmFeature.BULK_MEMORY);
				memory(this.code.number());
				memory(this.code.number());
			}
			case 11 -> {
				this.found.accept(WasmFeature.BULK_MEMORY);
				memory(this.code.number());
			}
			case 12, 14 -> numbers(2, WasmFeature.BULK_MEMORY);
			case 15, 16, 17 -> numbers(1, WasmFeature.REFERENCE_TYPES);
			case 19, 20, 21, 22 -> this.found.accept(WasmFeature.WIDE_ARITHMETIC);
			default -> {
				return false;
			}
		}
		return true;
	}

	private void vector(int opcode) {
		this.found.accept((opcode < RELAXED) ? WasmFeature.SIMD : WasmFeature.RELAXED_SIMD);
		if (opcode <= 11 || opcode == 92 || opcode == 93) {
			address();
		}
		else if (opcode == 12 || opcode == 13) {
			this.code.skip(VECTOR_BYTES);
		}
		else if (opcode >= 21 && opcode <= 34) {
			this.code.skip(1);
		}
		else if (opcode >= 84 && opcode <= 91) {
			address();
			this.code.skip(1);
		}
	}

	private boolean atomic(int opcode) {
		this.found.accept(WasmFeature.THREADS);
		if (opcode == 0x03) {
			this.code.skip(1);
			return true;
		}
		address();
		return opcode <= 0x4E;
	}

	private void numbers(long count) {
		for (long number = 0; number < count && this.code.hasMore(); number++) {
			this.code.skipNumber();
		}
	}

	private void numbers(long count, WasmFeature feature) {
		this.found.accept(feature);
		numbers(count);
	}

}
