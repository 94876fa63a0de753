package io.darkswap.wasm.loader.simd;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import io.darkswap.wasm.loader.report.WasmBytes;
import io.darkswap.wasm.loader.simd.VectorOperation.Lowering;
import org.jspecify.annotations.Nullable;

/**
 * The instructions of fixed-width SIMD by their opcode, the number after {@code 0xFD}.
 */
final class VectorOperations {

	/** Above the halves of three operands. */
	private static final int LANE_LOCAL = 6;

	private static final int VECTOR_LANES = 16;

	private final Map<Integer, VectorOperation> operations = new HashMap<>();

	VectorOperations() {
		memory();
		lanes();
		bits();
		comparisons();
		integers();
		widths();
		floats();
	}

	/** Return an operation, {@code null} if there is none. */
	@Nullable VectorOperation get(int opcode) {
		return this.operations.get(opcode);
	}

	private void memory() {
		add(0, "v128.load", "s", "v", (out, immediates) -> MemoryAccess.read(immediates).load(out));
		loadExtend(1, "v128.load8x8_s", "i16x8.extend_i8x16_s");
		loadExtend(2, "v128.load8x8_u", "i16x8.extend_i8x16_u");
		loadExtend(3, "v128.load16x4_s", "i32x4.extend_i16x8_s");
		loadExtend(4, "v128.load16x4_u", "i32x4.extend_i16x8_u");
		loadExtend(5, "v128.load32x2_s", "i64x2.extend_i32x4_s");
		loadExtend(6, "v128.load32x2_u", "i64x2.extend_i32x4_u");
		loadSplat(7, "v128.load8_splat", Lane.I8, 0x31);
		loadSplat(8, "v128.load16_splat", Lane.I16, 0x33);
		loadSplat(9, "v128.load32_splat", Lane.I32, 0x35);
		loadSplat(10, "v128.load64_splat", Lane.I64, MemoryAccess.LOAD_64);
		add(11, "v128.store", "sv", "", (out, immediates) -> MemoryAccess.read(immediates).store(out));
		loadLane(84, "v128.load8_lane", Lane.I8, 0x31);
		loadLane(85, "v128.load16_lane", Lane.I16, 0x33);
		loadLane(86, "v128.load32_lane", Lane.I32, 0x35);
		loadLane(87, "v128.load64_lane", Lane.I64, MemoryAccess.LOAD_64);
		storeLane(88, "v128.store8_lane", Lane.I8, 0x3C);
		storeLane(89, "v128.store16_lane", Lane.I16, 0x3D);
		storeLane(90, "v128.store32_lane", Lane.I32, 0x3E);
		storeLane(91, "v128.store64_lane", Lane.I64, MemoryAccess.STORE_64);
		loadZero(92, "v128.load32_zero", 0x35);
		loadZero(93, "v128.load64_zero", MemoryAccess.LOAD_64);
	}

	private void lanes() {
		add(12, "v128.const", "", "v", (out, immediates) -> out.code().i64(immediates.eight()).i64(immediates.eight()));
		add(13, "i8x16.shuffle", "vv", "v", VectorOperations::shuffle);
		splat(15, "i8x16.splat", Lane.I8);
		splat(16, "i16x8.splat", Lane.I16);
		splat(17, "i32x4.splat", Lane.I32);
		splat(18, "i64x2.splat", Lane.I64);
		splat(19, "f32x4.splat", Lane.F32);
		splat(20, "f64x2.splat", Lane.F64);
		extract(21, "i8x16.extract_lane_s", Lane.I8, true);
		extract(22, "i8x16.extract_lane_u", Lane.I8, false);
		replace(23, "i8x16.replace_lane", Lane.I8);
		extract(24, "i16x8.extract_lane_s", Lane.I16, true);
		extract(25, "i16x8.extract_lane_u", Lane.I16, false);
		replace(26, "i16x8.replace_lane", Lane.I16);
		extract(27, "i32x4.extract_lane", Lane.I32, true);
		replace(28, "i32x4.replace_lane", Lane.I32);
		extract(29, "i64x2.extract_lane", Lane.I64, true);
		replace(30, "i64x2.replace_lane", Lane.I64);
		extract(31, "f32x4.extract_lane", Lane.F32, true);
		replace(32, "f32x4.replace_lane", Lane.F32);
		extract(33, "f64x2.extract_lane", Lane.F64, true);
		replace(34, "f64x2.replace_lane", Lane.F64);
	}

