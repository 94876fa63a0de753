package io.darkswap.wasm.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a {@link Journal} keeps every acknowledged record when its process is
 * killed. A number of rounds other than the default is set by
 * {@code -Djournal.crash.rounds}.
 */
class JournalCrashTests {

	private static final int ROUNDS = Integer.getInteger("journal.crash.rounds", 6);

	private static final int CALLERS = 4;

	private static final int SEGMENT = 1 << 16;

	private static final FlushMode[] FLUSHES = FlushMode.values();

	@TempDir
	Path directory;

	/** Every second round, callers write and apply their records themselves. */
	@Test
	@Timeout(120)
	void noAcknowledgedRecordIsLostOrDoubledWhenTheProcessIsKilled() throws Exception {
		long seed = Long.getLong("journal.crash.seed", System.nanoTime());
		System.out.println("JournalCrashTests: -Djournal.crash.seed=" + seed);
		Random random = new Random(seed);
		Set<String> acknowledged = new HashSet<>();
		for (int round = 0; round < ROUNDS; round++) {
			killWhileItAppends(FLUSHES[round % FLUSHES.length], round, 1 + random.nextInt(2000), acknowledged);
			List<String> replayed = replay();
			// In sets: there are tens of thousands.
			Set<String> once = new HashSet<>(replayed);
			assertThat(once).as("round %d, seed %d", round, seed).hasSameSizeAs(replayed);
			Set<String> lost = new HashSet<>(acknowledged);
			lost.removeAll(once);
			assertThat(lost).as("round %d, seed %d", round, seed).isEmpty();
		}
		assertThat(acknowledged).hasSizeGreaterThan(ROUNDS);
	}

	private void killWhileItAppends(FlushMode flush, int round, int acknowledgements, Set<String> acknowledged)
			throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), Appender.class.getName(), this.directory.toString(),
				String.valueOf(round), flush.name())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try (BufferedReader answers = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			for (int i = 0; i < acknowledgements; i++) {
				String answer = answers.readLine();
				assertThat(answer).isNotNull();
				acknowledged.add(answer);
			}
			// Process would close the stream that is still to be read.
			process.toHandle().destroyForcibly();
			process.waitFor();
			readWhatWasPrintedBefore(answers, acknowledged);
		}
	}

	/** A line that the kill broke off does not end with its mark. */
	private static void readWhatWasPrintedBefore(BufferedReader answers, Set<String> acknowledged) throws IOException {
		String answer = answers.readLine();
		while (answer != null) {
			if (answer.endsWith("!")) {
				acknowledged.add(answer);
			}
			answer = answers.readLine();
		}
	}

	private List<String> replay() {
		AppliedRecords replayed = new AppliedRecords();
		try (Journal journal = Journal.open(options(this.directory, FlushMode.EVERY_BATCH))) {
			journal.start(1, replayed);
		}
		return replayed.texts().stream().map((text) -> text.substring(2)).toList();
	}

	private static JournalOptions options(Path directory, FlushMode flush) {
		return new JournalOptions(directory, SEGMENT, Long.MAX_VALUE, flush);
	}

	/** Appends until it is killed, and prints each record once it is acknowledged. */
	static final class Appender {

		private Appender() {
		}

		public static void main(String[] arguments) {
			Journal journal = Journal.open(options(Path.of(arguments[0]), FlushMode.valueOf(arguments[2])));
			journal.start(1, new Acknowledging());
			for (int i = 0; i < CALLERS; i++) {
				String name = arguments[1] + "-" + i + "-";
				new Thread(() -> append(journal, name)).start();
			}
		}

		private static void append(Journal journal, String name) {
			for (long number = 0;; number++) {
				String record = name + number + "!";
				journal.append(1, record.getBytes(StandardCharsets.UTF_8), null);
				// One call of write, so lines of several threads do not mix.
				System.out.print(record + "\n");
				System.out.flush();
			}
		}

	}

	/** Applies a record by nothing, on its caller's thread if it may. */
	private static final class Acknowledging implements RecordApplier {

		@Override
		public void apply(long position, int type, ByteBuffer payload, Object context) {
			// There is no state.
		}

		@Override
		public boolean appliesOnCaller(int type) {
			return true;
		}

	}

}
