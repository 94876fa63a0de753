package io.darkswap.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A row as horizontal bars on a logarithmic scale, in SVG: ours in one colour, peers in
 * another, and a thin line from the least to the greatest of the processes.
 */
final class Chart {

	private static final int WIDTH = 900;

	private static final int LEFT = 330;

	private static final int RIGHT = 110;

	private static final int TOP = 44;

	private static final int STEP = 24;

	private static final int THICKNESS = 16;

	private final Results results;

	private final List<String> jdks;

	Chart(Results results, List<String> jdks) {
		this.results = results;
		this.jdks = jdks;
	}

	/** Draws a row; returns an empty text if it has no measurement. */
	String draw(Row row) {
		List<Line> lines = lines(row);
		if (lines.isEmpty()) {
			return "";
		}
		double least = lines.stream().mapToDouble((line) -> line.samples().least()).min().orElseThrow();
		double greatest = lines.stream().mapToDouble((line) -> line.samples().greatest()).max().orElseThrow();
		double from = Math.log10(Math.max(least, 0.1)) - 0.3;
		double scale = (WIDTH - LEFT - RIGHT) / Math.max(Math.log10(Math.max(greatest, 0.2)) - from, 0.1);
		int height = TOP + lines.size() * STEP + 12;
		StringBuilder svg = new StringBuilder();
		add(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
				WIDTH, height);
		add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, height);
		add(svg, "<text x=\"12\" y=\"24\" font-size=\"15\" font-weight=\"bold\">%s</text>", escape(row.operation()));
		add(svg, "<text x=\"%d\" y=\"24\" text-anchor=\"end\" fill=\"#666\">less is better, logarithmic</text>",
				WIDTH - 12);
		for (int i = 0; i < lines.size(); i++) {
			draw(svg, row.unit(), lines.get(i), TOP + i * STEP, from, scale);
		}
		return svg.append("</svg>\n").toString();
	}

	private static void draw(StringBuilder svg, Unit unit, Line line, int y, double from, double scale) {
		double end = LEFT + position(line.samples().median(), from, scale);
		double low = LEFT + position(line.samples().least(), from, scale);
		double high = LEFT + position(line.samples().greatest(), from, scale);
		int middle = y + THICKNESS / 2;
		add(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LEFT - 8, y + 12, escape(line.label()));
		add(svg, "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>", LEFT, y, end - LEFT, THICKNESS,
				line.ours() ? "#e07a1f" : "#8fa3b8");
		add(svg, "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#222\"/>", low, middle, high, middle);
		add(svg, "<text x=\"%.1f\" y=\"%d\">%s</text>", Math.max(end, high) + 6, y + 12,
				unit.format(line.samples().median()));
	}

	private static double position(double value, double from, double scale) {
		return Math.max(0, Math.log10(Math.max(value, 0.1)) - from) * scale;
	}

	private List<Line> lines(Row row) {
		List<Line> lines = new ArrayList<>();
		for (Peer peer : Peer.values()) {
			for (Row.Cell cell : row.cells(peer)) {
				add(lines, peer, cell);
			}
		}
		return lines;
	}

	/** A measurement without a JDK is the same for each JDK. */
	private void add(List<Line> lines, Peer peer, Row.Cell cell) {
		String name = cell.label().isEmpty() ? peer.title() : peer.title() + ", " + cell.label();
		var alone = this.results.find(Results.NO_JDK, cell.measurement());
		if (alone.isPresent()) {
			lines.add(new Line(name, peer == Peer.OURS, alone.get()));
			return;
		}
		for (String jdk : this.jdks) {
			this.results.find(jdk, cell.measurement())
				.ifPresent((samples) -> lines.add(new Line(name + ", JDK " + jdk, peer == Peer.OURS, samples)));
		}
	}

	private static void add(StringBuilder svg, String format, Object... values) {
		svg.append(String.format(Locale.ROOT, format, values)).append('\n');
	}

	private static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;");
	}

	private record Line(String label, boolean ours, Samples samples) {
	}

}
