package io.darkswap.wasm.loader.simd;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs a {@link VectorProbe} in Node, whose engine knows SIMD.
 */
final class NodeRuns {

	private static final int OLDEST_WITH_SIMD = 16;

	private static final long PATIENCE_SECONDS = 120;

	private NodeRuns() {
	}

	/** Return whether there is a {@code node} that knows SIMD. */
	static boolean isPossible() throws InterruptedException {
		try {
			Process process = new ProcessBuilder("node", "--version").redirectErrorStream(true).start();
			String version = new String(process.getInputStream().readAllBytes()).trim();
			return process.waitFor() == 0 && version.matches("v\\d+\\..*")
					&& Integer.parseInt(version.substring(1, version.indexOf('.'))) >= OLDEST_WITH_SIMD;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** Return the results of all functions, as {@link VectorProbe#run} does. */
	static byte[] run(byte[] module, byte[] inputs, Path directory)
			throws IOException, InterruptedException, URISyntaxException {
		Path script = Path.of(NodeRuns.class.getResource("/simd/run.mjs").toURI());
		Path results = directory.resolve("results");
		List<String> command = new ArrayList<>(List.of("node", script.toString()));
		command.add(Files.write(directory.resolve("module.wasm"), module).toString());
		command.add(Files.write(directory.resolve("inputs"), inputs).toString());
		command.add(results.toString());
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(directory.resolve("output").toFile())
			.start();
		try {
			assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("Node ends").isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		assertThat(process.exitValue()).as("%s", Files.readString(directory.resolve("output"))).isZero();
		return Files.readAllBytes(results);
	}

}
