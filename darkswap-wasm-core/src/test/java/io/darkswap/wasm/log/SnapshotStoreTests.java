package io.darkswap.wasm.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.file.SegmentFile;
import io.darkswap.wasm.log.file.SnapshotFile;
import io.darkswap.wasm.log.file.SnapshotFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SnapshotStore}.
 */
class SnapshotStoreTests {

	private static final int SEGMENT = 4096;

	@TempDir
	Path directory;

	@Test
	void aNewLogHasNoSnapshot() {
		try (Journal journal = open()) {
			assertThat(journal.snapshots().newest()).isEmpty();
			assertThat(journal.damage()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aPublishedSnapshotIsTheNewestOneAfterARestart(FlushMode flush) {
		Instant before = Instant.now().minusSeconds(1);
		try (Journal journal = Journal.open(new JournalOptions(this.directory, SEGMENT, Long.MAX_VALUE, flush))) {
			append(journal, 3);
			take(journal, 3, "three");
			append(journal, 1);
		}
		try (Journal journal = open()) {
			Snapshot newest = journal.snapshots().newest().orElseThrow();
			assertThat(newest.position()).isEqualTo(3);
			assertThat(text(newest)).isEqualTo("three");
			assertThat(newest.header()).asString(StandardCharsets.UTF_8).isEqualTo("header of three");
			assertThat(newest.createdAt()).isBetween(before, Instant.now());
			AppliedRecords tail = new AppliedRecords(4);
			journal.start(4, tail);
			assertThat(tail.texts()).hasSize(1);
		}
	}

	@Test
	void anImageWrittenInPartsMayBeLongerOrShorterThanExpected() {
		try (Journal journal = open()) {
			append(journal, 1);
			for (int expected : new int[] { 0, 5, 9, 100_000 }) {
				try (SnapshotWriter writer = journal.snapshots().begin(expected)) {
					writer.write(bytes("first"));
					writer.write(bytes("next"));
					writer.publish(1, new byte[0]);
				}
				assertThat(text(journal.snapshots().newest().orElseThrow())).isEqualTo("firstnext");
			}
		}
	}

	@Test
	void aSnapshotThatIsNotPublishedIsDeleted() throws IOException {
		try (Journal journal = open()) {
			append(journal, 1);
			try (SnapshotWriter writer = journal.snapshots().begin(10)) {
				writer.write(bytes("never"));
			}
			assertThat(journal.snapshots().newest()).isEmpty();
			assertThat(names()).noneMatch((name) -> name.contains("snapshot"));
			take(journal, 1, "next");
			assertThat(journal.snapshots().newest()).isPresent();
		}
	}

	@Test
	void theLastTwoSnapshotsAreKeptAndTheSegmentsBelowBothDeleted() throws IOException {
		try (Journal journal = open()) {
			for (int i = 1; i <= 5; i++) {
				append(journal, 100);
				take(journal, 100L * i, "state " + i);
			}
			assertThat(snapshots()).containsExactly("00000000000000000400-1.snapshot",
					"00000000000000000500-1.snapshot");
			List<Long> segments = segments();
			assertThat(segments.get(0)).isGreaterThan(1).isLessThanOrEqualTo(401);
			assertThat(segments.get(1)).isGreaterThan(401);
			AppliedRecords kept = new AppliedRecords(401);
			journal.read(401, 500, (position, type, payload) -> kept.apply(position, type, payload, null));
			assertThat(kept.texts()).hasSize(100);
		}
	}

	@Test
	void aSecondSnapshotAtOnePositionFreesTheSegmentsOfAFullLog() throws IOException {
		try (Journal journal = Journal
			.open(new JournalOptions(this.directory, SEGMENT, 2L * SEGMENT, FlushMode.EVERY_BATCH))) {
			journal.start(1, (position, type, payload, context) -> {
			});
			fill(journal);
			long full = journal.durablePosition();
			take(journal, full, "full");
			assertThat(segments()).hasSize(2);
			take(journal, full, "full again");
			assertThat(segments()).hasSize(1);
			assertThat(append(journal)).isEqualTo(full + 1);
			assertThat(text(journal.snapshots().newest().orElseThrow())).isEqualTo("full again");
		}
	}

	@Test
	void aSnapshotWithoutRoomFailsAndTheLogGoesOn() throws IOException {
		try (Journal journal = open()) {
			append(journal, 1);
			long tooMuch = Files.getFileStore(this.directory).getTotalSpace();
			for (int i = 0; i < 2; i++) {
				assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> journal.snapshots().begin(tooMuch))
					.withMessageContaining("usable")
					.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.LOG_FULL));
			}
			assertThat(append(journal)).isEqualTo(2);
			take(journal, 2, "small");
			assertThat(names()).doesNotContain(SnapshotFile.UNFINISHED);
		}
	}

	@Test
	void aDamagedSnapshotIsReportedAndTheOneBeforeIsUsed() throws IOException {
		try (Journal journal = open()) {
			append(journal, 200);
			take(journal, 100, "old");
			take(journal, 200, "new");
		}
		flip(snapshots().get(1));
		try (Journal journal = open()) {
			Snapshot used = journal.snapshots().newest().orElseThrow();
			assertThat(used.position()).isEqualTo(100);
			assertThat(journal.snapshots().newest()).isPresent();
			assertThat(journal.damage()).hasSize(1);
			assertThat(journal.damage().get(0)).contains("00000000000000000200-1.snapshot", "checksum");
			AppliedRecords tail = new AppliedRecords(101);
			journal.start(101, tail);
			assertThat(tail.texts()).hasSize(100);
			// A damaged one does not count as one of the two that are kept.
			append(journal);
			take(journal, 201, "next");
			assertThat(snapshots()).containsExactly("00000000000000000100-1.snapshot",
					"00000000000000000201-1.snapshot");
			assertThat(segments().get(0)).isLessThanOrEqualTo(101);
		}
	}

