package io.darkswap.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The values of one measurement, one for each process: the median of its repetitions.
 */
final class Samples {

	private final List<Double> values = new ArrayList<>();

	/** Adds a process's repetitions. */
	void add(List<Double> repetitions) {
		this.values.add(median(repetitions));
	}

	double median() {
		return median(this.values);
	}

	double least() {
		return this.values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
	}

	double greatest() {
		return this.values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
	}

	private static double median(List<Double> values) {
		double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
	}

}
