package io.darkswap.wasm.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Compiled and interpreted WebAssembly code has the semantics of the specification.
 */
@Timeout(60)
class WasmInstructionTests {

	private static final int SIZE = Memory.PAGE_SIZE;

	private final SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(1, 4, true));

	@AfterEach
	void closeMemory() {
		this.memory.close();
	}

	/**
	 * Every load, store and read-modify-write with its width and its number of operands.
	 */
	static Stream<Arguments> accesses() {
		List<Arguments> accesses = new ArrayList<>();
		for (InstructionModule.Engine engine : InstructionModule.Engine.values()) {
			loads().forEach((name, width) -> accesses.add(Arguments.of(engine, name, width, new long[1])));
			stores().forEach((name, width) -> accesses.add(Arguments.of(engine, name, width, new long[2])));
			exchanges().forEach((name, width) -> accesses.add(Arguments.of(engine, name, width, new long[3])));
		}
		return accesses.stream();
	}

	private static Map<String, Integer> loads() {
		Map<String, Integer> loads = new LinkedHashMap<>();
		loads.put("f32.load", 4);
		loads.put("f64.load", 8);
		for (String load : List.of("load8_u", "load8_s", "load16_u", "load16_s", "load", "atomic.load8_u",
				"atomic.load16_u", "atomic.load")) {
			loads.put("i32." + load, width(load, 4));
			loads.put("i64." + load, width(load, 8));
		}
		for (String load : List.of("i64.load32_u", "i64.load32_s", "i64.atomic.load32_u")) {
			loads.put(load, 4);
		}
		return loads;
	}

	private static Map<String, Integer> stores() {
		Map<String, Integer> stores = new LinkedHashMap<>();
		stores.put("f32.store", 4);
		stores.put("f64.store", 8);
		for (String store : List.of("store8", "store16", "store", "atomic.store8", "atomic.store16", "atomic.store")) {
			stores.put("i32." + store, width(store, 4));
			stores.put("i64." + store, width(store, 8));
		}
		stores.put("i64.store32", 4);
		stores.put("i64.atomic.store32", 4);
		for (String operation : List.of("add", "sub", "and", "or", "xor", "xchg")) {
			stores.put("i32.atomic.rmw8." + operation + "_u", 1);
			stores.put("i64.atomic.rmw8." + operation + "_u", 1);
			stores.put("i32.atomic.rmw16." + operation + "_u", 2);
			stores.put("i64.atomic.rmw16." + operation + "_u", 2);
			stores.put("i64.atomic.rmw32." + operation + "_u", 4);
			stores.put("i32.atomic.rmw." + operation, 4);
			stores.put("i64.atomic.rmw." + operation, 8);
		}
		return stores;
	}

	private static Map<String, Integer> exchanges() {
		return Map.of("i32.atomic.rmw8.cmpxchg_u", 1, "i64.atomic.rmw8.cmpxchg_u", 1, "i32.atomic.rmw16.cmpxchg_u", 2,
				"i64.atomic.rmw16.cmpxchg_u", 2, "i64.atomic.rmw32.cmpxchg_u", 4, "i32.atomic.rmw.cmpxchg", 4,
				"i64.atomic.rmw.cmpxchg", 8);
	}

	private static int width(String instruction, int widest) {
		return instruction.contains("16") ? 2 : instruction.contains("8") ? 1 : widest;
	}

	@ParameterizedTest
	@MethodSource("accesses")
	void theLastBytesAreInside(InstructionModule.Engine engine, String instruction, int width, long[] arguments) {
		InstructionModule module = engine.over(this.memory);
		arguments[0] = SIZE - width;
		assertThatNoException().isThrownBy(() -> module.call(instruction, arguments));
	}

	@ParameterizedTest
	@MethodSource("accesses")
	void theAddressAfterTheLastTraps(InstructionModule.Engine engine, String instruction, int width, long[] arguments) {
		InstructionModule module = engine.over(this.memory);
		arguments[0] = SIZE;
		assertTraps(() -> module.call(instruction, arguments));
	}

	@ParameterizedTest
	@MethodSource("accesses")
	void theFirstAddressFromTwoGibibytesTraps(InstructionModule.Engine engine, String instruction, int width,
			long[] arguments) {
		InstructionModule module = engine.over(this.memory);
		arguments[0] = 0x80000000L;
		assertTraps(() -> module.call(instruction, arguments));
	}

	@ParameterizedTest
	@MethodSource("accesses")
	void anUnalignedAtomicTraps(InstructionModule.Engine engine, String instruction, int width, long[] arguments) {
		InstructionModule module = engine.over(this.memory);
		arguments[0] = 65;
		if (instruction.contains("atomic") && width > 1) {
			assertThatExceptionOfType(ChicoryException.class).isThrownBy(() -> module.call(instruction, arguments))
				.withMessageStartingWith("unaligned atomic");
		}
		else {
			assertThatNoException().isThrownBy(() -> module.call(instruction, arguments));
		}
	}

	@ParameterizedTest
	@EnumSource
	void narrowReadModifyWritesAreZeroExtended(InstructionModule.Engine engine) {
		InstructionModule module = engine.over(this.memory);
		this.memory.writeLong(0, -1);
		assertThat(List.of(module.call("i64.atomic.rmw8.add_u", 0, 0), module.call("i64.atomic.rmw16.add_u", 0, 0),
				module.call("i64.atomic.rmw32.add_u", 0, 0)))
			.containsExactly(0xFFL, 0xFFFFL, 0xFFFFFFFFL);
	}

	@ParameterizedTest
	@EnumSource
	void anOffsetCountsAsPartOfTheAddress(InstructionModule.Engine engine) {
		InstructionModule module = engine.over(this.memory);
		assertTraps(() -> module.call("i32.load_offset", 1));
	}

	@ParameterizedTest
	@EnumSource
	void oneInstanceReadsTheWritesOfAnother(InstructionModule.Engine engine) {
		InstructionModule one = engine.over(this.memory);
		InstructionModule another = engine.over(this.memory);
		one.call("i32.store", 64, 7);
		assertThat(another.call("i32.load", 64)).isEqualTo(7);
	}

	@ParameterizedTest
	@EnumSource
	void oneInstanceSeesTheGrowthByAnother(InstructionModule.Engine engine) {
		InstructionModule one = engine.over(this.memory);
		InstructionModule another = engine.over(this.memory);
		one.call("memory.grow", 2);
		assertThat(another.call("memory.size")).isEqualTo(3);
	}

	@ParameterizedTest
	@EnumSource
	void growingPastTheMaximumFails(InstructionModule.Engine engine) {
		assertThat((int) engine.over(this.memory).call("memory.grow", 4)).isEqualTo(-1);
	}

	@ParameterizedTest
	@EnumSource
	void aFillOfAlmostAllAddressesTraps(InstructionModule.Engine engine) {
		InstructionModule module = engine.over(this.memory);
		assertTraps(() -> module.call("memory.fill", 16, 1, 0xFFFFFFF8L));
	}

	@ParameterizedTest
	@EnumSource
	void aCopyOntoItselfIsRight(InstructionModule.Engine engine) {
		this.memory.write(0, new byte[] { 1, 2, 3, 4 });
		engine.over(this.memory).call("memory.copy", 1, 0, 3);
		assertThat(this.memory.readBytes(0, 4)).containsExactly(1, 1, 2, 3);
	}

	@ParameterizedTest
	@EnumSource
	void anActiveSegmentIsWrittenAtOnce(InstructionModule.Engine engine) {
		engine.over(this.memory);
		assertThat(this.memory.readString(1024, 6)).isEqualTo("active");
	}

	@ParameterizedTest
	@EnumSource
	void aPassiveSegmentIsWrittenByInit(InstructionModule.Engine engine) {
		engine.over(this.memory).call("memory.init", 64, 1, 3);
		assertThat(this.memory.readString(64, 3)).isEqualTo("ass");
	}

	@ParameterizedTest
	@EnumSource
	void anInitPastTheSegmentTraps(InstructionModule.Engine engine) {
		InstructionModule module = engine.over(this.memory);
		assertTraps(() -> module.call("memory.init", 64, 1, 7));
	}

	@ParameterizedTest
	@EnumSource
	void anInitPastTheMemoryTraps(InstructionModule.Engine engine) {
		InstructionModule module = engine.over(this.memory);
		assertTraps(() -> module.call("memory.init", SIZE - 2, 0, 3));
	}

	@ParameterizedTest
	@EnumSource
	void aDroppedSegmentIsEmpty(InstructionModule.Engine engine) {
		InstructionModule module = engine.over(this.memory);
		module.call("data.drop");
		assertTraps(() -> module.call("memory.init", 64, 0, 1));
	}

	@ParameterizedTest
	@EnumSource
	void nothingOfADroppedSegmentIsWritten(InstructionModule.Engine engine) {
		InstructionModule module = engine.over(this.memory);
		module.call("data.drop");
		assertThatNoException().isThrownBy(() -> module.call("memory.init", SIZE, 0, 0));
	}

	@ParameterizedTest
	@EnumSource
	void anActiveSegmentIsDroppedOnceItIsWritten(InstructionModule.Engine engine) {
		InstructionModule module = engine.over(this.memory);
		assertTraps(() -> module.call("memory.init_active", 64, 0, 1));
	}

	@ParameterizedTest
	@EnumSource
	void aSegmentThatOneInstanceDroppedIsStillThereForTheNext(InstructionModule.Engine engine) {
		engine.over(this.memory).call("data.drop");
		engine.over(this.memory).call("memory.init", 64, 0, 7);
		assertThat(this.memory.readString(64, 7)).isEqualTo("passive");
	}

	@ParameterizedTest
	@EnumSource
	void aWaitIsWokenByAnotherInstance(InstructionModule.Engine engine) throws Exception {
		InstructionModule waiting = engine.over(this.memory);
		InstructionModule notifying = engine.over(this.memory);
		Parked waiter = Parked.in(() -> (int) waiting.call("memory.atomic.wait32", 64, 0, -1));
		notifying.call("memory.atomic.notify", 64, 1);
		assertThat(waiter.returned()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void aWaitForAnotherValueReturnsOne(InstructionModule.Engine engine) {
		assertThat(engine.over(this.memory).call("memory.atomic.wait64", 64, 7, -1)).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void aNotificationOutsideTraps(InstructionModule.Engine engine) {
		InstructionModule module = engine.over(this.memory);
		assertTraps(() -> module.call("memory.atomic.notify", SIZE, 1));
	}

	@ParameterizedTest
	@EnumSource
	void aFenceIsExecuted(InstructionModule.Engine engine) {
		InstructionModule module = engine.over(this.memory);
		assertThatNoException().isThrownBy(() -> module.call("atomic.fence"));
	}

	@ParameterizedTest
	@EnumSource
	void aMutexKeepsPlainAdditionsApart(InstructionModule.Engine engine) throws InterruptedException {
		int times = (engine == InstructionModule.Engine.COMPILER) ? 100_000 : 5_000;
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			InstructionModule module = engine.over(this.memory);
			threads.add(new Thread(() -> module.call("add_locked", 64, times)));
		}
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.memory.readLong(72)).isEqualTo(4L * times);
	}

	private static void assertTraps(ThrowingCallable call) {
		assertThatExceptionOfType(WasmRuntimeException.class).isThrownBy(call)
			.withMessageStartingWith("out of bounds memory access");
	}

}
