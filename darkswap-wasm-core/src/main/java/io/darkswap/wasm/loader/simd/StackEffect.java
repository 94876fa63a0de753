package io.darkswap.wasm.loader.simd;

/**
 * How many operands an instruction pops and pushes. This is about the instructions that
 * pop and push no vectors and whose types do not depend on the module.
 *
 * @param pops the operands that it pops
 * @param pushes the operands that it pushes
 */
record StackEffect(int pops, int pushes) {

	/**
	 * Return the effect of an instruction.
	 * @param opcode its first byte
	 * @param second the number after the first byte, if that is a prefix
	 */
	static StackEffect of(int opcode, int second) {
		return switch (opcode) {
			case 0xFC -> bulk(second);
			case 0xFE -> atomic(second);
			default -> single(opcode);
		};
	}

	private static StackEffect single(int opcode) {
		if (opcode >= 0x45 && opcode <= 0xC4) {
			return new StackEffect(isUnary(opcode) ? 1 : 2, 1);
		}
		if (opcode >= 0x28 && opcode <= 0x3E) {
			return (opcode <= 0x35) ? new StackEffect(1, 1) : new StackEffect(2, 0);
		}
		return switch (opcode) {
			case 0x01 -> new StackEffect(0, 0);
			case 0x0D, 0xD6 -> new StackEffect(1, 0);
			case 0x25, 0x40, 0xD1, 0xD4, 0xD5 -> new StackEffect(1, 1);
			case 0x26 -> new StackEffect(2, 0);
			case 0x3F, 0x41, 0x42, 0x43, 0x44, 0xD0, 0xD2 -> new StackEffect(0, 1);
			default -> throw unknown(opcode, 0);
		};
	}

	/** Tests for zero, and what is not a comparison or arithmetic of two operands. */
	private static boolean isUnary(int opcode) {
		return opcode == 0x45 || opcode == 0x50 || (opcode >= 0x67 && opcode <= 0x69)
				|| (opcode >= 0x79 && opcode <= 0x7B) || (opcode >= 0x8B && opcode <= 0x91)
				|| (opcode >= 0x99 && opcode <= 0x9F) || opcode >= 0xA7;
	}

	private static StackEffect bulk(int opcode) {
		return switch (opcode) {
			case 0, 1, 2, 3, 4, 5, 6, 7 -> new StackEffect(1, 1);
			case 8, 10, 11, 12, 14, 17 -> new StackEffect(3, 0);
			case 9, 13 -> new StackEffect(0, 0);
			case 15 -> new StackEffect(2, 1);
			case 16 -> new StackEffect(0, 1);
			default -> throw unknown(0xFC, opcode);
		};
	}

	private static StackEffect atomic(int opcode) {
		if (opcode >= 0x10 && opcode <= 0x4E) {
			if (opcode <= 0x16) {
				return new StackEffect(1, 1);
			}
			if (opcode <= 0x1D) {
				return new StackEffect(2, 0);
			}
			return new StackEffect((opcode <= 0x47) ? 2 : 3, 1);
		}
		return switch (opcode) {
			case 0 -> new StackEffect(2, 1);
			case 1, 2 -> new StackEffect(3, 1);
			case 3 -> new StackEffect(0, 0);
			default -> throw unknown(0xFE, opcode);
		};
	}

	private static IllegalStateException unknown(int opcode, int second) {
		return new IllegalStateException("Unknown instruction %02x %02x".formatted(opcode, second));
	}

}
