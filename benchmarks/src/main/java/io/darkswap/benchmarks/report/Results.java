package io.darkswap.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The raw results of a run: a directory for each JDK, and one for programs without a JDK.
 * It holds JMH's files, {@code *.json}, and those of the other programs,
 * {@code program.process.jsonl}. Measurements are called {@code Orders.api[shared]} or
 * {@code native.orders}; the allocation of an operation is called
 * {@code Orders.api[shared]:bytes}.
 */
final class Results {

	/** The directory of programs without a JDK. */
	static final String NO_JDK = "none";

	private static final String ALLOCATION = "gc.alloc.rate.norm";

	private final Map<String, Samples> samples = new TreeMap<>();

	private final JsonMapper json = new JsonMapper();

	static Results read(Path raw) throws IOException {
		Results results = new Results();
		try (Stream<Path> files = Files.walk(raw)) {
			for (Path file : files.sorted().toList()) {
				String jdk = raw.relativize(file).getName(0).toString();
				if (file.toString().endsWith(".json")) {
					results.readJmh(jdk, file);
				}
				else if (file.toString().endsWith(".jsonl")) {
					results.readLines(jdk, file);
				}
			}
		}
		return results;
	}

	Optional<Samples> find(String jdk, String name) {
		return Optional.ofNullable(this.samples.get(key(jdk, name)))
			.or(() -> Optional.ofNullable(this.samples.get(key(NO_JDK, name))));
	}

	private static String key(String jdk, String name) {
		return jdk + '/' + name;
	}

	private void readJmh(String jdk, Path file) throws IOException {
		for (JsonNode benchmark : this.json.readTree(Files.readString(file))) {
			String name = name(benchmark);
			add(jdk, name, benchmark.get("primaryMetric"));
			for (Map.Entry<String, JsonNode> metric : benchmark.get("secondaryMetrics").properties()) {
				String suffix = metric.getKey().equals(ALLOCATION) ? "bytes" : metric.getKey();
				add(jdk, name + ':' + suffix, metric.getValue());
			}
		}
	}

	private static String name(JsonNode benchmark) {
		String[] parts = benchmark.get("benchmark").asString().split("\\.");
		String name = parts[parts.length - 2].replaceFirst("Benchmark$", "") + '.' + parts[parts.length - 1];
		JsonNode parameters = benchmark.get("params");
		return (parameters == null) ? name
				: name + parameters.properties()
					.stream()
					.map((parameter) -> parameter.getValue().asString())
					.collect(Collectors.joining(",", "[", "]"));
	}

	private void add(String jdk, String name, JsonNode metric) {
		for (JsonNode process : metric.get("rawData")) {
			// A process that failed has none.
			if (!process.isEmpty()) {
				samples(jdk, name).add(numbers(process));
			}
		}
	}

	private void readLines(String jdk, Path file) throws IOException {
		String program = file.getFileName().toString().replaceFirst("\\..*", "");
		for (String line : Files.readAllLines(file)) {
			JsonNode measurement = this.json.readTree(line);
			samples(jdk, program + '.' + measurement.get("name").asString()).add(numbers(measurement.get("values")));
		}
	}

	private Samples samples(String jdk, String name) {
		return this.samples.computeIfAbsent(key(jdk, name), (key) -> new Samples());
	}

	private static List<Double> numbers(JsonNode array) {
		List<Double> numbers = new ArrayList<>();
		for (JsonNode number : array) {
			numbers.add(number.asDouble());
		}
		return numbers;
	}

}
