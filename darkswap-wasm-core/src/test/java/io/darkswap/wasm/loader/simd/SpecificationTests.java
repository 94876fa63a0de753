package io.darkswap.wasm.loader.simd;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.ImportGlobal;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.types.MutabilityType;
import com.dylibso.chicory.wasm.types.ValType;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.loader.TrapKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The SIMD tests of WebAssembly's specification. {@code src/test/simd-spec/convert.sh}
 * converts them into the directory that the property {@code simd-spec} names.
 */
@EnabledIfSystemProperty(named = "simd-spec", matches = ".+",
		disabledReason = "src/test/simd-spec/convert.sh converts the tests")
class SpecificationTests {

	/** One module exports a vector as a global, and another imports it. */
	private static final String VECTOR_GLOBALS = "simd_linking.tsv";

	private static final int COMMAND = 0;

	private static final int LINE = 1;

	private static final int SUBJECT = 2;

	private static final int ARGUMENTS = 3;

	private static final int EXPECTED = 4;

	static Stream<Path> tests() throws IOException {
		try (Stream<Path> files = Files.list(Path.of(System.getProperty("simd-spec")))) {
			return files.filter((file) -> file.toString().endsWith(".tsv")).sorted().toList().stream();
		}
	}

	@ParameterizedTest
	@MethodSource("tests")
	void pass(Path file) throws IOException {
		List<String> failures = new ArrayList<>();
		List<String> refusals = new ArrayList<>();
		int assertions = 0;
		Instance instance = null;
		try (SharedMemoryWasmLoader loader = loader(file.getParent())) {
			for (String line : Files.readAllLines(file)) {
				String[] command = line.split("\t", -1);
				if (command[COMMAND].equals("module")) {
					instance = instantiate(loader, command, refusals);
					continue;
				}
				assertions++;
				String failure = command[COMMAND].equals("invalid") ? loadInvalid(loader, command[SUBJECT])
						: (instance != null) ? call(instance, command) : "there is no module";
				if (failure != null) {
					failures.add("line %s, %s: %s".formatted(command[LINE], command[SUBJECT], failure));
				}
			}
		}
		System.out.printf("%s: %d assertions, %d failures, %d modules refused%n", file.getFileName(), assertions,
				failures.size(), refusals.size());
		assertThat(failures).isEmpty();
		if (file.endsWith(VECTOR_GLOBALS)) {
			assertThat(refusals).hasSize(2).allMatch((refusal) -> refusal.contains("which this runtime cannot pass"));
		}
		else {
			assertThat(refusals).isEmpty();
		}
	}

	private static SharedMemoryWasmLoader loader(Path directory) {
		return SharedMemoryWasmLoader.builder().resourceOpener((location) -> {
			String name = location.toString();
			return new ByteArrayInputStream(
					Files.readAllBytes(directory.resolve(name.substring(name.indexOf(':') + 1))));
		}).build();
	}

	private static @Nullable Instance instantiate(SharedMemoryWasmLoader loader, String[] command,
			List<String> refusals) {
		try {
			ImportValues imports = ImportValues.builder()
				.addGlobal(new ImportGlobal("spectest", "global_i32",
						new GlobalInstance(666, 0, ValType.I32, MutabilityType.Const)))
				.build();
			LoadedModule module = loader.load("spec:" + command[SUBJECT], imports, MemoryOptions.ofModule());
			return module.instantiate();
		}
		catch (DarkSwapException ex) {
			refusals.add("line %s: %s".formatted(command[LINE], ex));
			return null;
		}
	}

	private static @Nullable String loadInvalid(SharedMemoryWasmLoader loader, String file) {
		try {
			loader.load("spec:" + file, MemoryOptions.ofModule()).close();
			return "is loaded";
		}
		catch (DarkSwapException ex) {
			return (ex.code() != ErrorCode.NOT_INITIALIZED) ? null : ex.toString();
		}
	}

	private static @Nullable String call(Instance instance, String[] command) {
		long[] results;
		try {
			results = instance.export(command[SUBJECT]).apply(arguments(command[ARGUMENTS]));
		}
		catch (RuntimeException ex) {
			boolean trap = command[COMMAND].equals("trap") && TrapKind.of(ex) != TrapKind.OTHER;
			return trap ? null : ex.toString();
		}
		return command[COMMAND].equals("trap") ? "does not trap" : difference(command[EXPECTED], results);
	}

	private static long[] arguments(String text) {
		List<Long> arguments = new ArrayList<>();
		for (String argument : text.isEmpty() ? new String[0] : text.split(",")) {
			String[] parts = argument.split(":");
			for (int part = 1; part < parts.length; part++) {
				arguments.add(Long.parseUnsignedLong(parts[part], 16));
			}
		}
		return arguments.stream().mapToLong(Long::longValue).toArray();
	}

	private static @Nullable String difference(String expected, long[] results) {
		int result = 0;
		for (String value : expected.isEmpty() ? new String[0] : expected.split(",")) {
			String[] parts = value.split(":");
			boolean narrow = parts[0].endsWith("32") || parts[0].equals("f32x4");
			for (int part = 1; part < parts.length; part++) {
				int lane = part - 1;
				long bits = parts[0].equals("f32x4") ? results[result + lane / 2] >>> 32 * (lane % 2)
						: results[result + lane];
				if (!matches(parts[part], narrow ? bits & 0xFFFF_FFFFL : bits, narrow)) {
					return "expected %s, found lane %d as %x".formatted(value, lane, bits);
				}
			}
			result += (parts.length > 2) ? 2 : 1;
		}
		return null;
	}

	private static boolean matches(String expected, long bits, boolean narrow) {
		long quiet = narrow ? 0x7FC0_0000L : 0x7FF8_0000_0000_0000L;
		long sign = narrow ? 0x8000_0000L : Long.MIN_VALUE;
		return switch (expected) {
			case "nan-canonical" -> (bits & ~sign) == quiet;
			case "nan-arithmetic" -> (bits & quiet) == quiet;
			default -> bits == Long.parseUnsignedLong(expected, 16);
		};
	}

}
