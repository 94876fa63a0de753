package io.darkswap.wasm.log;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ReadAhead}.
 */
@Timeout(60)
class ReadAheadTests {

	private static final int RECORDS = 30;

	/** Two of them fill a chunk. */
	private static final int LARGE = 600_000;

	/** A number of records that are worth a thread. */
	private static final long MANY = 1_000_000;

	@TempDir
	Path directory;

	@BeforeEach
	void appendLargeRecords() {
		try (Journal journal = Journal
			.open(new JournalOptions(this.directory, 1 << 25, Long.MAX_VALUE, FlushMode.OS))) {
			journal.start(1, (position, type, payload, context) -> {
			});
			for (int i = 0; i < RECORDS; i++) {
				journal.append(1, new byte[LARGE], null);
			}
		}
	}

	@Test
	void largeRecordsAreNotReadFarAhead() {
		AtomicInteger ahead = new AtomicInteger();
		BlockedApplier applier = new BlockedApplier() {

			@Override
			void applyFirst() {
				ahead.set(this.prepared.get());
			}

		};
		new ReadAhead(new JournalReader(this.directory), applier).apply(1, MANY, (position) -> {
		});
		// At most: a chunk is applied, four wait, and one waits for room.
		assertThat(ahead).hasPositiveValue().hasValueLessThanOrEqualTo(12);
		assertThat(applier.applied).isEqualTo(RECORDS);
	}

	@Test
	void theReaderOfAFailedReplayEnds() throws Exception {
		BlockedApplier applier = new BlockedApplier() {

			@Override
			void applyFirst() {
				throw new IllegalStateException("cannot apply");
			}

		};
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> new ReadAhead(new JournalReader(this.directory), applier).apply(1, MANY, (position) -> {
			}))
			.withMessage("cannot apply");
		applier.reader.join();
	}

	/** Applies the first record once the reader waits for it. */
	private abstract static class BlockedApplier implements RecordApplier {

		final AtomicInteger prepared = new AtomicInteger();

		volatile Thread reader;

		int applied;

		@Override
		public @Nullable Object prepare(long position, int type, ByteBuffer payload) {
			this.reader = Thread.currentThread();
			this.prepared.incrementAndGet();
			return null;
		}

		@Override
		public void apply(long position, int type, ByteBuffer payload, @Nullable Object context) {
			if (position == 1) {
				while (this.reader.getState() != Thread.State.WAITING) {
					Thread.onSpinWait();
				}
				applyFirst();
			}
			assertThat(payload.remaining()).isEqualTo(LARGE);
			this.applied++;
		}

		abstract void applyFirst();

	}

}
