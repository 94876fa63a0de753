package io.darkswap.wasm.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The threads that apply the records of a {@link Journal}, and what happens when one
 * cannot.
 */
class JournalApplyingTests extends JournalFixture {

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

}
