package io.darkswap.wasm.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.file.JournalFormat;
import io.darkswap.wasm.log.file.SegmentFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Journal}.
 */
class JournalTests {

	private static final int SEGMENT = 4096;

	@TempDir
	Path directory;

	@Test
	void aNewLogHasNoRecords() {
		try (Journal journal = open()) {
			assertThat(journal.durablePosition()).isZero();
			assertThat(journal.appliedPosition()).isZero();
		}
	}

	@Test
	void anAppendedRecordIsAppliedWithItsContextBeforeItsCallerGoesOn() {
		AppliedRecords state = new AppliedRecords();
		try (Journal journal = started(state)) {
			assertThat(append(journal, 7, "first", "context")).isEqualTo(1);
			assertThat(state.texts()).containsExactly("7:first");
			assertThat(state.contexts()).containsExactly("context");
			assertThat(journal.appliedPosition()).isEqualTo(1);
			assertThat(journal.durablePosition()).isEqualTo(1);
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
	void recordsOfManyCallersAreAppliedInTheOrderOfTheirPositions() throws Exception {
		AppliedRecords state = new AppliedRecords();
		ExecutorService callers = Executors.newFixedThreadPool(8);
		try (Journal journal = started(state)) {
			List<Future<Long>> positions = new ArrayList<>();
			for (int i = 0; i < 1000; i++) {
				int number = i;
				positions.add(callers.submit(() -> append(journal, 1, String.valueOf(number), null)));
			}
			for (int i = 0; i < positions.size(); i++) {
				long position = positions.get(i).get();
				assertThat(state.texts().get((int) position - 1)).isEqualTo("1:" + i);
			}
		}
		finally {
			callers.shutdown();
		}
		assertThat(replayedTexts()).isEqualTo(state.texts());
	}

	@Test
	void anInterruptedCallerIsAnsweredAndStaysInterrupted() {
		try (Journal journal = started(new AppliedRecords())) {
			Thread.currentThread().interrupt();
			assertThat(append(journal, 1, "kept", null)).isEqualTo(1);
			assertThat(Thread.interrupted()).isTrue();
			assertThat(append(journal, 1, "next", null)).isEqualTo(2);
		}
	}

	@Test
	@Timeout(60)
	void aRecordThatNeedNotBeForcedIsAppliedByItsCaller() {
		AppliedRecords state = new AppliedRecords();
		try (Journal journal = Journal.open(unforced())) {
			journal.start(1, state);
			// The log's own thread applies the first one, and those that arrive
			// meanwhile.
			for (long next = 1; !state.threads().contains(Thread.currentThread()); next++) {
				assertThat(append(journal, 1, "", next)).isEqualTo(next);
				assertThat(state.contexts()).hasSize((int) next).last().isEqualTo(next);
				assertThat(journal.appliedPosition()).isEqualTo(next);
				assertThat(journal.durablePosition()).isEqualTo(next);
			}
		}
		assertThat(replayedTexts()).hasSameSizeAs(state.texts());
	}

	@Test
	void aRecordThatIsForcedIsAppliedByTheLogsThread() {
		AppliedRecords state = new AppliedRecords();
		try (Journal journal = started(state)) {
			append(journal, 1, "first", null);
			append(journal, 1, "second", null);
			assertThat(state.threads()).doesNotContain(Thread.currentThread());
		}
	}

	@Test
	void recordsThatCallersWriteGoOnInTheNextSegment() throws Exception {
		AppliedRecords state = new AppliedRecords();
		ExecutorService callers = Executors.newFixedThreadPool(4);
		try (Journal journal = Journal.open(unforced())) {
			journal.start(1, state);
			List<Future<Long>> positions = new ArrayList<>();
			for (int i = 0; i < 1000; i++) {
				int number = i;
				positions.add(callers.submit(() -> append(journal, 1, "x".repeat(number % 300) + number, null)));
			}
			for (int i = 0; i < positions.size(); i++) {
				int position = positions.get(i).get().intValue();
				assertThat(state.texts().get(position - 1)).endsWith("x".repeat(i % 300) + i);
			}
		}
		finally {
			callers.shutdown();
		}
		assertThat(segments()).hasSizeGreaterThan(10);
		assertThat(replayedTexts()).isEqualTo(state.texts());
	}

	@Test
	void aRecordThatItsCallerCannotApplyIsAppliedAgainBeforeAnyOther() throws Exception {
		List<String> applied = new ArrayList<>();
		ExecutorService callers = Executors.newFixedThreadPool(4);
		try (Journal journal = Journal.open(unforced())) {
			journal.start(1, new RecordApplier() {

				@Override
				public void apply(long position, int type, ByteBuffer payload, Object context) {
					applied.add(position + " " + text(payload));
				}

				@Override
				public boolean appliesOnCaller(int type) {
					return true;
				}

				@Override
				public boolean applyOnCaller(long position, int type, ByteBuffer payload, Object context) {
					if (position % 3 == 0) {
						return false;
					}
					apply(position, type, payload, context);
					return true;
				}

				@Override
				public void applyAgain(long position, int type, ByteBuffer payload, Object context) {
					assertThat(Thread.currentThread().getName()).isEqualTo("darkswap-log-writer");
					apply(position, type, payload, context);
				}

			});
			List<Future<String>> answers = new ArrayList<>();
			for (int i = 0; i < 500; i++) {
				int number = i;
				answers.add(callers.submit(() -> append(journal, 1, "" + number, null) + " " + number));
			}
			List<String> expected = new ArrayList<>();
			for (Future<String> answer : answers) {
				expected.add(answer.get());
			}
			assertThat(journal.failure()).isEmpty();
			assertThat(applied).containsExactlyInAnyOrderElementsOf(expected)
				.isSortedAccordingTo(Comparator.comparingInt((text) -> Integer.parseInt(text.split(" ")[0])));
		}
		finally {
			callers.shutdown();
		}
	}

	@Test
	void aCallerThatCannotApplyItsRecordStopsTheLogForGood() {
		try (Journal journal = Journal.open(unforced())) {
			journal.start(1, new RecordApplier() {

				@Override
				public void apply(long position, int type, ByteBuffer payload, Object context) {
					if (position == 2) {
						throw new IllegalStateException("cannot apply");
					}
				}

				@Override
				public boolean appliesOnCaller(int type) {
					return true;
				}

			});
			append(journal, 1, "first", null);
			for (int i = 0; i < 2; i++) {
				assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> append(journal, 1, "second", null))
					.withMessageContaining("cannot apply")
					.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.LOG_FAILED));
			}
			assertThat(journal.failure()).isPresent();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aRecordForWhichItsCallerLacksStackOrHeapIsAppliedByTheLogsThread(boolean stack) {
		AppliedRecords state = new AppliedRecords();
		try (Journal journal = Journal.open(unforced())) {
			journal.start(1, new RecordApplier() {

				@Override
				public void apply(long position, int type, ByteBuffer payload, Object context) {
					state.apply(position, type, payload, context);
				}

				@Override
				public boolean appliesOnCaller(int type) {
					return true;
				}

				@Override
				public boolean applyOnCaller(long position, int type, ByteBuffer payload, Object context) {
					throw stack ? new StackOverflowError() : new OutOfMemoryError();
				}

			});
			for (long next = 1; next <= 100; next++) {
				assertThat(append(journal, 1, "", null)).isEqualTo(next);
				assertThat(state.texts()).hasSize((int) next);
				assertThat(journal.durablePosition()).isEqualTo(next);
			}
			assertThat(state.threads()).doesNotContain(Thread.currentThread());
			assertThat(journal.failure()).isEmpty();
		}
	}

	@Test
	@Timeout(60)
	void aCallerWhoseStackIsUsedUpFailsAloneAndOnlyIfItsRecordIsNotWritten() throws Exception {
		LongAdder applied = new LongAdder();
		try (Journal journal = Journal.open(unforced())) {
			journal.start(1, new RecordApplier() {

				@Override
				public void apply(long position, int type, ByteBuffer payload, Object context) {
					// Where the record is written, this has no room
					useStack(20);
					applied.increment();
				}

				@Override
				public boolean appliesOnCaller(int type) {
					return true;
				}

			});
			append(journal, 1, "first", null);
			int[] calls = new int[2];
			Thread deep = new Thread(null, () -> appendWhereTheStackEnds(journal, calls), "deep", 1 << 18);
			deep.setDaemon(true);
			deep.start();
			deep.join();
			assertThat(append(journal, 1, "last", null)).isEqualTo(journal.durablePosition())
				.isEqualTo(applied.sum())
				.isEqualTo(2 + calls[1]);
			assertThat(journal.failure()).isEmpty();
		}
	}

	private static int useStack(int calls) {
		return (calls > 0) ? 1 + useStack(calls - 1) : 0;
	}

	/**
	 * Append a record at each of the deepest calls that fit on the stack.
	 * @param calls the number of calls, and of those that returned
	 */
	private static void appendWhereTheStackEnds(Journal journal, int[] calls) {
		try {
			appendWhereTheStackEnds(journal, calls);
		}
		catch (StackOverflowError ex) {
			// The deepest call has no room for another one.
		}
		if (calls[0] < 300) {
			calls[0]++;
			journal.append(1, new byte[0], null);
			calls[1]++;
		}
	}

	@Test
	void anAppendOfTheThreadThatAppliesIsRefused() {
		List<ErrorCode> refusals = new ArrayList<>();
		try (Journal journal = Journal.open(unforced())) {
			journal.start(1, new RecordApplier() {

				@Override
				public void apply(long position, int type, ByteBuffer payload, Object context) {
					try {
						append(journal, 1, "nested", null);
					}
					catch (DarkSwapException ex) {
						refusals.add(ex.code());
					}
				}

				@Override
				public boolean appliesOnCaller(int type) {
					return true;
				}

			});
			append(journal, 1, "first", null);
			append(journal, 1, "second", null);
			assertThat(journal.durablePosition()).isEqualTo(2);
		}
		assertThat(refusals).containsExactly(ErrorCode.INVALID_ARGUMENT, ErrorCode.INVALID_ARGUMENT);
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
	void anApplierThatFailsStopsTheLogForGood() {
		Journal journal = open();
		try (journal) {
			journal.start(1, (position, type, payload, context) -> {
				throw new IllegalStateException("cannot apply");
			});
			for (int i = 0; i < 2; i++) {
				assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> append(journal, 1, "", null))
					.withMessageContaining("cannot apply")
					.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.LOG_FAILED));
			}
		}
		// It was durable before it was applied.
		assertThat(replayedTexts()).containsExactly("1:");
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
	void aTaskRunsBetweenTwoRecordsWhileOthersAppend() throws Exception {
		AppliedRecords state = new AppliedRecords();
		ExecutorService appender = Executors.newSingleThreadExecutor();
		try (Journal journal = started(state)) {
			AtomicBoolean enough = new AtomicBoolean();
			Future<?> appending = appender.submit(() -> {
				while (!enough.get()) {
					append(journal, 1, "", null);
				}
			});
			for (int i = 0; i < 100; i++) {
				journal.atRest((position) -> {
					assertThat(state.texts()).hasSize((int) position);
					assertThat(journal.appliedPosition()).isEqualTo(position);
				});
			}
			enough.set(true);
			appending.get();
		}
		finally {
			appender.shutdown();
		}
	}

