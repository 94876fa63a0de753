package io.darkswap.wasm.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The same commands give the same answers and the same bytes: time and ids come in with
 * each command, and the engine has no other input.
 */
@Timeout(120)
class DeterminismTests {

	private static final int COMMANDS = 12_000;

	private static final Path SCRIPT = Path.of("..", "darkswap-engine", "test", "node", "replay.mjs");

	private final long seed = ThreadLocalRandom.current().nextLong();

	private final byte[] commands = RandomCommands.make(this.seed, COMMANDS);

	@BeforeEach
	void printSeed() {
		System.out.printf("DeterminismTests seed %d%n", this.seed);
	}

	@Test
	void twoEnginesEndWithTheSameBytes() {
		assertThat(Replay.run(this.commands, true)).as("seed %d", this.seed)
			.isEqualTo(Replay.run(this.commands, true))
			.contains("invariants 0");
	}

	@Test
	void anEngineInPrivateMemoryEndsWithTheSameBytes() {
		assertThat(Replay.run(this.commands, false)).as("seed %d", this.seed)
			.isEqualTo(Replay.run(this.commands, true));
	}

	@Test
	void anEngineInNodeEndsWithTheSameBytes(@TempDir Path directory) throws IOException, InterruptedException {
		assumeTrue(nodeIsInstalled(), "node is not on the path");
		assertThat(runInNode(directory)).as("seed %d", this.seed).isEqualTo(Replay.run(this.commands, true));
	}

	@Test
	void otherCommandsEndWithOtherBytes() {
		byte[] others = RandomCommands.make(this.seed + 1, COMMANDS);
		assertThat(Replay.run(others, true)).as("seed %d", this.seed)
			.doesNotContainAnyElementsOf(Replay.run(this.commands, true).subList(0, 2));
	}

	private List<String> runInNode(Path directory) throws IOException, InterruptedException {
		Path module = directory.resolve("engine.wasm");
		try (InputStream bytes = DeterminismTests.class.getResourceAsStream("/darkswap-wasm/darkswap_wasm_bg.wasm")) {
			assertThat(bytes).isNotNull();
			Files.copy(bytes, module);
		}
		Path file = Files.write(directory.resolve("commands"), this.commands);
		return output("node", SCRIPT.toString(), module.toString(), file.toString());
	}

	private static boolean nodeIsInstalled() throws InterruptedException {
		try {
			return !output("node", "--version").isEmpty();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static List<String> output(String... command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		try (var reader = process.inputReader()) {
			List<String> lines = reader.lines().toList();
			assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isZero();
			return lines;
		}
		finally {
			process.destroyForcibly();
		}
	}

}
