package io.darkswap.wasm.memory;

import java.util.Arrays;
import java.util.List;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * For every operation, a {@link SharedLinearMemory} returns the results of Chicory's
 * {@link ByteArrayMemory}, traps included, and ends with the same bytes.
 */
class DifferentialTests {

	private static final int MAXIMUM = 3;

	private static final List<Operation> OPERATIONS = List.of(
			operation("read", 1, (memory, address, a, b) -> memory.read(address)),
			operation("readU8", 1, (memory, address, a, b) -> memory.readU8(address)),
			operation("readShort", 1, (memory, address, a, b) -> memory.readShort(address)),
			operation("readU16", 1, (memory, address, a, b) -> memory.readU16(address)),
			operation("readInt", 1, (memory, address, a, b) -> memory.readInt(address)),
			operation("readU32", 1, (memory, address, a, b) -> memory.readU32(address)),
			operation("readLong", 1, (memory, address, a, b) -> memory.readLong(address)),
			operation("readFloat", 1, (memory, address, a, b) -> Float.floatToRawIntBits(memory.readFloat(address))),
			operation("readF32", 1, (memory, address, a, b) -> memory.readF32(address)),
			operation("readDouble", 1,
					(memory, address, a, b) -> Double.doubleToRawLongBits(memory.readDouble(address))),
			operation("readF64", 1, (memory, address, a, b) -> memory.readF64(address)),
			operation("readBytes", 1,
					(memory, address, a, b) -> Arrays.toString(memory.readBytes(address, size(a, address)))),
			command("writeByte", (memory, address, a, b) -> memory.writeByte(address, (byte) a)),
			command("writeShort", (memory, address, a, b) -> memory.writeShort(address, (short) a)),
			command("writeI32", (memory, address, a, b) -> memory.writeI32(address, (int) a)),
			command("writeLong", (memory, address, a, b) -> memory.writeLong(address, a)),
			command("writeF32", (memory, address, a, b) -> memory.writeF32(address, Float.intBitsToFloat((int) a))),
			command("writeF64", (memory, address, a, b) -> memory.writeF64(address, Double.longBitsToDouble(a))),
			command("write",
					(memory, address, a, b) -> memory.write(address, new byte[] { 1, 2, 3, 4, 5 }, (int) a,
							size(b, Math.max(address, (int) a)))),
			command("fill", (memory, address, a, b) -> memory.fill((byte) b, address, address + size(a, address))),
			command("copy",
					(memory, address, a, b) -> memory.copy(address, (int) a, size(b, Math.max(address, (int) a)))),
			operation("grow", 1, (memory, address, a, b) -> memory.grow((int) a)),
			operation("pages", 1, (memory, address, a, b) -> memory.pages()),
			operation("atomicReadByte", 1, (memory, address, a, b) -> memory.atomicReadByte(address)),
			operation("atomicReadShort", 2, (memory, address, a, b) -> memory.atomicReadShort(address)),
			operation("atomicReadInt", 4, (memory, address, a, b) -> memory.atomicReadInt(address)),
			operation("atomicReadLong", 8, (memory, address, a, b) -> memory.atomicReadLong(address)),
			operation("atomicAddByte", 1, (memory, address, a, b) -> memory.atomicAddByte(address, (byte) a)),
			operation("atomicAndByte", 1, (memory, address, a, b) -> memory.atomicAndByte(address, (byte) a)),
			operation("atomicOrByte", 1, (memory, address, a, b) -> memory.atomicOrByte(address, (byte) a)),
			operation("atomicXorByte", 1, (memory, address, a, b) -> memory.atomicXorByte(address, (byte) a)),
			operation("atomicXchgByte", 1, (memory, address, a, b) -> memory.atomicXchgByte(address, (byte) a)),
			operation("atomicCmpxchgByte", 1,
					(memory, address, a, b) -> memory.atomicCmpxchgByte(address, (byte) a, (byte) b)),
			operation("atomicAddShort", 2, (memory, address, a, b) -> memory.atomicAddShort(address, (short) a)),
			operation("atomicAndShort", 2, (memory, address, a, b) -> memory.atomicAndShort(address, (short) a)),
			operation("atomicOrShort", 2, (memory, address, a, b) -> memory.atomicOrShort(address, (short) a)),
			operation("atomicXorShort", 2, (memory, address, a, b) -> memory.atomicXorShort(address, (short) a)),
			operation("atomicXchgShort", 2, (memory, address, a, b) -> memory.atomicXchgShort(address, (short) a)),
			operation("atomicCmpxchgShort", 2,
					(memory, address, a, b) -> memory.atomicCmpxchgShort(address, (short) a, (short) b)),
			operation("atomicAddInt", 4, (memory, address, a, b) -> memory.atomicAddInt(address, (int) a)),
			operation("atomicAndInt", 4, (memory, address, a, b) -> memory.atomicAndInt(address, (int) a)),
			operation("atomicOrInt", 4, (memory, address, a, b) -> memory.atomicOrInt(address, (int) a)),
			operation("atomicXorInt", 4, (memory, address, a, b) -> memory.atomicXorInt(address, (int) a)),
			operation("atomicXchgInt", 4, (memory, address, a, b) -> memory.atomicXchgInt(address, (int) a)),
			operation("atomicCmpxchgInt", 4,
					(memory, address, a, b) -> memory.atomicCmpxchgInt(address, (int) a, (int) b)),
			operation("atomicAddLong", 8, (memory, address, a, b) -> memory.atomicAddLong(address, a)),
			operation("atomicAndLong", 8, (memory, address, a, b) -> memory.atomicAndLong(address, a)),
			operation("atomicOrLong", 8, (memory, address, a, b) -> memory.atomicOrLong(address, a)),
			operation("atomicXorLong", 8, (memory, address, a, b) -> memory.atomicXorLong(address, a)),
			operation("atomicXchgLong", 8, (memory, address, a, b) -> memory.atomicXchgLong(address, a)),
			operation("atomicCmpxchgLong", 8, (memory, address, a, b) -> memory.atomicCmpxchgLong(address, a, b)));

