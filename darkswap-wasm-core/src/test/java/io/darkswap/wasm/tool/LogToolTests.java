package io.darkswap.wasm.tool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.log.FlushMode;
import io.darkswap.wasm.log.Journal;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.log.SnapshotWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogTool}.
 */
class LogToolTests {

	private static final int SEGMENT = 4096;

	@TempDir
	Path directory;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	@Test
	void verifyShowsASoundLog() throws IOException {
		write(100);
		Map<String, byte[]> before = files();
		assertThat(run("verify")).isZero();
		assertThat(text()).contains("records  1 to 100", "snapshot 00000000000000000050-1.snapshot: valid",
				"The log is sound");
		assertThat(text().lines().filter((line) -> line.startsWith("segment")).count()).isGreaterThan(2);
		assertThat(files()).as("nothing is written").containsExactlyInAnyOrderEntriesOf(before);
	}

	@Test
	void verifyReadsALogThatAnApplicationUses() {
		try (Journal journal = open()) {
			append(journal, 10);
			assertThat(run("verify")).isZero();
			assertThat(text()).contains("records  1 to 10");
			append(journal, 10);
			assertThat(journal.failure()).isEmpty();
		}
	}

	@Test
	void verifyShowsABatchAtTheEndThatIsNotWhole() throws IOException {
		try (Journal journal = open()) {
			append(journal, 3);
			byte[] torn = Files.readAllBytes(segments().get(0));
			// The last byte of the third record's payload.
			torn[last(torn)] = 0;
			Path copy = Files.createDirectory(this.directory.resolve("copy"));
			Files.write(copy.resolve(segments().get(0).getFileName()), torn);
			assertThat(LogTool.run(new PrintStream(this.out), "verify", copy.toString())).isZero();
		}
		assertThat(text()).contains("records  1 to 2", "not whole", "sound");
	}

	@Test
	void verifyNamesTheDamagedRecord() throws IOException {
		write(100);
		Path first = segments().get(0);
		byte[] damaged = Files.readAllBytes(first);
		damaged[200] ^= 1;
		Files.write(first, damaged);
		assertThat(run("verify")).isEqualTo(1);
		assertThat(text()).contains("The log is damaged", first.toString()).doesNotContain("sound");
	}

	@Test
	void verifyNamesADamagedSnapshotThatTheLogDoesNotNeed() throws IOException {
		write(100);
		Path snapshot = this.directory.resolve("00000000000000000050-1.snapshot");
		byte[] damaged = Files.readAllBytes(snapshot);
		damaged[4096] ^= 1;
		Files.write(snapshot, damaged);
		assertThat(run("verify")).isZero();
		assertThat(text()).contains("the checksum of its image is wrong", "sound");
	}

	@Test
	void verifyRefusesALogWhoseBeginningNoSnapshotHolds() throws IOException {
		write(100);
		Files.delete(segments().get(0));
		assertThat(run("verify")).isZero();
		Files.delete(this.directory.resolve("00000000000000000050-1.snapshot"));
		assertThat(run("verify")).isEqualTo(1);
		assertThat(text()).contains("lacks the records from 1 to");
	}

	@Test
	void printShowsEachCommandInWords() {
		try (DarkSwapClient client = DarkSwapClient.builder().log(LogOptions.of(this.directory)).build()) {
			client.initialize();
			Order order = client.createOrder(NewOrder.sell(TradingPair.of("BTC/RUNE:840000:3"))
				.amount("0.5")
				.price("120000")
				.expiresIn(Duration.ofDays(1)));
			client.cancelOrder(order.id());
			assertThat(run("print")).isZero();
			assertThat(text().lines()).anyMatch((line) -> line.startsWith("1: begin on "))
				.anyMatch((line) -> line.contains("create") && line.contains(order.id().toString()))
				.anyMatch((line) -> line.contains("cancel") && line.contains(order.id().toString()));
		}
	}