	private void bits() {
		halves(77, 1, "v128.not");
		halves(78, 2, "v128.and", "v128.andnot", "v128.or", "v128.xor");
		halves(82, 3, "v128.bitselect");
		test(83, "v128.any_true");
		both(14, "i8x16.swizzle", new int[] { 0, 1, 2 }, new int[] { 0, 1, 3 });
	}

	private void comparisons() {
		for (int shape = 0; shape < 3; shape++) {
			String name = new String[] { "i8x16", "i16x8", "i32x4" }[shape];
			halves(35 + 10 * shape, 2, name + ".eq", name + ".ne", name + ".lt_s", name + ".lt_u", name + ".gt_s",
					name + ".gt_u", name + ".le_s", name + ".le_u", name + ".ge_s", name + ".ge_u");
		}
		halves(65, 2, "f32x4.eq", "f32x4.ne", "f32x4.lt", "f32x4.gt", "f32x4.le", "f32x4.ge");
		halves(71, 2, "f64x2.eq", "f64x2.ne", "f64x2.lt", "f64x2.gt", "f64x2.le", "f64x2.ge");
		halves(214, 2, "i64x2.eq", "i64x2.ne", "i64x2.lt_s", "i64x2.gt_s", "i64x2.le_s", "i64x2.ge_s");
	}

	private void integers() {
		integers(96, "i8x16");
		halves(98, 1, "i8x16.popcnt");
		saturating(110, "i8x16");
		halves(118, 2, "i8x16.min_s", "i8x16.min_u", "i8x16.max_s", "i8x16.max_u");
		halves(123, 2, "i8x16.avgr_u");
		integers(128, "i16x8");
		halves(130, 2, "i16x8.q15mulr_sat_s");
		saturating(142, "i16x8");
		halves(149, 2, "i16x8.mul", "i16x8.min_s", "i16x8.min_u", "i16x8.max_s", "i16x8.max_u");
		halves(155, 2, "i16x8.avgr_u");
		integers(160, "i32x4");
		halves(181, 2, "i32x4.mul", "i32x4.min_s", "i32x4.min_u", "i32x4.max_s", "i32x4.max_u", "i32x4.dot_i16x8_s");
		integers(192, "i64x2");
		halves(213, 2, "i64x2.mul");
	}

	/** The operations of all shapes of integers, from the opcode of {@code abs} on. */
	private void integers(int first, String shape) {
		halves(first, 1, shape + ".abs", shape + ".neg");
		test(first + 3, shape + ".all_true");
		test(first + 4, shape + ".bitmask");
		shift(first + 11, shape + ".shl");
		shift(first + 12, shape + ".shr_s");
		shift(first + 13, shape + ".shr_u");
		halves(first + 14, 2, shape + ".add");
		halves(first + 17, 2, shape + ".sub");
	}

	private void saturating(int add, String shape) {
		halves(add + 1, 2, shape + ".add_sat_s", shape + ".add_sat_u");
		halves(add + 4, 2, shape + ".sub_sat_s", shape + ".sub_sat_u");
	}

	private void widths() {
		narrow(101, "i8x16.narrow_i16x8_s");
		narrow(102, "i8x16.narrow_i16x8_u");
		narrow(133, "i16x8.narrow_i32x4_s");
		narrow(134, "i16x8.narrow_i32x4_u");
		halves(124, 1, "i16x8.extadd_pairwise_i8x16_s", "i16x8.extadd_pairwise_i8x16_u",
				"i32x4.extadd_pairwise_i16x8_s", "i32x4.extadd_pairwise_i16x8_u");
		extend(135, "i16x8", "i8x16");
		extend(167, "i32x4", "i16x8");
		extend(199, "i64x2", "i32x4");
		multiply(156, "i16x8", "i8x16");
		multiply(188, "i32x4", "i16x8");
		multiply(220, "i64x2", "i32x4");
	}

