package io.darkswap.wasm.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;

/** A directory with a journal of small segments, and short methods to use it. */
abstract class JournalFixture {

	static final int SEGMENT = 4096;

	@TempDir
	Path directory;

	List<String> appendOverSegments(int records) {
		return appendOverSegments(records, records);
	}

	List<String> appendOverSegments(int records, int lengths) {
		try (Journal journal = Journal.open(unforced())) {
			journal.start(1, new AppliedRecords());
			IntStream.range(0, records).forEach((i) -> append(journal, 1, "x".repeat(i % lengths), null));
		}
		return IntStream.range(0, records).mapToObj((i) -> "1:" + "x".repeat(i % lengths)).toList();
	}

	static long firstOf(Path segment) {
		return Long.parseLong(segment.getFileName().toString().substring(0, 20));
	}

	static String text(ByteBuffer payload) {
		return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
	}

	List<String> replayedTexts() {
		AppliedRecords replayed = new AppliedRecords();
		started(replayed).close();
		return replayed.texts();
	}

	Journal started(AppliedRecords state) {
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

	Journal open() {
		return Journal.open(options());
	}

	JournalOptions unforced() {
		return new JournalOptions(this.directory, SEGMENT, Long.MAX_VALUE, FlushMode.OS);
	}

	JournalOptions options() {
		return new JournalOptions(this.directory, SEGMENT, Long.MAX_VALUE, FlushMode.EVERY_BATCH);
	}

	List<Path> segments() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.filter((file) -> file.toString().endsWith(".journal")).sorted().toList();
		}
	}

	static long append(Journal journal, int type, String text, Object context) {
		return journal.append(type, text.getBytes(StandardCharsets.UTF_8), context);
	}

}
