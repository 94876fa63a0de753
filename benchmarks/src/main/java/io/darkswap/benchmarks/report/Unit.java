package io.darkswap.benchmarks.report;

import java.util.Locale;

/**
 * The unit of a row's numbers.
 */
enum Unit {

	NANOSECONDS {
		@Override
		String format(double value) {
			if (Math.abs(value) >= 1e6) {
				return number(value / 1e6) + " ms";
			}
			return (Math.abs(value) >= 1e4) ? number(value / 1e3) + " µs" : number(value) + " ns";
		}
	},

	BYTES {
		@Override
		String format(double value) {
			return String.format(Locale.ROOT, "%.0f B", value);
		}
	};

	abstract String format(double value);

	/** Formats a number with three digits. */
	static String number(double value) {
		double size = Math.abs(value);
		int decimals = (size >= 100) ? 0 : (size >= 10) ? 1 : 2;
		return String.format(Locale.ROOT, "%." + decimals + "f", value);
	}

}