	private void extend(int first, String to, String from) {
		widen(first, to + ".extend_low_" + from + "_s", 0, 1);
		widen(first + 1, to + ".extend_high_" + from + "_s", 1, 1);
		widen(first + 2, to + ".extend_low_" + from + "_u", 0, 1);
		widen(first + 3, to + ".extend_high_" + from + "_u", 1, 1);
	}

	private void multiply(int first, String to, String from) {
		widen(first, to + ".extmul_low_" + from + "_s", 0, 2);
		widen(first + 1, to + ".extmul_high_" + from + "_s", 1, 2);
		widen(first + 2, to + ".extmul_low_" + from + "_u", 0, 2);
		widen(first + 3, to + ".extmul_high_" + from + "_u", 1, 2);
	}

	private void floats() {
		halves(103, 1, "f32x4.ceil", "f32x4.floor", "f32x4.trunc", "f32x4.nearest");
		halves(116, 1, "f64x2.ceil", "f64x2.floor");
		halves(122, 1, "f64x2.trunc");
		halves(148, 1, "f64x2.nearest");
		floats(224, "f32x4");
		floats(236, "f64x2");
		halves(248, 1, "i32x4.trunc_sat_f32x4_s", "i32x4.trunc_sat_f32x4_u", "f32x4.convert_i32x4_s",
				"f32x4.convert_i32x4_u");
		lowerHalf(252, "i32x4.trunc_sat_f64x2_s_zero");
		lowerHalf(253, "i32x4.trunc_sat_f64x2_u_zero");
		lowerHalf(94, "f32x4.demote_f64x2_zero");
		widen(254, "f64x2.convert_low_i32x4_s", 0, 1);
		widen(255, "f64x2.convert_low_i32x4_u", 0, 1);
		widen(95, "f64x2.promote_low_f32x4", 0, 1);
	}

	private void floats(int first, String shape) {
		halves(first, 1, shape + ".abs", shape + ".neg");
		halves(first + 3, 1, shape + ".sqrt");
		halves(first + 4, 2, shape + ".add", shape + ".sub", shape + ".mul", shape + ".div", shape + ".min",
				shape + ".max", shape + ".pmin", shape + ".pmax");
	}

	/** Operations whose halves are computed each from the same half of the operands. */
	private void halves(int first, int operands, String... names) {
		for (int index = 0; index < names.length; index++) {
			String name = names[index];
			add(first + index, name, "v".repeat(operands), "v", (out, immediates) -> {
				int[] vectors = out.takeVectors(operands);
				out.apply(name, every(0, vectors));
				out.apply(name, every(1, vectors));
			});
		}
	}

	/** Return the lower or the upper halves. */
	private static int[] every(int half, int[] vectors) {
		int[] halves = new int[vectors.length / 2];
		for (int index = 0; index < halves.length; index++) {
			halves[index] = vectors[2 * index + half];
		}
		return halves;
	}

	/** An operation of two vectors by the halves that its own halves depend on. */
	private void both(int opcode, String name, int[] lower, int[] upper) {
		add(opcode, name, "vv", "v", (out, immediates) -> {
			int[] vectors = out.takeVectors(2);
			out.apply(name, choose(vectors, lower));
			out.apply(name, choose(vectors, upper));
		});
	}

	private void narrow(int opcode, String name) {
		both(opcode, name, new int[] { 0, 1 }, new int[] { 2, 3 });
	}

	private static int[] choose(int[] vectors, int[] indexes) {
		int[] chosen = new int[indexes.length];
		for (int index = 0; index < chosen.length; index++) {
			chosen[index] = vectors[indexes[index]];
		}
		return chosen;
	}

	private void shift(int opcode, String name) {
		add(opcode, name, "vs", "v", (out, immediates) -> {
			int count = out.takeNumber();
			int[] vector = out.takeVectors(1);
			out.apply(name, vector[0], count);
			out.apply(name, vector[1], count);
		});
	}

	private void test(int opcode, String name) {
		add(opcode, name, "v", "s", (out, immediates) -> out.apply(name, out.takeVectors(1)));
	}

