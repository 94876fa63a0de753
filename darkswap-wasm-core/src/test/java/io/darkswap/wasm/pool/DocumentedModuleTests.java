package io.darkswap.wasm.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The C module with threads in {@code docs/modules.md} is built by the command there and
 * computes what it says.
 */
@Timeout(120)
class DocumentedModuleTests {

	private static final Path PAGE = Path.of("..", "docs", "modules.md");

	@Test
	void inCWithThreadsIsBuiltAndRuns(@TempDir Path directory) throws Exception {
		String page = Files.readString(PAGE);
		Files.writeString(directory.resolve("bits.c"), block(page, "c"));
		String command = block(page, "sh");
		String compiler = command.substring(0, command.indexOf(' '));
		assumeTrue(isInstalled(compiler), compiler);
		Process build = new ProcessBuilder("sh", "-c", command).directory(directory.toFile()).inheritIO().start();
		assertThat(build.waitFor()).as("exit code of %s", compiler).isZero();
		int n = 100_000;
		try (SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();
				LoadedModule module = loader.load(directory.resolve("bits.wasm").toUri().toString(),
						MemoryOptions.ofModule());
				WasmWorkers workers = WasmWorkers.builder(module).build()) {
			assertThat(workers.spawn("count_bits", 4, n).join())
				.containsExactly(LongStream.range(0, n).map(Long::bitCount).sum());
			assertThat(workers.spawn("count_bits", 9, n).join()).as("more threads than it has stacks")
				.containsExactly(0);
		}
	}

	/** Return the first block of code in a language. */
	private static String block(String page, String language) {
		Matcher block = Pattern.compile("^```%s\n(.*?)^```$".formatted(language), Pattern.DOTALL | Pattern.MULTILINE)
			.matcher(page);
		assertThat(block.find()).as("a block of %s", language).isTrue();
		return block.group(1);
	}

	private static boolean isInstalled(String command) throws IOException, InterruptedException {
		return new ProcessBuilder("sh", "-c", "command -v " + command).start().waitFor() == 0;
	}

}
