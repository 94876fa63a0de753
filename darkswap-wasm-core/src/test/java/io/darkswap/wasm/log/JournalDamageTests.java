package io.darkswap.wasm.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.file.JournalFormat;
import io.darkswap.wasm.log.file.SegmentFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that a {@link Journal} detects each byte that a crash or a device may have
 * changed.
 */
class JournalDamageTests {

	private static final int SEGMENT = 4096;

	private static final List<String> RECORDS = List.of("1:first", "1:second", "1:third");

	private static final int RECORD_SIZE = JournalFormat.RECORD_HEADER_SIZE + 8;

	private static final int BATCH_SIZE = JournalFormat.BATCH_HEADER_SIZE + RECORD_SIZE;

	private static final int LAST_BATCH = JournalFormat.SEGMENT_HEADER_SIZE + 2 * BATCH_SIZE;

	private static final int END = LAST_BATCH + BATCH_SIZE;

	@TempDir
	Path directory;

	private byte[] segment = {};

	/** Three batches of one record each, as a process that was killed leaves them. */
	@BeforeEach
	void writeThreeBatches() throws IOException {
		try (Journal journal = Journal.open(options())) {
			journal.start(1, new AppliedRecords());
			for (String record : RECORDS) {
				journal.append(1, record.substring(2).getBytes(StandardCharsets.UTF_8), null);
			}
			this.segment = Files.readAllBytes(file());
		}
		assertThat(this.segment).hasSize(SEGMENT);
		assertThat(this.segment[END - 4]).isNotZero();
		assertThat(this.segment[END]).isZero();
	}

	@Test
	void aKilledProcessLeavesAllItsRecords() throws IOException {
		assertThat(replay(this.segment)).isEqualTo(RECORDS);
	}

	@Test
	void everyPartOfTheLastBatchIsCutOff() throws IOException {
		// The last three bytes of the batch are padding.
		for (int length = LAST_BATCH; length < END - 3; length++) {
			byte[] torn = this.segment.clone();
			for (int i = length; i < END; i++) {
				torn[i] = 0;
			}
			assertThat(replay(torn)).as("torn at byte %d", length).isEqualTo(RECORDS.subList(0, 2));
		}
	}

	@Test
	void everyTruncationInTheLastBatchStarts() throws IOException {
		for (int length = LAST_BATCH; length < END; length++) {
			assertThat(replay(java.util.Arrays.copyOf(this.segment, length))).as("truncated to %d bytes", length)
				.isEqualTo(RECORDS.subList(0, 2));
		}
	}

	@Test
	void everyBitFlippedInTheLastBatchCutsItOff() throws IOException {
		for (int at = LAST_BATCH; at < END - 3; at++) {
			for (int bit = 0; bit < 8; bit++) {
				assertThat(replay(flipped(at, bit))).as("byte %d, bit %d", at, bit).isEqualTo(RECORDS.subList(0, 2));
			}
		}
	}

	@Test
	void everyBitFlippedBeforeTheLastBatchRefusesToStart() throws IOException {
		for (int at = 0; at < LAST_BATCH; at++) {
			if (isPadding(at)) {
				continue;
			}
			for (int bit = 0; bit < 8; bit++) {
				byte[] damaged = flipped(at, bit);
				assertThatExceptionOfType(DarkSwapException.class).as("byte %d, bit %d", at, bit)
					.isThrownBy(() -> replay(damaged))
					.withMessageContaining(file().getFileName().toString())
					.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.LOG_DAMAGED));
				assertThat(Files.readAllBytes(file())).as("the damaged file is left as it is").isEqualTo(damaged);
			}
		}
	}

	@Test
	void aLogThatWasClosedKeepsItsLastBatchFromBeingCutOff() throws IOException {
		replay(this.segment);
		byte[] closed = Files.readAllBytes(file());
		closed[LAST_BATCH + BATCH_SIZE - 4] ^= 1;
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> replay(closed))
			.withMessageContaining("record 3");
	}

	@Test
	void aCutBatchIsOverwrittenAndTheLogGoesOn() throws IOException {
		byte[] torn = this.segment.clone();
		torn[END - 4] = 0;
		Files.write(file(), torn);
		try (Journal journal = Journal.open(options())) {
			assertThat(journal.damage()).hasSize(1);
			assertThat(journal.damage().get(0)).contains("cut off", "from 3 on");
			AppliedRecords state = new AppliedRecords();
			journal.start(1, state);
			assertThat(journal.append(2, "after".getBytes(StandardCharsets.UTF_8), null)).isEqualTo(3);
			assertThat(state.texts()).containsExactly("1:first", "1:second", "2:after");
		}
		AppliedRecords replayed = new AppliedRecords();
		try (Journal journal = Journal.open(options())) {
			journal.start(1, replayed);
		}
		assertThat(replayed.texts()).containsExactly("1:first", "1:second", "2:after");
	}

	/**
	 * Zeros behind a payload and in headers are covered by no checksum or by none's use.
	 */
	private static boolean isPadding(int at) {
		int inBatch = (at - JournalFormat.SEGMENT_HEADER_SIZE) % BATCH_SIZE;
		int batch = (at - JournalFormat.SEGMENT_HEADER_SIZE) / BATCH_SIZE;
		int payload = RECORDS.get(Math.max(0, batch)).length() - 2;
		return at >= JournalFormat.SEGMENT_HEADER_SIZE
				&& inBatch >= JournalFormat.BATCH_HEADER_SIZE + JournalFormat.RECORD_HEADER_SIZE + payload;
	}

	private byte[] flipped(int at, int bit) {
		byte[] changed = this.segment.clone();
		changed[at] ^= (byte) (1 << bit);
		return changed;
	}

	private List<String> replay(byte[] bytes) throws IOException {
		Files.write(file(), bytes);
		AppliedRecords replayed = new AppliedRecords();
		try (Journal journal = Journal.open(options())) {
			journal.start(1, replayed);
		}
		return replayed.texts();
	}

	private Path file() {
		return SegmentFile.in(this.directory, 1).path();
	}

	private JournalOptions options() {
		return new JournalOptions(this.directory, SEGMENT, Long.MAX_VALUE, FlushMode.OS);
	}

}