	@Test
	void digestIsThatOfTheBooksHoweverTheyWereReached(@TempDir Path other) throws IOException {
		LogOptions options = LogOptions.of(new JournalOptions(this.directory, 8192, Long.MAX_VALUE, FlushMode.OS))
			.withSnapshotInterval(Duration.ZERO);
		try (DarkSwapClient client = DarkSwapClient.builder().log(options).build()) {
			client.initialize();
			for (int i = 0; i < 100; i++) {
				client.createOrder(NewOrder.sell(TradingPair.of("BTC/RUNE:840000:3"))
					.amount("0.5")
					.price(String.valueOf(120_000 + i))
					.expiresIn(Duration.ofDays(1)));
			}
			for (Path segment : segments()) {
				Files.copy(segment, other.resolve(segment.getFileName()));
			}
			client.snapshot();
			client.snapshot();
		}
		assertThat(segments()).hasSize(1);
		assertThat(LogTool.run(new PrintStream(this.out), "digest", other.toString())).isZero();
		String replayed = text();
		assertThat(replayed.lines()).hasSize(2).allMatch((line) -> line.matches("[0-9a-f]{16}  .*"));
		assertThat(replayed).contains("BTC/RUNE:840000:3").doesNotContain("0000000000000000");
		this.out.reset();
		Map<String, byte[]> before = files();
		assertThat(run("digest")).isZero();
		assertThat(text()).as("from the snapshot").isEqualTo(replayed);
		assertThat(files()).as("nothing is written").containsExactlyInAnyOrderEntriesOf(before);
	}

	@Test
	void digestRefusesALogWithoutRecords() {
		open().close();
		assertThat(run("digest")).isEqualTo(1);
		assertThat(text()).contains("has no record");
	}

	@Test
	void printNamesARecordThatIsNoCommand() {
		write(1);
		assertThat(run("print")).isEqualTo(1);
		assertThat(text()).isNotBlank();
	}

	@Test
	void wrongArgumentsShowTheUsage() {
		for (String[] arguments : List.of(new String[0], new String[] { "verify" },
				new String[] { "repair", this.directory.toString() },
				new String[] { "verify", this.directory.toString(), "more" })) {
			this.out.reset();
			assertThat(LogTool.run(new PrintStream(this.out), arguments)).isEqualTo(2);
			assertThat(text()).contains("usage:", "verify", "print");
		}
	}

	@Test
	void aDirectoryWithoutALogIsNamed() {
		assertThat(run("verify")).isEqualTo(1);
		assertThat(text()).contains(this.directory + " holds no segment");
		assertThat(LogTool.run(new PrintStream(this.out), "print", this.directory.resolve("missing").toString()))
			.isEqualTo(2);
		assertThat(text()).contains("missing is not a directory");
	}

	private void write(int records) {
		try (Journal journal = open()) {
			append(journal, records);
			try (SnapshotWriter writer = journal.snapshots().begin(1)) {
				writer.write(ByteBuffer.wrap(new byte[] { 1 }));
				writer.publish(records / 2, new byte[0]);
			}
		}
	}

	private static void append(Journal journal, int records) {
		if (journal.durablePosition() == 0) {
			journal.start(1, (position, type, payload, context) -> {
			});
		}
		for (int i = 0; i < records; i++) {
			journal.append(1, "record".repeat(20).getBytes(StandardCharsets.UTF_8), null);
		}
	}

	private Journal open() {
		return Journal.open(new JournalOptions(this.directory, SEGMENT, Long.MAX_VALUE, FlushMode.OS));
	}

	private List<Path> segments() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.filter((file) -> file.toString().endsWith(".journal")).sorted().toList();
		}
	}

	private Map<String, byte[]> files() throws IOException {
		Map<String, byte[]> contents = new TreeMap<>();
		try (Stream<Path> files = Files.list(this.directory)) {
			for (Path file : files.toList()) {
				contents.put(file.getFileName().toString(), Files.readAllBytes(file));
			}
		}
		return contents;
	}

	private static int last(byte[] bytes) {
		int at = bytes.length - 1;
		while (bytes[at] == 0) {
			at--;
		}
		return at;
	}

	private int run(String command) {
		return LogTool.run(new PrintStream(this.out), command, this.directory.toString());
	}

	private String text() {
		return this.out.toString(StandardCharsets.UTF_8);
	}

}