	@Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
	void answersAsChicorysMemoryDoes(@ForAll("steps") @Size(min = 1, max = 60) List<Step> steps) {
		MemoryLimits limits = new MemoryLimits(1, MAXIMUM, true);
		Memory expected = new ByteArrayMemory(limits);
		try (SharedLinearMemory actual = new SharedLinearMemory(limits)) {
			for (Step step : steps) {
				assertThat(step.on(actual)).as("%s", step).isEqualTo(step.on(expected));
			}
			int size = expected.pages() * Memory.PAGE_SIZE;
			assertThat(Arrays.equals(actual.readBytes(0, size), expected.readBytes(0, size))).as("same bytes").isTrue();
		}
	}

	@Provide
	Arbitrary<List<Step>> steps() {
		return Combinators.combine(Arbitraries.of(OPERATIONS), numbers(), numbers(), numbers()).as(Step::new).list();
	}

	/**
	 * Small numbers, numbers near the ends of pages and of the number ranges, any number.
	 */
	private static Arbitrary<Long> numbers() {
		Arbitrary<Long> ends = Arbitraries.of(0L, 65536L, 2 * 65536L, 3 * 65536L, (long) Integer.MAX_VALUE, 0xFFFFFFFFL,
				0xFF00FFFFL);
		Arbitrary<Long> nearEnds = Combinators.combine(ends, Arbitraries.longs().between(-9, 9)).as(Long::sum);
		return Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.longs().between(0, 300)), Tuple.of(4, nearEnds),
				Tuple.of(1, Arbitraries.longs()));
	}

	/**
	 * The reference adds an address and a size with 32 bits and fails with raw exceptions
	 * where that overflows: {@link BulkTests} has these cases.
	 */
	private static int size(long any, int address) {
		return Math.min((int) any, Integer.MAX_VALUE - Math.max(address, 0));
	}

	private static Operation operation(String name, int alignment, Query query) {
		return new Operation(name, alignment, query);
	}

	private static Operation command(String name, Command command) {
		return new Operation(name, 1, (memory, address, a, b) -> {
			command.on(memory, address, a, b);
			return "done";
		});
	}

	interface Query {

		Object on(Memory memory, int address, long a, long b);

	}

	interface Command {

		void on(Memory memory, int address, long a, long b);

	}

	record Operation(String name, int alignment, Query query) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	record Step(Operation operation, long address, long a, long b) {

		Object on(Memory memory) {
			try {
				int aligned = (int) this.address & -this.operation.alignment();
				return this.operation.query().on(memory, aligned, this.a, this.b);
			}
			catch (WasmRuntimeException ex) {
				return "trap";
			}
		}

	}

}
