package io.darkswap.wasm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

import io.darkswap.wasm.log.FlushMode;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.wallet.HdWallet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * A log that one JDK has written is continued by another one, and back. The other JDK is
 * {@code -Ddarkswap.other-jdk}, or one that is installed beside this one.
 */
@Timeout(120)
class LogAcrossJdksTests {

	private static final int COMMANDS = 500;

	@TempDir
	Path temporary;

	@Test
	void recordsAndSnapshotsOfOneJdkAreThoseOfAnother() throws Exception {
		Optional<Path> otherJdk = otherJdk();
		assumeThat(otherJdk).as("another JDK, from 17 on, beside %s", System.getProperty("java.home")).isPresent();
		long seed = Long.getLong("darkswap.seed", System.nanoTime());
		System.out.println("LogAcrossJdksTests: -Ddarkswap.seed=" + seed);
		Path log = this.temporary.resolve("log");
		Path records = this.temporary.resolve("records");
		String written;
		TestClock clock = new TestClock();
		try (DarkSwapClient client = open(log, clock)) {
			new RandomTrading(seed, clock).run(client, COMMANDS);
			written = shown(client);
			TestLogs.copy(log, records);
		}
		for (Path directory : new Path[] { log, records }) {
			String[] answers = continueOn(otherJdk.orElseThrow(), directory, seed + 1);
			assertThat(answers[0]).as("seed %d", seed).isEqualTo(written);
			try (DarkSwapClient client = open(directory, clock)) {
				assertThat(shown(client)).as("seed %d", seed).isEqualTo(answers[1]);
				assertThat(ClientInvariants.firstBroken(client)).isZero();
			}
		}
	}

	/** Return the digests before and after further commands on the other JDK. */
	private static String[] continueOn(Path jdk, Path log, long seed) throws Exception {
		Process process = new ProcessBuilder(jdk.resolve("bin/java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
				System.getProperty("java.class.path"), Continuation.class.getName(), log.toString(),
				String.valueOf(seed))
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		return output.lines()
			.filter((line) -> line.startsWith(Continuation.ANSWER))
			.map((line) -> line.substring(Continuation.ANSWER.length()))
			.toArray(String[]::new);
	}

	private static Optional<Path> otherJdk() throws IOException {
		String named = System.getProperty("darkswap.other-jdk");
		if (named != null) {
			return Optional.of(Path.of(named));
		}
		try (Stream<Path> beside = Files.list(Path.of(System.getProperty("java.home")).toRealPath().getParent())) {
			return beside.filter((home) -> {
				int feature = feature(home);
				return feature >= 17 && feature != Runtime.version().feature();
			}).findFirst();
		}
	}

	/** Return the feature version of a JDK, 0 if there is none. */
	private static int feature(Path home) {
		Properties release = new Properties();
		try (var reader = Files.newBufferedReader(home.resolve("release"))) {
			release.load(reader);
			return Runtime.Version.parse(release.getProperty("JAVA_VERSION").replace("\"", "")).feature();
		}
		catch (IOException ex) {
			return 0;
		}
	}

	/** Return what is compared of the books. */
	private static String shown(DarkSwapClient client) {
		return client.getMarkets().size() + " markets, digest " + ClientInvariants.digest(client);
	}

	private static DarkSwapClient open(Path log, TestClock clock) {
		SharedMemoryDarkSwapClient client = SharedMemoryDarkSwapClient.builder()
			.clock(clock)
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST)))
			.log(LogOptions.of(new JournalOptions(log, 1 << 20, Long.MAX_VALUE, FlushMode.OS)))
			.build();
		client.initialize();
		return client;
	}

	/** Continues a log on the JDK that runs it. */
	static final class Continuation {

		static final String ANSWER = "answer: ";

		private Continuation() {
		}

		public static void main(String[] arguments) {
			TestClock clock = new TestClock();
			try (DarkSwapClient client = open(Path.of(arguments[0]), clock)) {
				System.out.println(ANSWER + shown(client));
				new RandomTrading(Long.parseLong(arguments[1]), clock).run(client, COMMANDS);
				System.out.println(ANSWER + shown(client));
			}
		}

	}

}
