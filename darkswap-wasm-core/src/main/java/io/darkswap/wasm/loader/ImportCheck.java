package io.darkswap.wasm.loader;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.dylibso.chicory.runtime.ImportValue;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Import;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Rejects a module that imports more than it is given, before any of it runs.
 */
final class ImportCheck {

	private static final int NAMED = 5;

	private ImportCheck() {
	}

	static void check(String url, WasmModule module, ImportValues given) {
		List<String> missing = module.importSection()
			.stream()
			.filter((wanted) -> all(given).get()
				.noneMatch((value) -> value.module().equals(wanted.module()) && value.name().equals(wanted.name())))
			.map(ImportCheck::name)
			.toList();
		if (!missing.isEmpty()) {
			throw refused(url,
					"imports %d thing(s) that it is not given: %s%s".formatted(missing.size(),
							missing.stream().limit(NAMED).collect(Collectors.joining(", ")),
							(missing.size() > NAMED) ? ", ..." : ""),
					null);
		}
	}

	static DarkSwapException refused(String url, String reason, @Nullable Throwable cause) {
		return new DarkSwapException(ErrorCode.MODULE_IMPORTS_REFUSED,
				"The module at %s %s: use a module that needs only its memory, or give it what it imports"
					.formatted(url, reason),
				cause);
	}

	private static Supplier<Stream<ImportValue>> all(ImportValues given) {
		return () -> Stream.of(given.functions(), given.globals(), given.tables(), given.tags(), given.memories())
			.flatMap(Stream::of);
	}

	private static String name(Import wanted) {
		return wanted.importType().name().toLowerCase(Locale.ROOT) + " " + wanted.module() + "." + wanted.name();
	}

}
