package io.darkswap.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Prints the measurement of a program without JMH as one line of JSON, in the format of
 * the native and the JavaScript programs.
 */
public final class Measurement {

	private Measurement() {
	}

	public static void print(String name, double... values) {
		System.out.println("{\"name\":\"" + name + "\",\"unit\":\"ns/op\",\"values\":"
				+ Arrays.stream(values)
					.mapToObj((value) -> String.format(Locale.ROOT, "%.3f", value))
					.collect(Collectors.joining(",", "[", "]"))
				+ "}");
	}

}
