package io.darkswap.wasm.log;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tasks between the records of a {@link Journal}. */
class JournalTaskTests extends JournalFixture {

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

}
