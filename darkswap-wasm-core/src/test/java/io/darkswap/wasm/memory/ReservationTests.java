package io.darkswap.wasm.memory;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The maximum is reserved, and only touched pages are committed.
 */
class ReservationTests {

	/** 1 GiB and a page, so that no other test's memory is mistaken for this one. */
	private static final int PAGES = 16385;

	private static final long BYTES = (long) PAGES * Memory.PAGE_SIZE;

	private static final int ONE_MIB = 1 << 20;

	@Test
	void aMaximumOf1GibCommitsNothing() throws IOException {
		try (SharedLinearMemory ignored = new SharedLinearMemory(new MemoryLimits(PAGES, PAGES, true))) {
			assertThat(Smaps.resident(BYTES)).isZero();
		}
	}

	@Test
	void onlyTouchedPagesAreCommitted() throws IOException {
		try (SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(PAGES, PAGES, true))) {
			memory.fill((byte) 1, 3 * ONE_MIB, 4 * ONE_MIB);
			assertThat(Smaps.resident(BYTES)).isEqualTo(ONE_MIB);
		}
	}

	@Test
	void growingCommitsNothing() throws IOException {
		try (SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(1, PAGES, true))) {
			memory.grow(PAGES - 1);
			assertThat(Smaps.resident(BYTES)).isZero();
		}
	}

	@Test
	void closingReleasesTheCommittedPages() throws IOException {
		SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(PAGES, PAGES, true));
		memory.fill((byte) 1, 3 * ONE_MIB, 4 * ONE_MIB);
		memory.close();
		assertThat(Smaps.resident(BYTES)).isZero();
	}

	@Test
	void anInterruptedThreadReleasesTheCommittedPages() throws IOException {
		SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(PAGES, PAGES, true));
		memory.fill((byte) 1, 3 * ONE_MIB, 4 * ONE_MIB);
		Thread.currentThread().interrupt();
		memory.close();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(Smaps.resident(BYTES)).isZero();
	}

	@Test
	void anInterruptedThreadReservesWithoutCommitting() throws IOException {
		Thread.currentThread().interrupt();
		try (SharedLinearMemory ignored = new SharedLinearMemory(new MemoryLimits(PAGES, PAGES, true))) {
			assertThat(Thread.interrupted()).isTrue();
			assertThat(Smaps.resident(BYTES)).isZero();
		}
	}

	@Test
	void noFileIsLeftBehind(@TempDir Path directory) throws IOException {
		Reservation reservation = Reservation.of(Memory.PAGE_SIZE, directory);
		try (var files = Files.list(directory)) {
			assertThat(files).isEmpty();
		}
		reservation.release();
	}

	@Test
	void withoutAFileItIsADirectBufferOfTheSameSize(@TempDir Path directory) {
		ByteBuffer bytes = Reservation.of(Memory.PAGE_SIZE, directory.resolve("missing")).bytes();
		assertThat(bytes.capacity()).isEqualTo(Memory.PAGE_SIZE);
	}

	@Test
	void withoutAFileAtomicAccessesAreAlignedAllTheSame(@TempDir Path directory) {
		VarHandle longs = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
		ByteBuffer bytes = Reservation.of(Memory.PAGE_SIZE, directory.resolve("missing")).bytes();
		assertThat((long) longs.getAndAdd(bytes, Memory.PAGE_SIZE - 8, 1L)).isZero();
	}

}