	@Test
	void aTaskThatFailsIsReportedToItsCallerAndTheLogGoesOn() {
		try (Journal journal = started(new AppliedRecords())) {
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> journal.atRest((position) -> {
				throw new DarkSwapException(ErrorCode.CALL_TIMED_OUT, "busy");
			}))
				.withMessage("busy")
				.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.CALL_TIMED_OUT));
			assertThat(append(journal, 1, "next", null)).isEqualTo(1);
		}
	}

	@Test
	void aTaskOfALogThatStoppedIsRefused() {
		Journal journal = open();
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> journal.atRest((position) -> {
		})).satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_INITIALIZED));
		journal.start(1, (position, type, payload, context) -> {
			throw new IllegalStateException("cannot apply");
		});
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> append(journal, 1, "", null));
		assertThat(journal.failure()).isPresent();
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> journal.atRest((position) -> {
			throw new AssertionError("must not run");
		})).satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.LOG_FAILED));
		journal.close();
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> journal.atRest((position) -> {
		}));
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

	private List<String> appendOverSegments(int records) {
		return appendOverSegments(records, records);
	}

	private List<String> appendOverSegments(int records, int lengths) {
		try (Journal journal = Journal.open(unforced())) {
			journal.start(1, new AppliedRecords());
			IntStream.range(0, records).forEach((i) -> append(journal, 1, "x".repeat(i % lengths), null));
		}
		return IntStream.range(0, records).mapToObj((i) -> "1:" + "x".repeat(i % lengths)).toList();
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

	private static long firstOf(Path segment) {
		return Long.parseLong(segment.getFileName().toString().substring(0, 20));
	}

	private static String text(ByteBuffer payload) {
		return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
	}

	private List<String> replayedTexts() {
		AppliedRecords replayed = new AppliedRecords();
		started(replayed).close();
		return replayed.texts();
	}

	private Journal started(AppliedRecords state) {
		Journal journal = open();
		try {
			journal.start(1, state);
			return journal;
		}
		catch (RuntimeException ex) {
			journal.close();
			throw ex;
		}
	}

	private Journal open() {
		return Journal.open(options());
	}

	private JournalOptions unforced() {
		return new JournalOptions(this.directory, SEGMENT, Long.MAX_VALUE, FlushMode.OS);
	}

	private JournalOptions options() {
		return new JournalOptions(this.directory, SEGMENT, Long.MAX_VALUE, FlushMode.EVERY_BATCH);
	}

	private List<Path> segments() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.filter((file) -> file.toString().endsWith(".journal")).sorted().toList();
		}
	}

	private static long append(Journal journal, int type, String text, Object context) {
		return journal.append(type, text.getBytes(StandardCharsets.UTF_8), context);
	}

}
