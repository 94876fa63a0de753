package io.darkswap.benchmarks.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A row of the table: an operation, the measurements of ours and of the peers, and the
 * bars.
 */
final class Row {

	private final String operation;

	private final Unit unit;

	private final Map<Peer, List<Cell>> cells = new EnumMap<>(Peer.class);

	private final List<Bar> bars = new ArrayList<>();

	private String jdk = "";

	private Row(String operation, Unit unit) {
		this.operation = operation;
		this.unit = unit;
	}

	static Row time(String operation) {
		return new Row(operation, Unit.NANOSECONDS);
	}

	static Row bytes(String operation) {
		return new Row(operation, Unit.BYTES);
	}

	Row with(Peer peer, String measurement) {
		return with(peer, "", measurement);
	}

	/** The label distinguishes several measurements of one peer. */
	Row with(Peer peer, String label, String measurement) {
		this.cells.computeIfAbsent(peer, (key) -> new ArrayList<>()).add(new Cell(label, measurement));
		return this;
	}

	Row bar(Bar bar) {
		this.bars.add(bar);
		return this;
	}

	/** Restricts the bars to a JDK. */
	Row barsOn(String version) {
		this.jdk = version;
		return this;
	}

	String operation() {
		return this.operation;
	}

	Unit unit() {
		return this.unit;
	}

	List<Cell> cells(Peer peer) {
		return this.cells.getOrDefault(peer, List.of());
	}

	List<Bar> bars(String version) {
		return (this.jdk.isEmpty() || this.jdk.equals(version)) ? this.bars : List.of();
	}

	/**
	 * A measurement in a peer's column.
	 *
	 * @param label its label in the column, or an empty text
	 * @param measurement its name
	 */
	record Cell(String label, String measurement) {
	}

}
