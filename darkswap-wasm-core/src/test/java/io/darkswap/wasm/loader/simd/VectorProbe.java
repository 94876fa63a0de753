package io.darkswap.wasm.loader.simd;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

import com.dylibso.chicory.runtime.Instance;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;

/**
 * A module with a function for each vector instruction, and for each lane if it has one.
 * A function takes its operands from the memory and leaves its result there:
 *
 * <pre>
 * 0         16        32        48       64       80
 * +---------+---------+---------+--------+--------+
 * | vector  | vector  | vector  | number | result |
 * +---------+---------+---------+--------+--------+
 * </pre>
 */
final class VectorProbe {

	static final int INPUT = 64;

	static final int RESULT = 16;

	private static final int OPCODES = 256;

	private static final int NUMBER = 48;

	private static final int SHUFFLES = 24;

	private final List<Probe> probes = new ArrayList<>();

	private final int padding;

	/**
	 * Create a module.
	 * @param random chooses constants and lanes
	 * @param padding makes each function longer by as many bytes, which do nothing: large
	 * functions call helpers that small ones contain
	 */
	VectorProbe(Random random, int padding) {
		this(random, padding, (name) -> true);
	}

	private VectorProbe(Random random, int padding, Predicate<String> wanted) {
		this.padding = padding;
		VectorOperations operations = new VectorOperations();
		for (int opcode = 0; opcode < OPCODES; opcode++) {
			VectorOperation operation = operations.get(opcode);
			if (operation != null && wanted.test(operation.name())) {
				for (byte[] immediates : immediates(operation.name(), random)) {
					this.probes.add(new Probe(opcode, operation, immediates));
				}
			}
		}
	}

	/** Create a module with one instruction, which has no lane. */
	static VectorProbe of(String instruction) {
		return new VectorProbe(new Random(0), 0, instruction::equals);
	}

	/** Return the names of the instructions, one for each function. */
	List<String> names() {
		return this.probes.stream().map((probe) -> probe.operation().name()).toList();
	}

	byte[] module() {
		CodeWriter functions = new CodeWriter().number(this.probes.size());
		CodeWriter exports = new CodeWriter().number(this.probes.size() + 1L).op(6).raw("memory".getBytes()).op(2, 0);
		CodeWriter bodies = new CodeWriter().number(this.probes.size());
		for (int index = 0; index < this.probes.size(); index++) {
			functions.op(0);
			byte[] name = Integer.toString(index).getBytes();
			exports.number(name.length).raw(name).op(0).number(index);
			bodies.sized(this.probes.get(index).body(this.padding));
		}
		return new CodeWriter().op(0, 'a', 's', 'm', 1, 0, 0, 0)
			.op(1)
			.sized(new CodeWriter().op(1, 0x60, 0, 0))
			.op(3)
			.sized(functions)
			.op(5)
			.sized(new CodeWriter().op(1, 0, 1))
			.op(7)
			.sized(exports)
			.op(10)
			.sized(bodies)
			.toByteArray();
	}

	/**
	 * Run all functions in this library.
	 * @param inputs the inputs, one after another
	 * @return the results, one after another: of the first function for all inputs, of
	 * the second, ...
	 */
	byte[] run(byte[] inputs) {
		byte[] bytes = module();
		int count = inputs.length / INPUT;
		ByteBuffer results = ByteBuffer.allocate(this.probes.size() * count * RESULT);
		try (SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder()
			.resourceOpener((location) -> new ByteArrayInputStream(bytes))
			.build(); LoadedModule module = loader.load("test:vectors", MemoryOptions.ofModule())) {
			Instance instance = module.instantiate();
			for (int function = 0; function < this.probes.size(); function++) {
				for (int input = 0; input < count; input++) {
					instance.memory().write(0, inputs, input * INPUT, INPUT);
					instance.memory().write(INPUT, new byte[RESULT]);
					instance.export(Integer.toString(function)).apply();
					results.put(instance.memory().readBytes(INPUT, RESULT));
				}
			}
		}
		return results.array();
	}

