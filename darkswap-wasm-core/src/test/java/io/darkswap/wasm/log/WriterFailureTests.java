package io.darkswap.wasm.log;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of a writer that has no memory left.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class WriterFailureTests {

	@TempDir
	Path directory;

	@Test
	void anErrorOfTheWriterStopsTheLogAndAnswersItsCallers() {
		JournalOptions options = new JournalOptions(this.directory, 4096, Long.MAX_VALUE, FlushMode.EVERY_BATCH);
		try (Journal journal = Journal.open(options)) {
			journal.start(1, this::failTwice);
			for (int call = 0; call < 2; call++) {
				assertThatExceptionOfType(DarkSwapException.class)
					.isThrownBy(() -> journal.append(1, new byte[1], null))
					.matches((failure) -> failure.code() == ErrorCode.LOG_FAILED);
			}
			assertThat(journal.failure()).isPresent();
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> journal.atRest((position) -> {
			})).matches((failure) -> failure.code() == ErrorCode.LOG_FAILED);
		}
		AppliedRecords replayed = new AppliedRecords();
		try (Journal journal = Journal.open(options)) {
			journal.start(1, replayed);
		}
		assertThat(replayed.texts()).hasSize(1);
	}

	/** The writer writes the first record, and any while it has the turn. */
	@Test
	void aCallerThatCannotStopTheLogLeavesThatToTheWriter() {
		JournalOptions options = new JournalOptions(this.directory, 1 << 16, Long.MAX_VALUE, FlushMode.OS);
		Thread caller = Thread.currentThread();
		long written;
		try (Journal journal = Journal.open(options)) {
			journal.start(1, new RecordApplier() {

				@Override
				public void apply(long position, int type, ByteBuffer payload, @Nullable Object context) {
					if (Thread.currentThread() == caller) {
						failTwice(position, type, payload, context);
					}
				}

				@Override
				public boolean appliesOnCaller(int type) {
					return true;
				}

			});
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> {
				while (true) {
					journal.append(1, new byte[1], null);
				}
			}).matches((failure) -> failure.code() == ErrorCode.LOG_FAILED);
			assertThat(journal.failure()).isPresent();
			written = journal.durablePosition();
			assertThat(journal.appliedPosition()).isEqualTo(written - 1);
		}
		AppliedRecords replayed = new AppliedRecords();
		try (Journal journal = Journal.open(options)) {
			journal.start(1, replayed);
		}
		assertThat(replayed.texts()).hasSize((int) written);
	}

	/** Fail, and fail once more while the failure becomes the reason of the log. */
	private void failTwice(long position, int type, ByteBuffer payload, @Nullable Object context) {
		AtomicBoolean described = new AtomicBoolean();
		throw new IllegalStateException() {

			@Override
			public String toString() {
				if (described.compareAndSet(false, true)) {
					throw new OutOfMemoryError("test");
				}
				return "described";
			}

		};
	}

	@Test
	void noRecordIsLostWhenABatchCannotGrow() {
		PendingRecords pending = new PendingRecords();
		List<PendingRecord> records = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			PendingRecord record = new PendingRecord(1, new byte[1], null);
			records.add(record);
			pending.add(record);
		}
		List<PendingRecord> batch = new ArrayList<>() {

			@Override
			public boolean add(PendingRecord record) {
				if (size() == 1) {
					throw new OutOfMemoryError("test");
				}
				return super.add(record);
			}

		};
		assertThatExceptionOfType(OutOfMemoryError.class)
			.isThrownBy(() -> pending.take(batch, new ArrayList<>(), Long.MAX_VALUE));
		assertThat(batch).containsExactly(records.get(0));
		PendingRecord later = new PendingRecord(1, new byte[1], null);
		pending.add(later);
		List<PendingRecord> rest = new ArrayList<>();
		pending.take(rest, new ArrayList<>(), Long.MAX_VALUE);
		assertThat(rest).containsExactly(records.get(1), records.get(2), later);
		assertThat(pending.isEmpty()).isTrue();
	}

	@Test
	void refusedRecordsAreAnsweredAndAppliedOnesStaySo() {
		PendingRecords pending = new PendingRecords();
		PendingRecord applied = new PendingRecord(1, new byte[1], null);
		PendingRecord waiting = new PendingRecord(1, new byte[1], null);
		pending.add(applied);
		pending.add(waiting);
		applied.applied(7);
		pending.refuseWaiting(new DarkSwapException(ErrorCode.LOG_FAILED, "stopped"));
		assertThat(applied.await()).isEqualTo(7);
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(waiting::await);
		assertThat(pending.isEmpty()).isTrue();
	}

}
