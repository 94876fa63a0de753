package io.darkswap.wasm.loader.simd;

import io.darkswap.wasm.loader.report.WasmBytes;

/**
 * An instruction of fixed-width SIMD.
 *
 * @param name its name in the text format
 * @param operands its operands from the lowest on: {@code v} is a vector, {@code s} is
 * not
 * @param results its results, in the same letters
 * @param lowering writes the instructions in its place
 */
record VectorOperation(String name, String operands, String results, Lowering lowering) {

	private static final char VECTOR = 'v';

	/** Track the operands and write the lowered instructions. */
	void lower(OperandStack stack, Emission out, WasmBytes immediates) {
		stack.pop(this.operands.length());
		this.results.chars().forEach((result) -> stack.push(result == VECTOR));
		this.lowering.write(out, immediates);
	}

	/** Writes the instructions of an operation. */
	interface Lowering {

		void write(Emission out, WasmBytes immediates);

	}

}
