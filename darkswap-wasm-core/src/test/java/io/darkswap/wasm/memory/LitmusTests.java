package io.darkswap.wasm.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the {@linkplain io.darkswap.wasm.memory.litmus litmus tests}: the results that
 * jcstress sees in millions of trials are allowed by the memory model.
 */
class LitmusTests {

	private static final int TESTS = 8;

	@Test
	void nothingForbiddenIsSeen(@TempDir Path directory) throws IOException, InterruptedException {
		Path output = directory.resolve("output");
		Process jcstress = new ProcessBuilder(java(), "-cp", classPath(),
				"org.openjdk.jcstress.Main", // @formatter:off
				"-t", "io.darkswap.wasm.memory.litmus",
				// One configuration of the JVM, one of the compiler.
				"-c", "2", "-jvmArgs", "-Xmx256m", "-sc", "false",
				"-f", "1", "-fsm", "1", "-iters", "2", "-time", "250",
				"-r", directory.toString()) // @formatter:on
			.directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			assertThat(jcstress.waitFor(100, TimeUnit.SECONDS)).as("ended in time").isTrue();
			assertThat(Files.readString(output)).contains("Failed tests: No matches", "Error tests: No matches",
					"All remaining tests: %d matching".formatted(TESTS));
		}
		finally {
			jcstress.descendants().forEach(ProcessHandle::destroyForcibly);
			jcstress.destroyForcibly().waitFor();
		}
	}

	private static String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

	/** Surefire's own class path is a jar that names the real one. */
	private static String classPath() {
		return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
	}

}
