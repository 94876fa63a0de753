package io.darkswap.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A model, not a measurement: how operations would scale beyond two cores. The serial
 * share follows from Amdahl's law and the times of one and of two threads: with {@code n}
 * cores, {@code speedup(n) = 1 / (s + (1 - s) / n)}, so {@code s = 2 / speedup(2) - 1}.
 * Two points cannot separate the wait for a lock from the transfer of cache lines, which
 * grows with the cores: the model is the better case.
 */
final class Scaling {

	private static final List<Integer> CORES = List.of(2, 4, 8, 16, 32);

	private final Results results;

	private final List<String> jdks;

	Scaling(Results results, List<String> jdks) {
		this.results = results;
		this.jdks = jdks;
	}

	String write() {
		StringBuilder table = new StringBuilder("| operation | JDK | speed-up of 2, measured | serial share");
		CORES.forEach((cores) -> table.append(" | ").append(cores).append(" cores, modelled"));
		table.append(" |\n| --- | --- | --- | ---").append(" | ---".repeat(CORES.size())).append(" |\n");
		for (String jdk : this.jdks) {
			// Each of the two threads runs the same number of operations.
			speedUp("Mixed.oneThread[shared]", "Mixed.twoThreads[shared]", jdk)
				.ifPresent((speedUp) -> write(table, "90% reads / 10% writes over 16 pairs", jdk, 2 * speedUp));
		}
		return table.toString();
	}

	private Optional<Double> speedUp(String one, String two, String jdk) {
		return this.results.find(jdk, one)
			.flatMap((first) -> this.results.find(jdk, two).map((second) -> first.median() / second.median()));
	}

	private static void write(StringBuilder table, String operation, String jdk, double speedUp) {
		double serial = Math.min(1, Math.max(0, 2 / speedUp - 1));
		table.append(String.format(Locale.ROOT, "| %s | %s | %.2f× | %.0f%%", operation, jdk, speedUp, 100 * serial));
		for (int cores : CORES) {
			table.append(String.format(Locale.ROOT, " | %.1f×", 1 / (serial + (1 - serial) / cores)));
		}
		table.append(" |\n");
	}

}
