package io.darkswap.wasm.loader.simd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lowered instructions of one function, and the scratch locals that they use. An
 * operand on the stack has its lower half below its upper half.
 */
final class Emission {

	/** Above the halves of three operands and a lane. */
	private static final int FIRST_OF_HELPERS = 8;

	/** Larger helpers are called: a JVM method has a limited size. */
	private static final int LARGEST_INLINED = 100;

	private final CodeWriter code = new CodeWriter();

	private final HelperCalls helpers;

	private final boolean inlines;

	private final int firstScratch;

	private final List<Integer> scratchTypes = new ArrayList<>();

	private final Map<Integer, List<Integer>> scratchByType = new HashMap<>();

	/**
	 * Create the code of a function.
	 * @param helpers the functions that it may call
	 * @param inlines whether small helpers are copied in place of a call
	 * @param locals the lowered parameters and locals of the function
	 */
	Emission(HelperCalls helpers, boolean inlines, int locals) {
		this.helpers = helpers;
		this.inlines = inlines;
		this.firstScratch = locals;
	}

	CodeWriter code() {
		return this.code;
	}

	List<Integer> scratchTypes() {
		return this.scratchTypes;
	}

	/** Return a scratch local: the same for the same type and index. */
	int scratch(int type, int index) {
		List<Integer> ofType = this.scratchByType.computeIfAbsent(type, (key) -> new ArrayList<>());
		while (ofType.size() <= index) {
			ofType.add(this.firstScratch + this.scratchTypes.size());
			this.scratchTypes.add(type);
		}
		return ofType.get(index);
	}

	/**
	 * Pop vectors into scratch locals.
	 * @return the locals: lower and upper half of the first, of the second, ...
	 */
	int[] takeVectors(int count) {
		int[] halves = new int[2 * count];
		for (int half = halves.length - 1; half >= 0; half--) {
			halves[half] = scratch(ValueTypes.I64, half);
			this.code.set(halves[half]);
		}
		return halves;
	}

	/** Pop an {@code i32} into a scratch local. */
	int takeNumber() {
		int local = scratch(ValueTypes.I32, 0);
		this.code.set(local);
		return local;
	}

	/** Push the result of a helper. */
	void apply(String name, int... arguments) {
		Helper helper = this.helpers.get(name);
		if (this.inlines && helper.size() <= LARGEST_INLINED) {
			inline(helper, arguments);
		}
		else {
			for (int argument : arguments) {
				this.code.get(argument);
			}
			this.code.op(0x10).number(this.helpers.indexOf(name));
		}
	}

	private void inline(Helper helper, int[] arguments) {
		Map<Integer, Integer> used = new HashMap<>();
		int parameters = arguments.length;
		int[] locals = new int[parameters + helper.locals().size()];
		for (int index = 0; index < locals.length; index++) {
			boolean parameter = index < parameters;
			if (parameter && !helper.changesParameters()) {
				locals[index] = arguments[index];
				continue;
			}
			int type = parameter ? helper.parameters()[index] : helper.locals().get(index - parameters);
			locals[index] = scratch(type, FIRST_OF_HELPERS + used.merge(type, 1, Integer::sum) - 1);
			if (parameter) {
				this.code.get(arguments[index]).set(locals[index]);
			}
		}
		for (Helper.Step step : helper.steps()) {
			if (step.accessesLocal()) {
				this.code.op(step.opcode()).number(locals[step.local()]);
			}
			else {
				this.code.raw(step.raw());
			}
		}
	}

}
