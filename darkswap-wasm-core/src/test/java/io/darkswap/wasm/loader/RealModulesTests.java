package io.darkswap.wasm.loader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportGlobal;
import com.dylibso.chicory.runtime.ImportTable;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.GlobalImport;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableImport;
import com.dylibso.chicory.wasm.types.TableLimits;
import com.dylibso.chicory.wasm.types.ValType;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.report.ModuleReport;
import io.darkswap.wasm.loader.report.WasmFeature;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Modules of others, from npm, do what they do in Node, or are refused by name. Each
 * import is a stub that returns 0, and each exported function of numbers is called once,
 * in an instance and a memory of its own. A call's result and the memory after it equal
 * Node's. {@code src/test/real-modules/fetch.sh} fetches the modules and runs Node.
 */
@EnabledIfSystemProperty(named = "real-modules", matches = ".+")
class RealModulesTests {

	private static final int NULL = -1;

	/** The place of the milliseconds in a line about Node. */
	private static final int MILLIS = 4;

	private static final long[] ARGUMENTS = { 16, 4, 32, 8, 1, 2, 64, 0 };

	/** The scope, name and version of a module's package, before its file. */
	private static final Pattern NAME = Pattern.compile("(?:_([^_]+)_)?(.+?)-(\\d+\\.\\d+\\.\\d+)-.*");

	private static final int LARGEST_MEMORY = 64 << 20;

	private static final long CALL_SECONDS = 120;

	private static final Duration PATIENT = Duration.ofMinutes(10);

	private static final List<String> rows = new ArrayList<>();

