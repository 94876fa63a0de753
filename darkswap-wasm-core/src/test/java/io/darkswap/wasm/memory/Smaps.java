package io.darkswap.wasm.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Assumptions;

/**
 * Linux's report of the mappings of this process.
 */
final class Smaps {

	private static final Path FILE = Path.of("/proc/self/smaps");

	private Smaps() {
	}

	/**
	 * Returns the resident bytes of the linear memories that reserve a size.
	 * @param reserved the size in bytes, which no other memory of the test has
	 * @return the resident bytes
	 */
	static long resident(long reserved) throws IOException {
		Assumptions.assumeTrue(Files.isReadable(FILE), "only Linux reports mappings");
		List<String> lines = Files.readAllLines(FILE);
		long resident = 0;
		boolean found = false;
		for (int i = 0; i < lines.size(); i++) {
			if (lines.get(i).contains("linear-memory") && bytes(lines.get(i + 1), "Size:") == reserved) {
				found = true;
				resident += bytes(line(lines, i, "Rss:"), "Rss:");
			}
		}
		if (!found) {
			throw new AssertionError("no mapping of %d bytes".formatted(reserved));
		}
		return resident;
	}

	private static String line(List<String> lines, int from, String name) {
		return lines.subList(from, lines.size())
			.stream()
			.filter((line) -> line.startsWith(name))
			.findFirst()
			.orElseThrow();
	}

	private static long bytes(String line, String name) {
		return line.startsWith(name) ? 1024 * Long.parseLong(line.replaceAll("\\D", "")) : -1;
	}

}
