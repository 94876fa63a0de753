package io.darkswap.wasm.memory;

import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * {@code memory.fill} and {@code memory.copy}.
 */
class BulkTests {

	private static final int SIZE = 2 * Memory.PAGE_SIZE;

	private final SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(2, 4, true));

	@BeforeEach
	void writeDigits() {
		this.memory.write(0, new byte[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 });
	}

	@AfterEach
	void closeMemory() {
		this.memory.close();
	}

	@Test
	void fillsEveryByteAndNoOther() {
		this.memory.fill((byte) 7, 2, 5);
		assertThat(this.memory.readBytes(0, 6)).containsExactly(0, 1, 7, 7, 7, 5);
	}

	@Test
	void fillsMoreThanOneChunk() {
		this.memory.fill((byte) -7, 1, 100_001);
		assertThat(this.memory.readBytes(1, 100_000)).containsOnly(-7);
	}

	@Test
	void fillsNoByteAfterTheLastChunk() {
		this.memory.fill((byte) -7, 1, 100_001);
		assertThat(this.memory.read(100_001)).isZero();
	}

	@Test
	void fillsWithZero() {
		this.memory.fill((byte) 0, 1, 3);
		assertThat(this.memory.readBytes(0, 4)).containsExactly(0, 0, 0, 3);
	}

	@Test
	void zeroClearsEverything() {
		this.memory.writeByte(SIZE - 1, (byte) 1);
		this.memory.zero();
		assertThat(this.memory.readBytes(0, SIZE)).containsOnly(0);
	}

	@Test
	void copiesBytes() {
		this.memory.copy(100, 2, 3);
		assertThat(this.memory.readBytes(99, 5)).containsExactly(0, 2, 3, 4, 0);
	}

	@Test
	void copiesForwardOntoItself() {
		this.memory.copy(2, 0, 6);
		assertThat(this.memory.readBytes(0, 10)).containsExactly(0, 1, 0, 1, 2, 3, 4, 5, 8, 9);
	}

	@Test
	void copiesBackwardOntoItself() {
		this.memory.copy(0, 2, 6);
		assertThat(this.memory.readBytes(0, 10)).containsExactly(2, 3, 4, 5, 6, 7, 6, 7, 8, 9);
	}

	@Test
	void nothingAtTheVeryEndIsFilled() {
		assertThatNoException().isThrownBy(() -> this.memory.fill((byte) 1, SIZE, SIZE));
	}

	@Test
	void nothingIsCopiedToTheVeryEnd() {
		assertThatNoException().isThrownBy(() -> this.memory.copy(SIZE, 0, 0));
	}

	@Test
	void nothingIsCopiedFromTheVeryEnd() {
		assertThatNoException().isThrownBy(() -> this.memory.copy(0, SIZE, 0));
	}

	@Test
	void nothingIsWrittenToTheVeryEnd() {
		assertThatNoException().isThrownBy(() -> this.memory.write(SIZE, new byte[0]));
	}

	@Test
	void nothingIsReadFromTheVeryEnd() {
		assertThat(this.memory.readBytes(SIZE, 0)).isEmpty();
	}

	@Test
	void nothingPastTheEndTrapsAllTheSame() {
		assertTrapsOutOfBounds(() -> this.memory.fill((byte) 1, SIZE + 1, SIZE + 1));
	}

	@Test
	void nothingCopiedPastTheEndTrapsAllTheSame() {
		assertTrapsOutOfBounds(() -> this.memory.copy(SIZE + 1, 0, 0));
	}

	@Test
	void aFillWhoseEndWrapsAroundTraps() {
		assertTrapsOutOfBounds(() -> this.memory.fill((byte) 1, 16, 16 + 0xFFFFFFF8));
	}

	@Test
	void aFillFromTheLastAddressThatWrapsAroundTraps() {
		assertTrapsOutOfBounds(() -> this.memory.fill((byte) 1, -1, 1));
	}

	@Test
	void aCopyTakesItsSizeAsUnsigned() {
		assertTrapsOutOfBounds(() -> this.memory.copy(0, 0, -1));
	}

	@Test
	void aReadTakesItsSizeAsUnsigned() {
		assertTrapsOutOfBounds(() -> this.memory.readBytes(0, -1));
	}

	@Test
	void aReadLargerThanTheHeapTraps() {
		assertTrapsOutOfBounds(() -> this.memory.readBytes(0, Integer.MAX_VALUE));
	}

	@Test
	void aWriteOfMoreThanTheArrayHoldsTraps() {
		assertTrapsOutOfBounds(() -> this.memory.write(0, new byte[4], 2, 3));
	}

	@Test
	void aWriteFromANegativeOffsetTraps() {
		assertTrapsOutOfBounds(() -> this.memory.write(0, new byte[4], -1, 1));
	}

	@Test
	void aFillThatTrapsWritesNothing() {
		assertTrapsOutOfBounds(() -> this.memory.fill((byte) 1, SIZE - 2, SIZE + 1));
		assertThat(this.memory.readBytes(SIZE - 2, 2)).containsOnly(0);
	}

	@Test
	void aCopyThatTrapsWritesNothing() {
		assertTrapsOutOfBounds(() -> this.memory.copy(SIZE - 2, 5, 3));
		assertThat(this.memory.readBytes(SIZE - 2, 2)).containsOnly(0);
	}

	private static void assertTrapsOutOfBounds(ThrowingCallable access) {
		assertThatExceptionOfType(WasmRuntimeException.class).isThrownBy(access)
			.withMessageStartingWith("out of bounds memory access");
	}

}
