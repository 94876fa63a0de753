package io.darkswap.benchmarks.report;

import java.util.Optional;

/**
 * What bars come to.
 */
final class Outcomes {

	private Outcomes() {
	}

	/** The outcome, or nothing if something was not measured. */
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