	/** An operation whose upper half is zero. */
	private void lowerHalf(int opcode, String name) {
		add(opcode, name, "v", "v", (out, immediates) -> {
			out.apply(name, out.takeVectors(1));
			out.code().i64(0);
		});
	}

	/** An operation that makes a vector from one half of each operand. */
	private void widen(int opcode, String name, int half, int operands) {
		String helper = name.replace("_low", "").replace("_high", "");
		add(opcode, name, "v".repeat(operands), "v", (out, immediates) -> {
			int[] halves = every(half, out.takeVectors(operands));
			out.apply(helper + ".0", halves);
			out.apply(helper + ".1", halves);
		});
	}

	private void loadExtend(int opcode, String name, String helper) {
		add(opcode, name, "s", "v", (out, immediates) -> {
			int half = out.scratch(ValueTypes.I64, 0);
			MemoryAccess.read(immediates).write(out.code(), MemoryAccess.LOAD_64);
			out.code().set(half);
			out.apply(helper + ".0", half);
			out.apply(helper + ".1", half);
		});
	}

	private void loadSplat(int opcode, String name, Lane lane, int load) {
		add(opcode, name, "s", "v", (out, immediates) -> {
			MemoryAccess.read(immediates).write(out.code(), load);
			lane.repeat(out.code());
			twice(out);
		});
	}

	private void splat(int opcode, String name, Lane lane) {
		add(opcode, name, "s", "v", (out, immediates) -> {
			lane.widen(out.code());
			lane.repeat(out.code());
			twice(out);
		});
	}

	private static void twice(Emission out) {
		int half = out.scratch(ValueTypes.I64, 0);
		out.code().tee(half).get(half);
	}

	private void loadZero(int opcode, String name, int load) {
		add(opcode, name, "s", "v", (out, immediates) -> {
			MemoryAccess.read(immediates).write(out.code(), load);
			out.code().i64(0);
		});
	}

	private void loadLane(int opcode, String name, Lane lane, int load) {
		add(opcode, name, "sv", "v", (out, immediates) -> {
			int[] vector = out.takeVectors(1);
			int value = out.scratch(ValueTypes.I64, LANE_LOCAL);
			MemoryAccess.read(immediates).write(out.code(), load);
			lane.replace(out.code().set(value), immediates.next(), vector, value);
		});
	}

	private void storeLane(int opcode, String name, Lane lane, int store) {
		add(opcode, name, "sv", "", (out, immediates) -> {
			int[] vector = out.takeVectors(1);
			MemoryAccess access = MemoryAccess.read(immediates);
			int index = immediates.next();
			lane.moveDown(out.code().get(vector[lane.half(index)]), index);
			access.write(out.code(), store);
		});
	}

	private void extract(int opcode, String name, Lane lane, boolean signed) {
		add(opcode, name, "v", "s", (out, immediates) -> {
			int index = immediates.next();
			int[] vector = out.takeVectors(1);
			lane.extract(out.code().get(vector[lane.half(index)]), index, signed);
		});
	}

	private void replace(int opcode, String name, Lane lane) {
		add(opcode, name, "vs", "v", (out, immediates) -> {
			int value = out.scratch(ValueTypes.I64, LANE_LOCAL);
			lane.widen(out.code());
			out.code().set(value);
			lane.replace(out.code(), immediates.next(), out.takeVectors(1), value);
		});
	}

	private static void shuffle(Emission out, WasmBytes immediates) {
		int[] lanes = new int[VECTOR_LANES];
		for (int lane = 0; lane < lanes.length; lane++) {
			lanes[lane] = immediates.next();
		}
		int[] halves = out.takeVectors(2);
		Shuffle.half(out.code(), halves, Arrays.copyOf(lanes, VECTOR_LANES / 2));
		Shuffle.half(out.code(), halves, Arrays.copyOfRange(lanes, VECTOR_LANES / 2, VECTOR_LANES));
	}

	private void add(int opcode, String name, String operands, String results, Lowering lowering) {
		VectorOperation former = this.operations.put(opcode, new VectorOperation(name, operands, results, lowering));
		if (former != null) {
			throw new IllegalStateException("%d is %s and %s".formatted(opcode, former.name(), name));
		}
	}

}
