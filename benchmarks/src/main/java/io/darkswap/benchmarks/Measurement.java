package io.darkswap.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Prints what a program that is no JMH benchmark has measured, as one line of JSON, the
 * same that the native and the JavaScript programs print.
 */
final class Measurement {

	private Measurement() {
	}

	static void print(String name, double... values) {
		System.out.println("{\"name\":\"" + name + "\",\"unit\":\"ns/op\",\"values\":"
				+ Arrays.stream(values)
					.mapToObj((value) -> String.format(Locale.ROOT, "%.3f", value))
					.collect(Collectors.joining(",", "[", "]"))
				+ "}");
	}

}
