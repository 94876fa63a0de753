package io.darkswap.wasm.loader.simd;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import io.darkswap.wasm.loader.report.WasmBytes;

/**
 * The parameters and locals of a function. A vector becomes two of them, first its lower
 * half.
 */
final class Locals {

	private final List<Integer> lowered = new ArrayList<>();

	private final BitSet vectors = new BitSet();

	private final CodeWriter groups = new CodeWriter();

	private long groupCount;

	private int count;

	private Locals() {
	}

	/** Read the locals of a body, up to its first instruction. */
	static Locals read(List<Boolean> parameters, WasmBytes body) {
		Locals locals = new Locals();
		parameters.forEach(locals::add);
		locals.groupCount = body.number();
		for (long group = 0; group < locals.groupCount; group++) {
			body.expectMore("locals");
			locals.group(body);
		}
		return locals;
	}

	private void group(WasmBytes body) {
		long size = body.number();
		WasmBytes type = body.copy();
		boolean vector = ValueTypes.read(body);
		if (vector) {
			this.groups.number(2 * size).op(ValueTypes.I64);
		}
		else {
			this.groups.number(size).raw(type.until(body));
		}
		for (long local = 0; local < size; local++) {
			add(vector);
		}
	}

	private void add(boolean vector) {
		this.vectors.set(this.lowered.size(), vector);
		this.lowered.add(this.count);
		this.count += vector ? 2 : 1;
	}

	/** Return the number of lowered parameters and locals. */
	int count() {
		return this.count;
	}

	boolean isVector(int local) {
		return this.vectors.get(local);
	}

	void get(CodeWriter code, int local) {
		int lower = this.lowered.get(local);
		code.get(lower);
		if (isVector(local)) {
			code.get(lower + 1);
		}
	}

	void set(CodeWriter code, int local) {
		int lower = this.lowered.get(local);
		if (isVector(local)) {
			code.set(lower + 1);
		}
		code.set(lower);
	}

	/** Write the declarations: the locals, and one more of each type. */
	void declare(CodeWriter out, List<Integer> more) {
		out.number(this.groupCount + more.size()).raw(this.groups.toByteArray());
		more.forEach((type) -> out.number(1).op(type));
	}

}
