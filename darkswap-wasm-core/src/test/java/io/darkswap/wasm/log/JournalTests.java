package io.darkswap.wasm.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.file.JournalFormat;
import io.darkswap.wasm.log.file.SegmentFile;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Journal}.
 */
class JournalTests extends JournalFixture {

	@Test
	void aNewLogHasNoRecords() {
		try (Journal journal = open()) {
			assertThat(journal.durablePosition()).isZero();
			assertThat(journal.appliedPosition()).isZero();
		}
	}

	@Test
	void aLogThatIsOpenedAgainReplaysItsRecordsAndGoesOn() {
		try (Journal journal = started(new AppliedRecords())) {
			append(journal, 1, "first", null);
			append(journal, 2, "", null);
		}
		AppliedRecords replayed = new AppliedRecords();
		try (Journal journal = started(replayed)) {
			assertThat(replayed.texts()).containsExactly("1:first", "2:");
			assertThat(append(journal, 3, "third", null)).isEqualTo(3);
		}
		assertThat(replayedTexts()).containsExactly("1:first", "2:", "3:third");
	}

	@Test
	void aLogThatIsOpenedAndClosedWithoutARecordStaysAsItIs() throws IOException {
		try (Journal journal = started(new AppliedRecords())) {
			append(journal, 1, "first", null);
		}
		byte[] closed = Files.readAllBytes(segments().get(0));
		open().close();
		started(new AppliedRecords()).close();
		assertThat(segments().get(0)).hasBinaryContent(closed);
	}

	@Test
	void recordsGoOnInTheNextSegmentWhenOneIsFull() throws IOException {
		List<String> expected = appendOverSegments(100);
		assertThat(segments()).hasSizeGreaterThan(2);
		assertThat(replayedTexts()).isEqualTo(expected);
	}

	@Test
	void aRecordAsLargeAsASegmentAllowsIsKept() {
		String largest = "x".repeat((int) BatchWriter.largestRecord(options()) - JournalFormat.RECORD_HEADER_SIZE);
		try (Journal journal = started(new AppliedRecords())) {
			append(journal, 1, "small", null);
			append(journal, 2, largest, null);
			append(journal, 3, "small", null);
		}
		assertThat(replayedTexts()).containsExactly("1:small", "2:" + largest, "3:small");
	}

	@Test
	void aRecordLargerThanASegmentIsRefusedAndChangesNothing() {
		try (Journal journal = started(new AppliedRecords())) {
			assertThatExceptionOfType(DarkSwapException.class)
				.isThrownBy(() -> append(journal, 1, "x".repeat(SEGMENT), null))
				.withMessageContaining("segment-size")
				.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
			assertThat(append(journal, 2, "next", null)).isEqualTo(1);
		}
	}

