package io.darkswap.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The table, in Markdown: a line for each bar of each row on each JDK. A number is the
 * median of the processes, in brackets the least and the greatest of them.
 */
final class Table {

	private static final String NONE = "";

	private final Results results;

	private final List<String> jdks;

	Table(Results results, List<String> jdks) {
		this.results = results;
		this.jdks = jdks;
	}

	String write(List<Row> rows) {
		StringBuilder table = new StringBuilder();
		List<String> titles = new ArrayList<>(List.of("operation", "JDK"));
		for (Peer peer : Peer.values()) {
			titles.add(peer.title());
		}
		titles.addAll(List.of("ratio", "bar", "met"));
		line(table, titles);
		line(table, titles.stream().map((title) -> "---").toList());
		for (Row row : rows) {
			for (String jdk : this.jdks) {
				write(table, row, jdk);
			}
		}
		return table.toString();
	}

	private void write(StringBuilder table, Row row, String jdk) {
		if (row.cells(Peer.OURS).stream().noneMatch((cell) -> this.results.find(jdk, cell.measurement()).isPresent())) {
			return;
		}
		List<String> head = new ArrayList<>(List.of(row.operation(), jdk));
		for (Peer peer : Peer.values()) {
			head.add(cells(row, peer, jdk));
		}
		List<Bar> bars = row.bars(jdk);
		if (bars.isEmpty()) {
			line(table, join(head, List.of(NONE, NONE, NONE)));
		}
		for (Bar bar : bars) {
			line(table, join(head, outcome(row, bar, jdk)));
			head = head.stream().map((cell) -> NONE).toList();
		}
	}

	private List<String> outcome(Row row, Bar bar, String jdk) {
		Optional<Double> outcome = Outcomes.of(this.results, bar, jdk);
		if (outcome.isEmpty()) {
			return List.of("not measured", bar.text(), NONE);
		}
		double value = outcome.get();
		String text = (bar.comparison() == Bar.Comparison.RATIO) ? Unit.number(value) + "×" : row.unit().format(value);
		return List.of(text, bar.text(), bar.isMetBy(value) ? "yes" : "**no**");
	}

	/** Marks missing measurements of a peer that was measured in part. */
	private String cells(Row row, Peer peer, String jdk) {
		if (row.cells(peer).stream().noneMatch((cell) -> this.results.find(jdk, cell.measurement()).isPresent())) {
			return NONE;
		}
		return row.cells(peer)
			.stream()
			.map((cell) -> label(cell)
					+ this.results.find(jdk, cell.measurement()).map((samples) -> text(row, samples)).orElse("not run"))
			.collect(Collectors.joining("<br>"));
	}

	private static String label(Row.Cell cell) {
		return cell.label().isEmpty() ? NONE : cell.label() + ": ";
	}

	private static String text(Row row, Samples samples) {
		return row.unit().format(samples.median()) + spread(row.unit(), samples);
	}

	private static String spread(Unit unit, Samples samples) {
		return (samples.least() == samples.greatest()) ? NONE
				: " (%s..%s)".formatted(unit.format(samples.least()), unit.format(samples.greatest()));
	}

	private static List<String> join(List<String> first, List<String> second) {
		List<String> joined = new ArrayList<>(first);
		joined.addAll(second);
		return joined;
	}

	private static void line(StringBuilder table, List<String> cells) {
		table.append("| ").append(String.join(" | ", cells)).append(" |\n");
	}

}
