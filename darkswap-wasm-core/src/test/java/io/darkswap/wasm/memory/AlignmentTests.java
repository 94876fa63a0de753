package io.darkswap.wasm.memory;

import java.util.List;
import java.util.stream.Stream;

import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Atomic accesses are aligned to their width, plain ones need not be.
 */
class AlignmentTests {

	private final SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(1, 1, true));

	@AfterEach
	void closeMemory() {
		this.memory.close();
	}

	static List<Access> plainAccesses() {
		return Access.PLAIN;
	}

	static Stream<Access> wideAtomicAccesses() {
		return Access.ATOMIC.stream().filter((access) -> access.width() > 1);
	}

	@ParameterizedTest
	@MethodSource("wideAtomicAccesses")
	void anAtomicAccessTrapsAtEveryUnalignedAddress(Access access) {
		for (int offset = 1; offset < access.width(); offset++) {
			int address = 64 + offset;
			assertThatExceptionOfType(WasmRuntimeException.class).isThrownBy(() -> access.at(address, this.memory))
				.withMessageStartingWith("unaligned atomic");
		}
	}

	@ParameterizedTest
	@MethodSource("wideAtomicAccesses")
	void anAtomicAccessReachesEveryAlignedAddress(Access access) {
		for (int address = 0; address < 64; address += access.width()) {
			int aligned = address;
			assertThatNoException().isThrownBy(() -> access.at(aligned, this.memory));
		}
	}

	@ParameterizedTest
	@MethodSource("plainAccesses")
	void aPlainAccessReachesEveryAddress(Access access) {
		for (int address = 0; address < 16; address++) {
			int any = address;
			assertThatNoException().isThrownBy(() -> access.at(any, this.memory));
		}
	}

}
