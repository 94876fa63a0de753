package io.darkswap.benchmarks.report;

import java.util.Optional;

/**
 * Evaluates bars.
 */
final class Outcomes {

	private Outcomes() {
	}

	/** Returns the outcome, or empty if a measurement is missing. */
	static Optional<Double> of(Results results, Bar bar, String jdk) {
		Optional<Double> left = median(results, bar.left(), jdk);
		Optional<Double> right = median(results, bar.right(), jdk);
		return left.flatMap((a) -> right.map((b) -> switch (bar.comparison()) {
			case RATIO -> a / b;
			case DIFFERENCE -> a - b;
			case VALUE -> a;
		}));
	}

	private static Optional<Double> median(Results results, Bar.Term term, String jdk) {
		return results.find(term.jdk().isEmpty() ? jdk : term.jdk(), term.name()).map(Samples::median);
	}

}