	@Test
	void aSecondLogInOneDirectoryIsRefused() {
		try (Journal journal = open()) {
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(this::open)
				.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.LOG_LOCKED));
			assertThat(journal.durablePosition()).isZero();
		}
		open().close();
	}

	@Test
	void aClosedLogRefusesRecords() {
		Journal journal = started(new AppliedRecords());
		journal.close();
		journal.close();
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> append(journal, 1, "late", null))
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_INITIALIZED));
	}

	@Test
	void aFullLogRefusesRecordsAndGoesOnWhenThereIsRoom() throws IOException {
		AppliedRecords state = new AppliedRecords();
		try (Journal journal = Journal
			.open(new JournalOptions(this.directory, SEGMENT, 2L * SEGMENT, FlushMode.EVERY_BATCH))) {
			journal.start(1, state);
			DarkSwapException full = appendUntilFull(journal);
			assertThat(full.code()).isEqualTo(ErrorCode.LOG_FULL);
			assertThat(full).hasMessageContaining("maximum-size");
			int accepted = state.texts().size();
			assertThat(journal.durablePosition()).isEqualTo(accepted);

			Files.delete(segments().get(0));
			assertThat(append(journal, 9, "there is room again", null)).isEqualTo(accepted + 1);
		}
	}

	@Test
	void roomThatIsFreedBeforeASegmentIsFullIsUsedWithoutARefusal() throws IOException {
		try (Journal journal = Journal
			.open(new JournalOptions(this.directory, SEGMENT, 2L * SEGMENT, FlushMode.EVERY_BATCH))) {
			journal.start(1, new AppliedRecords());
			for (int segment = 0; segment < 5; segment++) {
				// The next segment is allocated when this one begins, and there is no
				// room.
				while (segments().size() < 2) {
					append(journal, 1, "x".repeat(100), null);
				}
				append(journal, 1, "x".repeat(100), null);
				journal.deleteBefore(journal.durablePosition());
				assertThat(segments()).hasSize(1);
			}
		}
	}

	@Test
	void aSegmentThatIsDeletedMeanwhileTakesNoRoom() {
		assertThat(SegmentFile.in(this.directory, 7).size()).isZero();
	}

	@Test
	void recordsAreReadWhileTheLogIsAppendedTo() throws Exception {
		ExecutorService appender = Executors.newSingleThreadExecutor();
		try (Journal journal = started(new AppliedRecords())) {
			AtomicBoolean enough = new AtomicBoolean();
			Future<?> appending = appender.submit(() -> {
				for (int i = 0; !enough.get(); i++) {
					append(journal, 1, String.valueOf(i), null);
				}
			});
			for (long read = 0; read < 1000;) {
				long durable = journal.durablePosition();
				AppliedRecords delivered = new AppliedRecords(read + 1);
				journal.read(read + 1, durable, (position, type, payload) -> {
					assertThat(text(payload)).isEqualTo(String.valueOf(position - 1));
					delivered.apply(position, type, payload, null);
				});
				assertThat(delivered.texts()).hasSize((int) (durable - read));
				read = durable;
			}
			enough.set(true);
			appending.get();
		}
		finally {
			appender.shutdown();
		}
	}

	@Test
	void recordsThatDoNotExistAreNotRead() {
		try (Journal journal = started(new AppliedRecords())) {
			append(journal, 1, "only", null);
			assertThatExceptionOfType(DarkSwapException.class)
				.isThrownBy(() -> journal.read(1, 3, (position, type, payload) -> assertThat(position).isOne()))
				.withMessageContaining("from 2 to 3");
		}
	}

	@Test
	void deletedSegmentsHoldOnlyRecordsBeforeThePosition() throws IOException {
		try (Journal journal = started(new AppliedRecords())) {
			IntStream.range(0, 300).forEach((i) -> append(journal, 1, "x".repeat(100), null));
			List<Path> before = segments();
			for (long position = 1; position <= 301; position++) {
				journal.deleteBefore(position);
				assertThat(firstOf(segments().get(0))).isLessThanOrEqualTo(position);
			}
			assertThat(segments()).hasSize(1).isSubsetOf(before);
			assertThat(append(journal, 1, "next", null)).isEqualTo(301);
			long first = firstOf(segments().get(0));
			assertThatExceptionOfType(DarkSwapException.class)
				.isThrownBy(() -> journal.read(first - 1, 301, (position, type, payload) -> {
				}))
				.withMessageContaining("lacks the records");
		}
	}

	@Test
	void theListenerReceivesBatchesAndRecords() {
		AtomicInteger records = new AtomicInteger();
		AtomicInteger appended = new AtomicInteger();
		LogListener listener = new LogListener() {

			@Override
			public void batchWritten(int count, long bytes, long writeNanos, long forceNanos) {
				assertThat(bytes).isGreaterThanOrEqualTo(count * JournalFormat.recordSize(5));
				assertThat(writeNanos).isPositive();
				assertThat(forceNanos).isPositive();
				records.addAndGet(count);
				throw new AssertionError("a listener's fault");
			}

			@Override
			public void recordAppended(long nanos) {
				assertThat(nanos).isPositive();
				appended.incrementAndGet();
				throw new IllegalStateException("a listener's fault");
			}

		};
		try (Journal journal = Journal.open(options(), listener)) {
			journal.start(1, new AppliedRecords());
			for (int i = 0; i < 3; i++) {
				append(journal, 1, "abcde", null);
			}
			assertThat(journal.failure()).isEmpty();
		}
		assertThat(records).hasValue(3);
		assertThat(appended).hasValue(3);
	}

	@Test
	void sizesThatCannotWorkAreRefused() {
		for (long size : new long[] { 0, 4095, 4097, 1L << 31 }) {
			assertThatExceptionOfType(DarkSwapException.class)
				.isThrownBy(() -> new JournalOptions(this.directory, size, Long.MAX_VALUE, FlushMode.OS))
				.withMessageContaining("segment-size");
		}
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> new JournalOptions(this.directory, SEGMENT, SEGMENT - 1, FlushMode.OS))
			.withMessageContaining("maximum-size");
	}

	private DarkSwapException appendUntilFull(Journal journal) {
		while (true) {
			try {
				append(journal, 1, "x".repeat(100), null);
			}
			catch (DarkSwapException ex) {
				return ex;
			}
		}
	}

}
