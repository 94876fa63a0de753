package io.darkswap.wasm.loader.simd;

import java.util.ArrayList;
import java.util.List;

import io.darkswap.wasm.loader.report.InstructionScan;
import io.darkswap.wasm.loader.report.WasmBytes;

/**
 * A function of {@code halves.c}: it computes one half of a vector, or an {@code i32}. It
 * has no branches, so its instructions may stand in place of a call.
 *
 * @param parameters the types of its parameters, one byte each
 * @param results the type of its result, one byte
 * @param locals the types of its further locals
 * @param steps its instructions, without the last {@code end}
 * @param code its whole body, as the module's code section has it
 */
record Helper(byte[] parameters, byte[] results, List<Integer> locals, List<Step> steps, byte[] code) {

	private static final int LOCAL_GET = 0x20;

	private static final int LOCAL_TEE = 0x22;

	private static final int END = 0x0B;

	/** In place of a local, for an instruction that accesses none. */
	private static final int NONE = -1;

	/** Read a helper from its body. */
	static Helper read(byte[] parameters, byte[] results, WasmBytes body) {
		byte[] code = body.copy().rest();
		List<Integer> locals = new ArrayList<>();
		long groups = body.number();
		for (long group = 0; group < groups; group++) {
			long count = body.number();
			int type = body.next();
			for (long local = 0; local < count; local++) {
				locals.add(type);
			}
		}
		return new Helper(parameters, results, locals, steps(body), code);
	}

	private static List<Step> steps(WasmBytes body) {
		List<Step> steps = new ArrayList<>();
		InstructionScan scan = new InstructionScan(body, (feature) -> {
		});
		while (body.remaining() > 1) {
			WasmBytes start = body.copy();
			int opcode = body.next();
			if (opcode >= LOCAL_GET && opcode <= LOCAL_TEE) {
				steps.add(new Step(opcode, (int) body.number(), new byte[0]));
			}
			else {
				scan.instruction(opcode);
				steps.add(new Step(opcode, NONE, start.until(body)));
			}
		}
		if (body.next() != END) {
			throw new IllegalStateException("A helper has no end");
		}
		return steps;
	}

	boolean changesParameters() {
		return this.steps.stream()
			.anyMatch((step) -> step.accessesLocal() && step.opcode() != LOCAL_GET
					&& step.local() < this.parameters.length);
	}

	/** The bytes of its instructions, about. */
	int size() {
		return this.code.length;
	}

	/**
	 * One instruction.
	 *
	 * @param opcode its opcode
	 * @param local the index of the local that it accesses, negative if it accesses none
	 * @param raw its bytes if it accesses no local
	 */
	record Step(int opcode, int local, byte[] raw) {

		boolean accessesLocal() {
			return this.local >= 0;
		}

	}

}
