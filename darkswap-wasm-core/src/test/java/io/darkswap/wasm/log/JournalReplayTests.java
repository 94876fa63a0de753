package io.darkswap.wasm.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.file.JournalFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The replay of a {@link Journal}. */
class JournalReplayTests extends JournalFixture {

	@Test
	void replayBeginsAtThePositionAskedFor() {
		try (Journal journal = started(new AppliedRecords())) {
			for (int i = 1; i <= 5; i++) {
				append(journal, i, "", null);
			}
		}
		AppliedRecords replayed = new AppliedRecords(4);
		try (Journal journal = open()) {
			journal.start(4, replayed);
			assertThat(replayed.texts()).containsExactly("4:", "5:");
			assertThat(journal.appliedPosition()).isEqualTo(5);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 2000 })
	void recordsOfAReplayAreAppliedBeforeDamageIsFound(int records) throws IOException {
		List<String> all = appendOverSegments(records, 100);
		Path newest = segments().get(segments().size() - 2);
		byte[] bytes = Files.readAllBytes(newest);
		bytes[JournalFormat.SEGMENT_HEADER_SIZE + 100] ^= 1;
		Files.write(newest, bytes);
		AppliedRecords replayed = new AppliedRecords();
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> started(replayed))
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.LOG_DAMAGED));
		assertThat(replayed.texts()).hasSize((int) firstOf(newest) - 1)
			.isEqualTo(all.subList(0, (int) firstOf(newest) - 1));
	}

	@Test
	void aLongReplayAppliesItsRecordsInOrderWithWhatWasPrepared() {
		appendOverSegments(2000, 100);
		List<Object> prepared = new ArrayList<>();
		try (Journal journal = open()) {
			journal.start(1, new RecordApplier() {

				@Override
				public Object prepare(long position, int type, ByteBuffer payload) {
					return position + " " + text(payload).length();
				}

				@Override
				public void apply(long position, int type, ByteBuffer payload, Object context) {
					assertThat(context).isEqualTo(position + " " + text(payload).length());
					prepared.add(context);
				}

			});
			assertThat(journal.appliedPosition()).isEqualTo(2000);
		}
		assertThat(prepared).hasSize(2000).startsWith("1 0", "2 1").endsWith("2000 99");
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 2000 })
	void aReplayEndsWithTheFailureOfItsApplier(int records) {
		appendOverSegments(records, 100);
		try (Journal journal = open()) {
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> journal.start(1, (position, type, payload, context) -> {
					throw new IllegalStateException("record " + position);
				}))
				.withMessage("record 1");
		}
	}

	@Test
	void aMissingSegmentIsNamedByTheRecordsThatItHeld() throws IOException {
		appendOverSegments(100);
		Path removed = segments().get(1);
		Files.delete(removed);
		long first = Long.parseLong(removed.getFileName().toString().substring(0, 20));
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(this::replayedTexts)
			.withMessageContaining("lacks the records from %d to ".formatted(first))
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.LOG_DAMAGED));
	}

	@Test
	void aLogWhoseBeginningIsGoneCannotReplayIt() throws IOException {
		appendOverSegments(100);
		Files.delete(segments().get(0));
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(this::replayedTexts)
			.withMessageContaining("lacks the records from 1 to ");
	}

	@Test
	void aSegmentOfAnotherLogIsRefused(@TempDir Path other) throws IOException {
		appendOverSegments(100);
		Path first = segments().get(0);
		try (Journal journal = Journal.open(new JournalOptions(other, SEGMENT, Long.MAX_VALUE, FlushMode.OS))) {
			assertThat(journal.durablePosition()).isZero();
		}
		Files.copy(other.resolve(first.getFileName()), first, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(this::replayedTexts)
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.LOG_DAMAGED));
	}

}
