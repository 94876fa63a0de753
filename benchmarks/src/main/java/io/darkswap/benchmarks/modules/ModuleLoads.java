package io.darkswap.benchmarks.modules;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.darkswap.wasm.loader.SharedMemoryWasmLoader;

/**
 * Measures how long modules take to be loaded, each with a loader of its own: the median
 * of three, after two rounds over the smallest modules. It uses nothing that an older
 * build lacks: with the jar of an older darkswap-wasm-core first on the class path, that
 * build is measured. Prints a line for each module, its file and the milliseconds.
 */
final class ModuleLoads {

	private static final int WARM_UP_MODULES = 8;

	private static final int ROUNDS = 3;

	private static final Duration PATIENT = Duration.ofMinutes(10);

	private ModuleLoads() {
	}

	public static void main(String[] arguments) throws IOException {
		if (arguments.length != 2) {
			throw new IllegalArgumentException("usage: ModuleLoads DIRECTORY LARGEST_BYTES");
		}
		long largest = Long.parseLong(arguments[1]);
		List<Path> modules;
		try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
			modules = files.filter((file) -> file.toString().endsWith(".wasm"))
				.filter((file) -> file.toFile().length() <= largest)
				.sorted((one, other) -> Long.compare(one.toFile().length(), other.toFile().length()))
				.toList();
		}
		for (int round = 0; round < 2; round++) {
			modules.stream().limit(WARM_UP_MODULES).forEach(ModuleLoads::millis);
		}
		PrintStream out = System.out;
		for (Path module : modules) {
			double[] millis = new double[ROUNDS];
			for (int round = 0; round < ROUNDS; round++) {
				millis[round] = millis(module);
			}
			Arrays.sort(millis);
			out.printf("%s\t%.1f%n", module.getFileName(), millis[ROUNDS / 2]);
		}
	}

	/** Return the time of a load, or no number if the module is refused. */
	private static double millis(Path module) {
		try (SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().compileTimeout(PATIENT).build()) {
			long begun = System.nanoTime();
			loader.preload(module.toUri().toString()).join();
			return (System.nanoTime() - begun) / 1e6;
		}
		catch (RuntimeException ex) {
			return Double.NaN;
		}
	}

}
