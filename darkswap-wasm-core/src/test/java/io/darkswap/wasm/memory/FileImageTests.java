package io.darkswap.wasm.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.dylibso.chicory.wasm.UninstantiableException;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A memory that begins with the bytes of a file.
 */
class FileImageTests {

	private static final int OFFSET = 4096;

	private static final int PAGES = 3;

	private static final int LENGTH = PAGES * Memory.PAGE_SIZE;

	/** Behind the image, the file has other bytes. */
	private static final int TAIL = 5_000;

	@TempDir
	Path directory;

	private final byte[] content = new byte[OFFSET + LENGTH + TAIL];

	private Path file;

	@BeforeEach
	void writeFile() throws IOException {
		new Random(1).nextBytes(this.content);
		this.file = Files.write(this.directory.resolve("image"), this.content);
	}

	@Test
	void itBeginsWithTheBytesOfTheImageAndZeros() {
		try (SharedLinearMemory memory = open(5, 20)) {
			assertThat(memory.pages()).isEqualTo(5);
			assertImage(memory);
			assertZeros(memory, PAGES, 5);
		}
	}

	@Test
	void pagesThatItGrowsByAreZeroWhateverTheFileHolds() {
		try (SharedLinearMemory memory = open(1, 20)) {
			assertThat(memory.grow(1)).isEqualTo(PAGES);
			assertThat(memory.grow(16)).isEqualTo(PAGES + 1);
			assertImage(memory);
			assertZeros(memory, PAGES, 20);
		}
	}

	@Test
	void pagesThatAreCommittedAheadAreZeroOnceItGrows() {
		try (SharedLinearMemory memory = open(1, 20)) {
			memory.commitAhead(10);
			assertThat(memory.pages()).isEqualTo(PAGES);
			memory.grow(17);
			assertImage(memory);
			assertZeros(memory, PAGES, 20);
		}
	}

	@Test
	void theFileKeepsItsBytes() throws IOException {
		try (SharedLinearMemory memory = open(1, 20)) {
			memory.grow(10);
			memory.fill((byte) 7, 0, memory.pages() * Memory.PAGE_SIZE);
			memory.detach();
			assertFileUnchanged();
		}
		assertFileUnchanged();
		try (SharedLinearMemory memory = open(1, 20)) {
			assertImage(memory);
		}
	}

	@Test
	void twoMemoriesOfOneFileAreApart() {
		try (SharedLinearMemory first = open(1, 20); SharedLinearMemory second = open(1, 40)) {
			first.fill((byte) 7, 0, LENGTH);
			first.grow(2);
			first.fill((byte) 7, LENGTH, LENGTH + 2 * Memory.PAGE_SIZE);
			assertImage(second);
			second.grow(4);
			assertZeros(second, PAGES, PAGES + 4);
			second.close();
			assertThat(first.readBytes(0, LENGTH)).containsOnly(7);
		}
	}

	@Test
	void onceDetachedItDoesNotDependOnTheFile() throws IOException {
		try (SharedLinearMemory memory = open(1, 20)) {
			memory.detach();
			byte[] other = new byte[this.content.length];
			Arrays.fill(other, (byte) 9);
			try (var writing = new java.io.RandomAccessFile(this.file.toFile(), "rw")) {
				writing.write(other);
			}
			Files.delete(this.file);
			assertImage(memory);
		}
	}

	@Test
	void detachingLosesNoWrite() throws InterruptedException {
		int additions = 200_000;
		try (SharedLinearMemory memory = open(1, 20)) {
			int before = memory.readInt(0);
			Thread adding = new Thread(() -> {
				for (int i = 0; i < additions; i++) {
					memory.atomicAddInt(0, 1);
					memory.writeI32(8192, i);
				}
			});
			adding.start();
			while (adding.isAlive()) {
				memory.detach();
			}
			adding.join();
			assertThat(memory.readInt(0)).isEqualTo(before + additions);
			assertThat(memory.readInt(8192)).isEqualTo(additions - 1);
		}
	}

	@Test
	void aMemoryClosedWhileItIsDetachedTraps() {
		SharedLinearMemory memory = open(1, 20);
		memory.close();
		memory.detach();
		assertThatExceptionOfType(WasmRuntimeException.class).isThrownBy(() -> memory.read(0));
	}

	@Test
	void anImageLargerThanTheMaximumIsRefused() {
		assertThatExceptionOfType(UninstantiableException.class).isThrownBy(() -> open(1, 2))
			.withMessageContaining("3 pages");
	}

	@Test
	void aFileThatCannotBeMappedIsRead() throws IOException {
		Reservation read = Reservation.read(20 * Memory.PAGE_SIZE, new FileImage(this.file, OFFSET, LENGTH));
		byte[] bytes = new byte[LENGTH];
		read.bytes().get(0, bytes);
		assertThat(bytes).isEqualTo(Arrays.copyOfRange(this.content, OFFSET, OFFSET + LENGTH));
		assertThat(read.bytes().get(LENGTH)).isZero();
		read.release();
		assertThat(Files.size(this.file)).isEqualTo(this.content.length);
	}

	@Test
	void aFileThatDoesNotExistIsRefusedAndNotCreated() {
		FileImage missing = new FileImage(this.directory.resolve("missing"), 0, LENGTH);
		assertThatExceptionOfType(UninstantiableException.class)
			.isThrownBy(() -> new SharedLinearMemory(new MemoryLimits(1, 20, true), missing))
			.withMessageContaining("missing");
		assertThat(missing.file()).doesNotExist();
	}

	@Test
	void aFileThatEndsInTheImageIsRefused() throws IOException {
		Files.write(this.file, Arrays.copyOf(this.content, OFFSET + LENGTH - 1));
		assertThatExceptionOfType(UninstantiableException.class).isThrownBy(() -> open(1, 20))
			.withMessageContaining("cannot be read");
		assertThat(Files.size(this.file)).isEqualTo(OFFSET + LENGTH - 1);
	}

	private SharedLinearMemory open(int initial, int maximum) {
		return new SharedLinearMemory(new MemoryLimits(initial, maximum, true),
				new FileImage(this.file, OFFSET, LENGTH));
	}

	private void assertImage(SharedLinearMemory memory) {
		assertThat(memory.readBytes(0, LENGTH)).isEqualTo(Arrays.copyOfRange(this.content, OFFSET, OFFSET + LENGTH));
	}

	private static void assertZeros(SharedLinearMemory memory, int from, int to) {
		assertThat(memory.readBytes(from * Memory.PAGE_SIZE, (to - from) * Memory.PAGE_SIZE)).containsOnly(0);
	}

	private void assertFileUnchanged() throws IOException {
		assertThat(Files.readAllBytes(this.file)).startsWith(this.content);
	}

}