	/**
	 * Replace each quiet NaN that an instruction may choose by one of them. Signalling
	 * ones, which no such instruction returns, stay.
	 */
	void unifyNans(byte[] results) {
		ByteBuffer lanes = ByteBuffer.wrap(results).order(ByteOrder.LITTLE_ENDIAN);
		int size = results.length / this.probes.size();
		for (int function = 0; function < this.probes.size(); function++) {
			if (this.probes.get(function).mayChooseNan()) {
				boolean wide = this.probes.get(function).operation().name().startsWith("f64x2");
				for (int at = function * size; at < (function + 1) * size; at += wide ? 8 : 4) {
					if (wide && (lanes.getLong(at) & 0x7FF8_0000_0000_0000L) == 0x7FF8_0000_0000_0000L) {
						lanes.putLong(at, 0x7FF8_0000_0000_0000L);
					}
					if (!wide && (lanes.getInt(at) & 0x7FC0_0000) == 0x7FC0_0000) {
						lanes.putInt(at, 0x7FC0_0000);
					}
				}
			}
		}
	}

	private static List<byte[]> immediates(String name, Random random) {
		List<byte[]> all = new ArrayList<>();
		if (name.equals("v128.const")) {
			for (int constant = 0; constant < 8; constant++) {
				all.add(random(random, 256));
			}
		}
		else if (name.equals("i8x16.shuffle")) {
			all.add(new byte[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 });
			all.add(new byte[] { 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16 });
			all.add(new byte[] { 24, 25, 26, 27, 0, 1, 2, 3, 4, 5, 6, 7, 20, 21, 22, 23 });
			for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
				all.add(random(random, 32));
			}
		}
		else if (name.endsWith("_lane") && name.startsWith("v128")) {
			for (int lane = 0; lane < 128
					/ Integer.parseInt(name.replaceAll("v128\\.(load|store)|_lane", "")); lane++) {
				all.add(new byte[] { 0, (byte) (name.contains("store") ? 4 : 2), (byte) lane });
			}
		}
		else if (name.contains("_lane")) {
			for (int lane = 0; lane < Integer
				.parseInt(name.substring(name.indexOf('x') + 1, name.indexOf('.'))); lane++) {
				all.add(new byte[] { (byte) lane });
			}
		}
		else if (name.startsWith("v128.load")) {
			all.add(new byte[] { 0, 2 });
		}
		else {
			all.add(name.equals("v128.store") ? new byte[] { 0, 4 } : new byte[0]);
		}
		return all;
	}

	private static byte[] random(Random random, int bound) {
		byte[] bytes = new byte[16];
		for (int index = 0; index < bytes.length; index++) {
			bytes[index] = (byte) random.nextInt(bound);
		}
		return bytes;
	}

	/**
	 * A function.
	 *
	 * @param opcode the opcode of its instruction
	 * @param operation the instruction
	 * @param immediates what follows the opcode
	 */
	private record Probe(int opcode, VectorOperation operation, byte[] immediates) {

		CodeWriter body(int padding) {
			CodeWriter body = new CodeWriter().op(0).raw(nops(padding));
			if (!this.operation.results().isEmpty()) {
				body.op(0x41).signed(INPUT);
			}
			int vector = 0;
			for (char operand : this.operation.operands().toCharArray()) {
				if (operand == 'v') {
					body.op(0x41, 0, 0xFD, 0, 0, RESULT * vector++);
				}
				else if (this.operation.name().startsWith("v128")) {
					body.op(0x41).signed(this.operation.name().contains("store") ? INPUT - 4 : 1);
				}
				else {
					body.op(0x41, 0, 0x28 + numberType(), 0, NUMBER);
				}
			}
			body.op(0xFD).number(this.opcode).raw(this.immediates);
			if (this.operation.results().equals("v")) {
				body.op(0xFD, 0x0B, 0, 0);
			}
			else if (this.operation.results().equals("s")) {
				body.op(0x36 + numberType(), 0, 0);
			}
			return body.op(0x0B);
		}

		private static byte[] nops(int count) {
			byte[] nops = new byte[count];
			Arrays.fill(nops, (byte) 1);
			return nops;
		}

		/** The number of a type among i32, i64, f32, f64. */
		private int numberType() {
			String name = this.operation.name();
			if (!name.contains("splat") && !name.contains("_lane")) {
				return 0;
			}
			return switch (name.substring(0, name.indexOf('.'))) {
				case "i64x2" -> 1;
				case "f32x4" -> 2;
				case "f64x2" -> 3;
				default -> 0;
			};
		}

		boolean mayChooseNan() {
			return this.operation.name()
				.matches("f(32x4|64x2)\\.(ceil|floor|trunc|nearest|sqrt|add|sub|mul|div|min|max|demote.*|promote.*)");
		}

	}

}
