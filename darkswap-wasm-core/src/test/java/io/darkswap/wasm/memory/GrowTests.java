package io.darkswap.wasm.memory;

import java.util.List;

import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.dylibso.chicory.wasm.UninstantiableException;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code memory.size} and {@code memory.grow}.
 */
class GrowTests {

	private final SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(1, 4, true));

	@AfterEach
	void closeMemory() {
		this.memory.close();
	}

	@Test
	void startsWithTheInitialPages() {
		assertThat(this.memory.pages()).isEqualTo(1);
	}

	@Test
	void returnsThePagesBefore() {
		assertThat(this.memory.grow(2)).isEqualTo(1);
	}

	@Test
	void growsByTheDelta() {
		this.memory.grow(2);
		assertThat(this.memory.pages()).isEqualTo(3);
	}

	@Test
	void makesTheNewPagesAccessible() {
		this.memory.grow(1);
		this.memory.writeI32(2 * Memory.PAGE_SIZE - 4, 7);
		assertThat(this.memory.readInt(2 * Memory.PAGE_SIZE - 4)).isEqualTo(7);
	}

	@Test
	void newPagesAreZero() {
		this.memory.grow(1);
		assertThat(this.memory.readBytes(Memory.PAGE_SIZE, Memory.PAGE_SIZE)).containsOnly(0);
	}

	@Test
	void keepsItsContent() {
		this.memory.writeI32(100, 7);
		this.memory.grow(3);
		assertThat(this.memory.readInt(100)).isEqualTo(7);
	}

	@Test
	void neverMoves() {
		var view = this.memory.view(100, 4);
		this.memory.grow(3);
		this.memory.writeI32(100, 7);
		assertThat(view.getInt(0)).isEqualTo(7);
	}

	@Test
	void byZeroReturnsTheSize() {
		assertThat(this.memory.grow(0)).isEqualTo(1);
	}

	@Test
	void reachesTheMaximum() {
		this.memory.grow(3);
		assertThat(this.memory.pages()).isEqualTo(4);
	}

	@Test
	void failsPastTheMaximum() {
		assertThat(this.memory.grow(4)).isEqualTo(-1);
	}

	@Test
	void failsWhenTheDeltaOverflows() {
		assertThat(this.memory.grow(Integer.MAX_VALUE)).isEqualTo(-1);
	}

	@Test
	void takesTheDeltaAsUnsigned() {
		assertThat(this.memory.grow(-1)).isEqualTo(-1);
	}

	@Test
	void leavesTheSizeWhenItFails() {
		this.memory.grow(4);
		assertThat(this.memory.pages()).isEqualTo(1);
	}

	@Test
	void committingAheadChangesNeitherTheSizeNorTheZerosBehindIt() {
		this.memory.commitAhead(2);
		this.memory.commitAhead(Integer.MAX_VALUE);
		assertThat(this.memory.pages()).isEqualTo(1);
		assertThat(this.memory.grow(3)).isEqualTo(1);
		assertThat(this.memory.readBytes(0, 4 * Memory.PAGE_SIZE)).containsOnly(0);
		this.memory.writeI32(100, 7);
		this.memory.commitAhead(1);
		assertThat(this.memory.readInt(100)).isEqualTo(7);
	}

	@Test
	void committingAheadOfAClosedMemoryDoesNothing() {
		this.memory.close();
		this.memory.commitAhead(2);
		assertThat(this.memory.pages()).isZero();
	}

	@Test
	void canStartEmpty() {
		try (SharedLinearMemory empty = new SharedLinearMemory(new MemoryLimits(0, 1))) {
			assertThatExceptionOfType(WasmRuntimeException.class).isThrownBy(() -> empty.read(0));
		}
	}

	@Test
	void canHaveAMaximumOfZero() {
		try (SharedLinearMemory empty = new SharedLinearMemory(new MemoryLimits(0, 0))) {
			assertThat(empty.grow(1)).isEqualTo(-1);
		}
	}

	@Test
	void capsTheMaximumAtTheSizeOfABuffer() {
		try (SharedLinearMemory large = new SharedLinearMemory(new MemoryLimits(1))) {
			assertThat(large.maximumPages()).isEqualTo(Memory.RUNTIME_MAX_PAGES);
		}
	}

	@Test
	void growsToTheSizeOfABuffer() {
		try (SharedLinearMemory large = new SharedLinearMemory(new MemoryLimits(1))) {
			large.grow(Memory.RUNTIME_MAX_PAGES - 1);
			large.writeByte(Memory.RUNTIME_MAX_PAGES * Memory.PAGE_SIZE - 1, (byte) 7);
			assertThat(large.read(Memory.RUNTIME_MAX_PAGES * Memory.PAGE_SIZE - 1)).isEqualTo((byte) 7);
		}
	}

	/** Each thread writes the last word that it may: it is never refused. */
	@Test
	void aThreadMayAccessAllPagesOfTheSizeThatItSees() throws InterruptedException {
		int maximum = 1000;
		try (SharedLinearMemory growing = new SharedLinearMemory(new MemoryLimits(1, maximum, true))) {
			List<Parked> threads = List.of(Parked.start(() -> writeEndsUntil(maximum, growing)),
					Parked.start(() -> writeEndsUntil(maximum, growing)));
			while (growing.grow(1) != -1) {
				growing.writeLong(growing.pages() * Memory.PAGE_SIZE - 8, 1);
			}
			for (Parked thread : threads) {
				assertThat(thread.returned()).isEqualTo(maximum);
			}
		}
	}

	private static int writeEndsUntil(int maximum, SharedLinearMemory memory) {
		int pages;
		do {
			pages = memory.pages();
			memory.writeI32(pages * Memory.PAGE_SIZE - 4, pages);
			memory.atomicAddInt(pages * Memory.PAGE_SIZE - 4, 1);
		}
		while (pages < maximum);
		return pages;
	}

	@Test
	void refusesMoreInitialPagesThanABufferHolds() {
		MemoryLimits limits = new MemoryLimits(Memory.RUNTIME_MAX_PAGES + 1);
		assertThatExceptionOfType(UninstantiableException.class).isThrownBy(() -> new SharedLinearMemory(limits))
			.withMessageContaining("at most 32767");
	}

}
