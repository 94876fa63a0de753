package io.darkswap.wasm.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.file.SnapshotFile;
import io.darkswap.wasm.log.file.SnapshotFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that each byte of a {@link Snapshot} is validated.
 */
class SnapshotDamageTests {

	private static final byte[] IMAGE = { 1, 2, 3, 4, 5, 0, 0 };

	private static final byte[] HEADER = { 6, 7, 0 };

	@TempDir
	Path directory;

	private SnapshotFile file;

	private byte[] bytes = {};

	@BeforeEach
	void takeASnapshot() throws IOException {
		try (Journal journal = Journal.open(new JournalOptions(this.directory, 4096, Long.MAX_VALUE, FlushMode.OS));
				SnapshotWriter writer = journal.snapshots().begin(IMAGE.length)) {
			writer.write(ByteBuffer.wrap(IMAGE));
			writer.publish(0, HEADER);
		}
		this.file = SnapshotFile.list(this.directory).get(0);
		this.bytes = Files.readAllBytes(this.file.path());
	}

	@Test
	void theFileHasNoOtherBytes() {
		assertThat(this.bytes).hasSize(SnapshotFormat.FILE_HEADER_SIZE + IMAGE.length + HEADER.length);
		Snapshot snapshot = Snapshot.open(this.file);
		assertThat(snapshot.image()).isEqualTo(ByteBuffer.wrap(IMAGE));
		assertThat(snapshot.header()).isEqualTo(HEADER);
	}

	@Test
	void everyByteFlippedIsDetected() throws IOException {
		for (int at = 0; at < this.bytes.length; at++) {
			byte[] flipped = this.bytes.clone();
			flipped[at] ^= (byte) (1 << at % 8);
			assertDamaged(flipped, "byte %d, bit %d".formatted(at, at % 8));
		}
	}

	@Test
	void everyTruncationIsDetected() throws IOException {
		for (int length = 0; length < this.bytes.length; length++) {
			assertDamaged(Arrays.copyOf(this.bytes, length), "truncated to %d bytes".formatted(length));
		}
	}

	@Test
	void bytesBehindItMeanNothing() throws IOException {
		byte[] longer = Arrays.copyOf(this.bytes, this.bytes.length + 100_000);
		longer[longer.length - 1] = 1;
		Files.write(this.file.path(), longer);
		Snapshot snapshot = Snapshot.open(this.file);
		assertThat(snapshot.image()).isEqualTo(ByteBuffer.wrap(IMAGE));
		assertThat(snapshot.header()).isEqualTo(HEADER);
	}

	@Test
	void aSnapshotUnderTheNameOfAnotherPositionIsDetected() throws IOException {
		this.file = SnapshotFile.in(this.directory, 1, 1);
		assertDamaged(this.bytes, "renamed");
	}

	private void assertDamaged(byte[] damaged, String description) throws IOException {
		// A file that is mapped is not overwritten, but replaced.
		Path replacement = this.directory.resolve("replacement");
		Files.write(replacement, damaged);
		Files.move(replacement, this.file.path(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
		assertThatExceptionOfType(DarkSwapException.class).as(description)
			.isThrownBy(() -> Snapshot.open(this.file))
			.withMessageContaining(this.file.path().getFileName().toString())
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.LOG_DAMAGED));
	}

}
