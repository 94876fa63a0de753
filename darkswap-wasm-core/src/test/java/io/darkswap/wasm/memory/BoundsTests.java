package io.darkswap.wasm.memory;

import java.util.stream.Stream;

import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Every access is inside the current size of the memory, or it traps.
 */
class BoundsTests {

	private static final int SIZE = Memory.PAGE_SIZE;

	private final SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(1, 4, true));

	@AfterEach
	void closeMemory() {
		this.memory.close();
	}

	static Stream<Access> accesses() {
		return Stream.concat(Access.PLAIN.stream(), Access.ATOMIC.stream());
	}

	@ParameterizedTest
	@MethodSource("accesses")
	void theFirstBytesAreInside(Access access) {
		assertThatNoException().isThrownBy(() -> access.at(0, this.memory));
	}

	@ParameterizedTest
	@MethodSource("accesses")
	void theLastBytesAreInside(Access access) {
		assertThatNoException().isThrownBy(() -> access.at(SIZE - access.width(), this.memory));
	}

	@ParameterizedTest
	@MethodSource("accesses")
	void oneStepPastTheLastBytesTraps(Access access) {
		assertTrapsOutOfBounds(access, SIZE - access.width() + access.alignment());
	}

	@ParameterizedTest
	@MethodSource("accesses")
	void theAddressAfterTheLastTraps(Access access) {
		assertTrapsOutOfBounds(access, SIZE);
	}

	@ParameterizedTest
	@MethodSource("accesses")
	void anAddressThatIsReservedButNotGrownToTraps(Access access) {
		assertTrapsOutOfBounds(access, 3 * SIZE);
	}

	@ParameterizedTest
	@MethodSource("accesses")
	void theLastAddressBelowTwoGibibytesTraps(Access access) {
		assertTrapsOutOfBounds(access, Integer.MAX_VALUE - access.alignment() + 1);
	}

	@ParameterizedTest
	@MethodSource("accesses")
	void theFirstAddressFromTwoGibibytesTraps(Access access) {
		assertTrapsOutOfBounds(access, Integer.MIN_VALUE);
	}

	@ParameterizedTest
	@MethodSource("accesses")
	void theLastAddressOfAllTraps(Access access) {
		assertTrapsOutOfBounds(access, -access.alignment());
	}

	@ParameterizedTest
	@MethodSource("accesses")
	void aPageThatWasGrownIsInside(Access access) {
		this.memory.grow(1);
		assertThatNoException().isThrownBy(() -> access.at(2 * SIZE - access.width(), this.memory));
	}

	@ParameterizedTest
	@MethodSource("accesses")
	void theSameHoldsForAMemoryThatIsNotShared(Access access) {
		try (SharedLinearMemory unshared = new SharedLinearMemory(new MemoryLimits(1, 4))) {
			assertThatExceptionOfType(WasmRuntimeException.class).isThrownBy(() -> access.at(SIZE, unshared));
		}
	}

	@Test
	void theLargestMemoryHasTheSameBounds() {
		try (SharedLinearMemory largest = new SharedLinearMemory(new MemoryLimits(Memory.RUNTIME_MAX_PAGES))) {
			int end = largest.pages() * SIZE;
			for (Access access : accesses().filter((access) -> !access.name().startsWith("atomicWait")).toList()) {
				access.at(end - access.width(), largest);
				for (int address : new int[] { end - access.width() + access.alignment(), end,
						Integer.MAX_VALUE - access.alignment() + 1, Integer.MIN_VALUE, -access.alignment() }) {
					assertThatExceptionOfType(WasmRuntimeException.class).as("%s at %d", access, address)
						.isThrownBy(() -> access.at(address, largest))
						.withMessageStartingWith("out of bounds memory access");
				}
			}
		}
	}

	private void assertTrapsOutOfBounds(Access access, int address) {
		assertThatExceptionOfType(WasmRuntimeException.class).isThrownBy(() -> access.at(address, this.memory))
			.withMessageStartingWith("out of bounds memory access");
	}

}
