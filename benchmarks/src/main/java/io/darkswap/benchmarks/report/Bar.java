package io.darkswap.benchmarks.report;

/**
 * A bar of a row: two measurements, their comparison and the limit of its result.
 *
 * @param text the text of the bar
 * @param left the one measurement
 * @param right the other
 * @param comparison their comparison
 * @param most whether the limit is a maximum; otherwise it is a minimum
 * @param limit the limit
 */
record Bar(String text, Term left, Term right, Comparison comparison, boolean most, double limit) {

	static Bar timesAtMost(double limit, Term left, Term right, String text) {
		return new Bar(text, left, right, Comparison.RATIO, true, limit);
	}

	static Bar timesAtLeast(double limit, Term left, Term right, String text) {
		return new Bar(text, left, right, Comparison.RATIO, false, limit);
	}

	static Bar differenceAtMost(double limit, Term left, Term right, String text) {
		return new Bar(text, left, right, Comparison.DIFFERENCE, true, limit);
	}

	static Bar valueAtMost(double limit, Term value, String text) {
		return new Bar(text, value, value, Comparison.VALUE, true, limit);
	}

	boolean isMetBy(double outcome) {
		return this.most ? outcome <= this.limit : outcome >= this.limit;
	}

	/** The comparison of two measurements. */
	enum Comparison {

		/** The left one divided by the right one. */
		RATIO,

		/** The left one less the right one. */
		DIFFERENCE,

		/** The left one alone. */
		VALUE

	}

	/**
	 * A measurement.
	 *
	 * @param name its name
	 * @param jdk its JDK, or an empty text for the row's own
	 */
	record Term(String name, String jdk) {

		static Term of(String name) {
			return new Term(name, "");
		}

		static Term on(String jdk, String name) {
			return new Term(name, jdk);
		}

	}

}
