package io.darkswap.wasm.loader.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads types as the text format writes them, and finds the features that they need.
 */
final class TypeText {

	/** JavaScript's limit, too. */
	private static final int MOST_VALUES = 1_000;

	private TypeText() {
	}

	/** Read the type of a value. */
	static String value(WasmBytes bytes, Consumer<WasmFeature> found) {
		int form = bytes.next();
		return switch (form) {
			case 0x7F -> "i32";
			case 0x7E -> "i64";
			case 0x7D -> "f32";
			case 0x7C -> "f64";
			case 0x7B -> {
				found.accept(WasmFeature.SIMD);
				yield "v128";
			}
			case 0x63 -> "(ref null " + heap(bytes, found) + ")";
			case 0x64 -> {
				found.accept(WasmFeature.FUNCTION_REFERENCES);
				yield "(ref " + heap(bytes, found) + ")";
			}
			default -> abstractHeap(form, found) + "ref";
		};
	}

	/** Read the type of what a reference refers to. */
	static String heap(WasmBytes bytes, Consumer<WasmFeature> found) {
		int first = bytes.peek();
		if (first > 0x40 && first < 0x80) {
			return abstractHeap(bytes.next(), found);
		}
		found.accept(WasmFeature.FUNCTION_REFERENCES);
		return Long.toString(bytes.number());
	}

	private static String abstractHeap(int form, Consumer<WasmFeature> found) {
		switch (form) {
			case 0x70, 0x6F -> {
				found.accept(WasmFeature.REFERENCE_TYPES);
				return (form == 0x70) ? "func" : "extern";
			}
			case 0x69, 0x74 -> {
				found.accept(WasmFeature.EXCEPTIONS);
				return "exn";
			}
			case 0x68, 0x75 -> {
				found.accept(WasmFeature.STACK_SWITCHING);
				return "cont";
			}
			default -> {
				found.accept(WasmFeature.GARBAGE_COLLECTION);
				return "any";
			}
		}
	}

	/** Read the parameters and results of a function. */
	static String function(WasmBytes bytes, Consumer<WasmFeature> found) {
		List<String> parameters = values(bytes, found);
		List<String> results = values(bytes, found);
		if (results.size() > 1) {
			found.accept(WasmFeature.MULTI_VALUE);
		}
		return "(%s) -> (%s)".formatted(String.join(", ", parameters), String.join(", ", results));
	}

	private static List<String> values(WasmBytes bytes, Consumer<WasmFeature> found) {
		long count = bytes.number();
		if (count > MOST_VALUES) {
			bytes.skip(bytes.remaining());
		}
		List<String> types = new ArrayList<>();
		for (long index = 0; index < count && bytes.hasMore(); index++) {
			types.add(value(bytes, found));
		}
		return types;
	}

	/**
	 * Read the limits of a memory or a table.
	 * @param unit what is counted
	 */
	static String limits(WasmBytes bytes, String unit, Consumer<WasmFeature> found) {
		int flags = bytes.next();
		String least = Long.toUnsignedString(bytes.number());
		String most = ((flags & 1) != 0) ? Long.toUnsignedString(bytes.number()) : "";
		if ((flags & 2) != 0) {
			found.accept(WasmFeature.THREADS);
		}
		if ((flags & 4) != 0) {
			found.accept(WasmFeature.MEMORY64);
		}
		if ((flags & 8) != 0) {
			found.accept(WasmFeature.CUSTOM_PAGE_SIZES);
			bytes.skipNumber();
		}
		return "%s..%s %s%s".formatted(least, most, unit, ((flags & 2) != 0) ? ", shared" : "");
	}

}
