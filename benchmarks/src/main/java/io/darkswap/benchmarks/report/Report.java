package io.darkswap.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Reads a run's raw results and writes {@code table.md}, {@code scaling.md} and a chart
 * for each row.
 */
public final class Report {

	private Report() {
	}

	/**
	 * Writes the report and prints the table.
	 * @param args the directory of the results, in which {@code raw} has been written
	 * @throws IOException if something cannot be read or written
	 */
	public static void main(String[] args) throws IOException {
		Path directory = Path.of(args[0]);
		Path raw = directory.resolve("raw");
		Results results = Results.read(raw);
		List<String> jdks = List.of("17", "25");
		List<Row> rows = Rows.all();
		String table = new Table(results, jdks).write(rows);
		Files.writeString(directory.resolve("table.md"), machine(raw) + table);
		Files.writeString(directory.resolve("scaling.md"), new Scaling(results, jdks).write());
		Chart chart = new Chart(results, jdks);
		for (int i = 0; i < rows.size(); i++) {
			String svg = chart.draw(rows.get(i));
			if (!svg.isEmpty()) {
				Files.writeString(directory.resolve("%02d-%s.svg".formatted(i + 1, fileName(rows.get(i).operation()))),
						svg);
			}
		}
		System.out.print(machine(raw) + table);
	}

	private static String machine(Path raw) throws IOException {
		Path file = raw.resolve("machine.txt");
		return Files.exists(file) ? Files.readString(file) + "\n" : "";
	}

	private static String fileName(String operation) {
		String name = operation.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("(^-|-$)", "");
		return (name.length() > 40) ? name.substring(0, 40).replaceAll("-$", "") : name;
	}

}
