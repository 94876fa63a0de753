package io.darkswap.wasm.loader.simd;

/**
 * The types of lanes, and how they become part of a half and are taken from it.
 */
enum Lane {

	I8(8, 0xAD), I16(16, 0xAD), I32(32, 0xAD), I64(64), F32(32, 0xBC, 0xAD), F64(64, 0xBD);

	private static final int HALF = 64;

	private static final int I64_AND = 0x83;

	private static final int I64_OR = 0x84;

	private static final int I64_SHL = 0x86;

	private static final int I64_SHR_U = 0x88;

	private static final int I32_WRAP = 0xA7;

	private final int bits;

	private final int[] toInteger;

	Lane(int bits, int... toInteger) {
		this.bits = bits;
		this.toInteger = toInteger;
	}

	/** The place of a lane in its half, in bits. */
	private int shift(int lane) {
		return lane * this.bits % HALF;
	}

	/** The half that has a lane: 0 or 1. */
	int half(int lane) {
		return lane * this.bits / HALF;
	}

	private long mask() {
		return -1L >>> (HALF - this.bits);
	}

	/** A half with 1 in each lane. */
	private long ones() {
		return Long.divideUnsigned(-1L, mask());
	}

	/** From a number, as the operand stack has it, to a half with that lane only. */
	void widen(CodeWriter code) {
		code.op(this.toInteger);
		if (this.bits < 32) {
			code.i64(mask()).op(I64_AND);
		}
	}

	/** From a half with one lane to a half with that lane everywhere. */
	void repeat(CodeWriter code) {
		if (this.bits < HALF) {
			code.i64(ones()).op(0x7E);
		}
	}

	/** From a half to a half with one of its lanes, at place 0, and higher bits. */
	void moveDown(CodeWriter code, int lane) {
		if (shift(lane) > 0) {
			code.i64(shift(lane)).op(I64_SHR_U);
		}
	}

	/** From a half to a number. */
	void extract(CodeWriter code, int lane, boolean signed) {
		moveDown(code, lane);
		switch (this) {
			case I8 -> code.op(I32_WRAP).op(signed ? new int[] { 0xC0 } : new int[] { 0x41, 0xFF, 0x01, 0x71 });
			case I16 -> code.op(I32_WRAP).op(signed ? new int[] { 0xC1 } : new int[] { 0x41, 0xFF, 0xFF, 0x03, 0x71 });
			case I32 -> code.op(I32_WRAP);
			case I64 -> {
				// The half is the number.
			}
			case F32 -> code.op(I32_WRAP, 0xBE);
			case F64 -> code.op(0xBF);
		}
	}

	/** Push a vector with one lane replaced by a half that has only that lane. */
	void replace(CodeWriter code, int lane, int[] vector, int value) {
		for (int half = 0; half < 2; half++) {
			if (half != half(lane)) {
				code.get(vector[half]);
			}
			else if (this.bits == HALF) {
				code.get(value);
			}
			else {
				code.get(vector[half]).i64(~(mask() << shift(lane))).op(I64_AND).get(value);
				if (shift(lane) > 0) {
					code.i64(shift(lane)).op(I64_SHL);
				}
				code.op(I64_OR);
			}
		}
	}

}