	private static final ExecutorService caller = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(null, task, "real-module", 16 << 20);
		thread.setDaemon(true);
		return thread;
	});

	/** The time of the calls of one module. */
	private volatile long nanos;

	static Stream<Path> modules() throws IOException {
		try (Stream<Path> files = Files.list(Path.of(System.getProperty("real-modules")))) {
			return files.filter((file) -> file.toString().endsWith(".wasm"))
				.filter((file) -> Files.exists(inNode(file)))
				.sorted()
				.toList()
				.stream();
		}
	}

	@ParameterizedTest
	@MethodSource("modules")
	void doWhatTheyDoInNodeOrAreRefusedByName(Path file) throws Exception {
		try (SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().compileTimeout(PATIENT).build()) {
			String url = file.toUri().toString();
			ModuleReport report = loader.inspect(url);
			if (!report.unsupported().isEmpty()) {
				assertThat(refusalOf(loader, url)).isEqualTo(ErrorCode.MODULE_UNSUPPORTED);
				rows.add(row(file, report, "refused by name | | | "));
				return;
			}
			long begun = System.nanoTime();
			loader.preload(url).join();
			long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
			List<String> different = new ArrayList<>();
			int equal = 0;
			double loadedInNode = 0;
			double callsInNode = 0;
			this.nanos = 0;
			for (String line : Files.readAllLines(inNode(file))) {
				String[] expected = line.split("\t", -1);
				if (expected[2].equals("load")) {
					loadedInNode = Double.parseDouble(expected[MILLIS]);
					continue;
				}
				if (expected[2].equals("TIMEOUT")) {
					continue;
				}
				callsInNode += Double.parseDouble(expected[MILLIS]);
				String found = outcome(loader, url, expected[1]);
				if (found.equals(expected[2] + " " + expected[3])) {
					equal++;
				}
				else {
					different
						.add("%s: Node has %s %s, found %s".formatted(expected[1], expected[2], expected[3], found));
				}
			}
			Compilation compilation = loader.cachedModules().get(0).compilation();
			rows.add(row(file, report,
					"%d of %d calls as in Node | %d, %.0f ms | %.1f, %.1f ms | %d, %d, %d".formatted(equal,
							equal + different.size(), millis, loadedInNode, this.nanos / 1e6, callsInNode,
							compilation.compiled(), compilation.interpreted(), compilation.huge())));
			assertThat(different).isEmpty();
			assertThat(equal).isPositive();
		}
	}

	@AfterAll
	static void print() {
		rows.forEach(System.out::println);
	}

	/** What Node found for a module. */
	private static Path inNode(Path file) {
		return file.resolveSibling(file.getFileName() + ".tsv");
	}

	private static @Nullable ErrorCode refusalOf(SharedMemoryWasmLoader loader, String url) {
		try {
			loader.load(url, MemoryOptions.ofModule()).close();
			return null;
		}
		catch (DarkSwapException ex) {
			return ex.code();
		}
	}

	private String outcome(SharedMemoryWasmLoader loader, String url, String export) throws Exception {
		ModuleImports imports = (context) -> stubs(context.module().module());
		try (LoadedModule module = loader.load(url, imports, MemoryOptions.ofModule())) {
			Future<String> result = caller.submit(() -> call(module, export));
			try {
				return result.get(CALL_SECONDS, TimeUnit.SECONDS);
			}
			catch (TimeoutException ex) {
				result.cancel(true);
				return "TIMEOUT ";
			}
		}
	}

	private String call(LoadedModule module, String export) {
		long begun = 0;
		try {
			Instance instance = module.instantiate();
			if (export.isEmpty()) {
				return "ok " + digest(module.memory());
			}
			FunctionType type = instance.exportType(export);
			long[] arguments = new long[type.params().size()];
			for (int index = 0; index < arguments.length; index++) {
				arguments[index] = argument(type.params().get(index), ARGUMENTS[index % ARGUMENTS.length]);
			}
			begun = System.nanoTime();
			long[] results = instance.export(export).apply(arguments);
			this.nanos += System.nanoTime() - begun;
			return result(type, results) + " " + digest(module.memory());
		}
		catch (Throwable ex) {
			this.nanos += (begun != 0) ? System.nanoTime() - begun : 0;
			Throwable cause = (ex instanceof WasmTrapException trap && trap.getCause() != null) ? trap.getCause() : ex;
			TrapKind kind = TrapKind.of(cause);
			String name = switch (kind) {
				case STACK_EXHAUSTED -> "STACK";
				case HOST_FUNCTION, OTHER, INTERRUPTED -> "ERROR " + cause;
				default -> "TRAP";
			};
			return name + " " + digest(module.memory());
		}
	}

	private static long argument(ValType type, long value) {
		if (type.equals(ValType.F32)) {
			return Float.floatToRawIntBits(value);
		}
		return type.equals(ValType.F64) ? Double.doubleToRawLongBits(value) : value;
	}

	private static String result(FunctionType type, long[] results) {
		if (type.returns().isEmpty()) {
			return "";
		}
		if (type.returns().size() > 1) {
			return "several";
		}
		ValType result = type.returns().get(0);
		if (result.equals(ValType.F32) && Float.isNaN(Float.intBitsToFloat((int) results[0]))
				|| result.equals(ValType.F64) && Double.isNaN(Double.longBitsToDouble(results[0]))) {
			return "NaN";
		}
		boolean narrow = result.equals(ValType.I32) || result.equals(ValType.F32);
		return Long.toHexString(narrow ? results[0] & 0xFFFF_FFFFL : results[0]);
	}

	private static String digest(Memory memory) {
		long size = (long) memory.pages() * Memory.PAGE_SIZE;
		if (size > LARGEST_MEMORY || size == 0) {
			return "";
		}
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-1");
			return HexFormat.of().formatHex(digest.digest(memory.readBytes(0, (int) size)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ImportValues stubs(WasmModule module) {
		ImportValues.Builder stubs = ImportValues.builder();
		for (int index = 0; index < module.importSection().importCount(); index++) {
			Import wanted = module.importSection().getImport(index);
			if (wanted instanceof FunctionImport function) {
				FunctionType type = module.typeSection().getType(function.typeIndex());
				stubs.addFunction(new ImportFunction(wanted.module(), wanted.name(), type,
						(instance, arguments) -> new long[type.returns().size()]));
			}
			else if (wanted instanceof GlobalImport global) {
				stubs.addGlobal(new ImportGlobal(wanted.module(), wanted.name(),
						new GlobalInstance(0, 0, global.type(), global.mutabilityType())));
			}
			else if (wanted instanceof TableImport table) {
				TableLimits limits = new TableLimits(table.limits().min(), table.limits().max());
				stubs.addTable(new ImportTable(wanted.module(), wanted.name(),
						new TableInstance(new Table(table.entryType(), limits), NULL)));
			}
		}
		return stubs.build();
	}

	/** Return a row of the table in {@code docs/modules.md}: name, version, file, ... */
	private static String row(Path file, ModuleReport report, String result) {
		String features = report.features().stream().map(WasmFeature::toString).collect(Collectors.joining(", "));
		String threads = report.features().contains(WasmFeature.THREADS) ? report.threadConvention().name() : "";
		Matcher name = NAME.matcher(file.getFileName().toString());
		String shown = file.getFileName() + " | ";
		if (name.matches()) {
			String scope = (name.group(1) != null) ? "@%s/".formatted(name.group(1)) : "";
			shown = "%s%s | %s".formatted(scope, name.group(2), name.group(3));
		}
		return "| %s | %s | %s | %s |".formatted(shown, features, threads, result);
	}

}
