package io.darkswap.wasm.loader.simd;

import java.util.ArrayList;
import java.util.List;

import io.darkswap.wasm.loader.report.WasmBytes;

/**
 * Reads the types of values, and lowers them: {@code v128} becomes {@code i64 i64}.
 */
final class ValueTypes {

	static final int VECTOR = 0x7B;

	static final int I32 = 0x7F;

	static final int I64 = 0x7E;

	private static final int NULLABLE_REFERENCE = 0x63;

	private static final int REFERENCE = 0x64;

	private ValueTypes() {
	}

	/**
	 * Read a type.
	 * @return whether it is a vector
	 */
	static boolean read(WasmBytes bytes) {
		int form = bytes.next();
		if (form == NULLABLE_REFERENCE || form == REFERENCE) {
			bytes.number();
		}
		return form == VECTOR;
	}

	/**
	 * Read a sequence of types, and write it lowered.
	 * @return for each type, whether it is a vector
	 */
	static List<Boolean> lower(WasmBytes bytes, CodeWriter out) {
		long count = bytes.number();
		List<Boolean> vectors = new ArrayList<>();
		CodeWriter types = new CodeWriter();
		long lowered = 0;
		for (long index = 0; index < count && bytes.hasMore(); index++) {
			WasmBytes start = bytes.copy();
			boolean vector = read(bytes);
			vectors.add(vector);
			if (vector) {
				types.op(I64, I64);
			}
			else {
				types.raw(start.until(bytes));
			}
			lowered += vector ? 2 : 1;
		}
		out.number(lowered).raw(types.toByteArray());
		return vectors;
	}

}