	@Test
	void aLogThatIsWholeNeedsNoValidSnapshot() throws IOException {
		try (Journal journal = open()) {
			append(journal, 2);
			take(journal, 2, "only");
		}
		flip(snapshots().get(0));
		try (Journal journal = open()) {
			assertThat(journal.snapshots().newest()).isEmpty();
			assertThat(journal.damage()).hasSize(1);
		}
	}

	@Test
	void aLogWithoutItsBeginningAndWithoutAValidSnapshotIsRefused() throws IOException {
		try (Journal journal = open()) {
			append(journal, 300);
			take(journal, 299, "one");
			take(journal, 300, "two");
		}
		for (String name : snapshots()) {
			flip(name);
		}
		try (Journal journal = open()) {
			assertDamaged(() -> journal.snapshots().newest(), "All snapshots");
		}
	}

	@Test
	void aLogThatEndsBeforeItsSnapshotIsRefused() throws IOException {
		try (Journal journal = open()) {
			append(journal, 200);
			take(journal, 200, "all");
		}
		List<Long> segments = segments();
		long last = segments.get(segments.size() - 1);
		Files.delete(SegmentFile.in(this.directory, last).path());
		try (Journal journal = open()) {
			assertDamaged(() -> journal.snapshots().newest(), "ends with record " + (last - 1));
			assertDamaged(() -> journal.start(201, new AppliedRecords(201)), "ends with record " + (last - 1));
		}
	}

	@Test
	void snapshotsWithoutSegmentsAreNotANewLog() throws IOException {
		try (Journal journal = open()) {
			append(journal, 1);
			take(journal, 1, "alone");
		}
		for (long segment : segments()) {
			Files.delete(SegmentFile.in(this.directory, segment).path());
		}
		assertDamaged(this::open, "no segments");
		assertThat(segments()).isEmpty();
	}

	@Test
	void aSnapshotOfAnotherLogIsNotUsed(@TempDir Path other) throws IOException {
		try (Journal journal = Journal.open(JournalOptions.of(other))) {
			append(journal, 5);
			take(journal, 5, "other");
		}
		try (Journal journal = open()) {
			append(journal, 5);
			Path foreign = SnapshotFile.list(other).get(0).path();
			Files.copy(foreign, this.directory.resolve(foreign.getFileName()));
			assertThat(journal.snapshots().newest()).isEmpty();
			assertThat(journal.damage().get(0)).contains("belongs to the log");
		}
	}

	@Test
	void theListenerReceivesEachSnapshot() {
		List<String> received = new ArrayList<>();
		LogListener listener = new LogListener() {

			@Override
			public void snapshotWritten(long position, long bytes, long nanos) {
				assertThat(nanos).isPositive();
				received.add(position + ":" + bytes);
			}

		};
		try (Journal journal = Journal.open(options(), listener)) {
			append(journal, 1);
			take(journal, 1, "image");
		}
		assertThat(received)
			.containsExactly("1:" + (SnapshotFormat.FILE_HEADER_SIZE + "imageheader of image".length()));
	}

	private static void take(Journal journal, long position, String image) {
		try (SnapshotWriter writer = journal.snapshots().begin(image.length())) {
			writer.write(bytes(image));
			writer.publish(position, ("header of " + image).getBytes(StandardCharsets.UTF_8));
		}
	}

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String text(Snapshot snapshot) {
		return StandardCharsets.UTF_8.decode(snapshot.image()).toString();
	}

	/** Append records, and start the journal before if it is new. */
	private static void append(Journal journal, int records) {
		if (journal.appliedPosition() == 0) {
			journal.start(1, (position, type, payload, context) -> {
			});
		}
		LongStream.range(0, records).forEach((i) -> append(journal));
	}

	private static long append(Journal journal) {
		return journal.append(1, new byte[100], null);
	}

	private static void fill(Journal journal) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> {
			while (true) {
				append(journal);
			}
		}).satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.LOG_FULL));
	}

	private static void assertDamaged(Runnable call, String message) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(call::run)
			.withMessageContaining(message)
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.LOG_DAMAGED));
	}

	private void flip(String name) throws IOException {
		byte[] bytes = Files.readAllBytes(this.directory.resolve(name));
		bytes[SnapshotFormat.FILE_HEADER_SIZE] ^= 1;
		Files.write(this.directory.resolve(name), bytes);
	}

	private List<String> snapshots() throws IOException {
		return names().stream().filter((name) -> name.endsWith(".snapshot")).toList();
	}

	private List<Long> segments() {
		return SegmentFile.list(this.directory).stream().map(SegmentFile::firstPosition).toList();
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.map((file) -> file.getFileName().toString()).sorted().toList();
		}
	}

	private Journal open() {
		return Journal.open(options());
	}

	private JournalOptions options() {
		return new JournalOptions(this.directory, SEGMENT, Long.MAX_VALUE, FlushMode.EVERY_BATCH);
	}

}
