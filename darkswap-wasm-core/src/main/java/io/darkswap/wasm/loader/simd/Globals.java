package io.darkswap.wasm.loader.simd;

import io.darkswap.wasm.loader.report.InstructionScan;
import io.darkswap.wasm.loader.report.WasmBytes;

/**
 * Lowers the globals that a module defines. The lower half of a vector takes its index;
 * the upper halves follow all globals.
 */
final class Globals {

	private static final int GLOBAL_GET = 0x23;

	private static final int END = 0x0B;

	private Globals() {
	}

	/** Lower the global section, and add the types of its globals. */
	static CodeWriter lower(WasmBytes section, ModuleTypes types) {
		CodeWriter globals = new CodeWriter();
		CodeWriter uppers = new CodeWriter();
		long count = section.number();
		long lowered = count;
		for (long index = 0; index < count; index++) {
			section.expectMore("globals");
			WasmBytes start = section.copy();
			boolean vector = ValueTypes.read(section);
			types.addGlobal(vector);
			int mutability = section.next();
			if (vector) {
				constant(section, globals.op(ValueTypes.I64, mutability), uppers.op(ValueTypes.I64, mutability));
				lowered++;
			}
			else {
				new InstructionScan(section, (feature) -> {
				}).constant();
				globals.raw(start.until(section));
			}
		}
		return new CodeWriter().number(lowered).raw(globals.toByteArray()).raw(uppers.toByteArray());
	}

	/** Lower the only constant that can be a vector where none is imported. */
	private static void constant(WasmBytes section, CodeWriter lower, CodeWriter upper) {
		int opcode = section.next();
		if (opcode == GLOBAL_GET) {
			throw new UnsupportedVectors("initialises a vector by another global, which this runtime cannot do:"
					+ " initialise it by a constant");
		}
		section.number();
		lower.i64(section.eight()).op(END);
		upper.i64(section.eight()).op(END);
		section.next();
	}

}
