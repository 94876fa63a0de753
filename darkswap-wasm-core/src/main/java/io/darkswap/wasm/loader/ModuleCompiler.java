package io.darkswap.wasm.loader;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

import com.dylibso.chicory.runtime.CompiledModule;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.WasmModule;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.bundled.BundledEngine;
import io.darkswap.wasm.loader.compile.CompiledClasses;
import io.darkswap.wasm.loader.compile.CompiledClassesDirectory;
import io.darkswap.wasm.loader.compile.ModuleParser;
import io.darkswap.wasm.loader.fetch.FetchedModule;
import io.darkswap.wasm.loader.report.ModuleReader;
import io.darkswap.wasm.loader.report.ModuleReport;
import io.darkswap.wasm.loader.report.ThreadConvention;
import io.darkswap.wasm.loader.report.WasmFeature;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parses modules within limits, and chooses how their functions run: as the classes of
 * the build, as classes compiled now or cached, or, if a module cannot be compiled, in
 * the interpreter.
 */
final class ModuleCompiler {

	private static final Logger logger = LoggerFactory.getLogger(ModuleCompiler.class);

	private final @Nullable CompiledClassesDirectory cache;

	private final ModuleLimits limits;

	private final Duration timeout;

	ModuleCompiler(@Nullable CompiledClassesDirectory cache, ModuleLimits limits, Duration timeout) {
		this.cache = cache;
		this.limits = limits;
		this.timeout = timeout;
	}

	CachedModule compile(String url, FetchedModule fetched) {
		// Parsing the bundled engine would take longer than all the rest of loading it.
		if (BundledEngine.matches(fetched.bytes())) {
			CompiledModule bundled = BundledEngine.compiled();
			return new CachedModule(url, fetched.sha256(), bundled.wasmModule(), bundled.machineFactory(),
					ExecutionMode.BUILD_TIME,
					new Compilation(bundled.wasmModule().functionSection().functionCount(), 0, 0),
					ThreadConvention.LLVM, new LazyReport(() -> read(url, fetched)));
		}
		return CompileDeadline.run(url, this.timeout, (expired) -> compile(url, fetched, expired));
	}

	/**
	 * Describe a module by its bytes, whether or not it can be run.
	 * @throws DarkSwapException with {@link ErrorCode#MODULE_TOO_LARGE} if it is above a
	 * limit
	 */
	ModuleReport report(String url, FetchedModule fetched) {
		ModuleScan.check(url, fetched.bytes(), this.limits);
		return read(url, fetched);
	}

	private static ModuleReport read(String url, FetchedModule fetched) {
		return ModuleReader.read(url, fetched.sha256(), fetched.bytes());
	}

	private CachedModule compile(String url, FetchedModule fetched, BooleanSupplier expired) {
		ModuleReport report = report(url, fetched);
		report.refusal().ifPresent((reason) -> {
			throw new DarkSwapException(ErrorCode.MODULE_UNSUPPORTED, "The module at %s %s".formatted(url, reason));
		});
		CachedModule kept = kept(report, fetched, expired);
		if (kept != null) {
			return kept;
		}
		WasmModule module = parse(report, fetched, true, expired);
		try {
			CompiledClasses classes = CompiledClasses.compile(module);
			Function<Instance, Machine> machines = classes.define(module);
			if (this.cache != null) {
				this.cache.put(fetched.sha256(), classes.toBytes());
			}
			return cached(report, module, machines, classes, expired);
		}
		catch (RuntimeException | LinkageError | StackOverflowError | AssertionError ex) {
			CompileDeadline.check(expired);
			logger.warn("{} runs in the interpreter, about 100 times slower: it cannot be compiled", url, ex);
			return cached(report, module, InterpreterMachine::new, new Compilation(0, report.functions(), 0));
		}
	}

	/** Parse a module, and lower its vectors once the module as it is was parsed. */
	private static WasmModule parse(ModuleReport report, FetchedModule fetched, boolean validate,
			BooleanSupplier expired) {
		WasmModule module = ModuleParser.parse(report.url(), fetched.bytes(), validate);
		CompileDeadline.check(expired);
		if (report.features().contains(WasmFeature.SIMD)) {
			module = ModuleParser.parseLowered(report.url(), fetched.bytes(), validate);
			CompileDeadline.check(expired);
		}
		return module;
	}

	/**
	 * Return the module with kept classes, or null if there are none or they cannot be
	 * used.
	 */
	private @Nullable CachedModule kept(ModuleReport report, FetchedModule fetched, BooleanSupplier expired) {
		byte[] bytes = (this.cache != null) ? this.cache.get(fetched.sha256()) : null;
		if (bytes == null) {
			return null;
		}
		try {
			CompiledClasses classes = CompiledClasses.of(bytes);
			// Such a module was validated before. Only a function that is interpreted
			// needs the notes that validation makes in its instructions.
			WasmModule module = parse(report, fetched, classes.interpreted() > 0, expired);
			return classes.areOf(module) ? cached(report, module, classes.define(module), classes, expired) : null;
		}
		catch (RuntimeException | LinkageError | StackOverflowError | AssertionError ex) {
			CompileDeadline.check(expired);
			logger.warn("The kept classes of {} cannot be used, so it is compiled again", report.url(), ex);
			return null;
		}
	}

	private static void log(String url, Compilation compilation) {
		int functions = compilation.compiled() + compilation.interpreted();
		if (compilation.interpreted() > 0) {
			logger.warn("{} of {} function(s) of {} run in the interpreter, about 100 times slower: each is too large"
					+ " for a JVM method", compilation.interpreted(), functions, url);
		}
		if (compilation.huge() > 0) {
			logger.info(
					"Compiled {} function(s) of {}; HotSpot runs {} of them, which are huge, about 15 times slower"
							+ " unless it is started with -XX:-DontCompileHugeMethods",
					compilation.compiled(), url, compilation.huge());
		}
		else {
			logger.info("Compiled {} function(s) of {}", compilation.compiled(), url);
		}
	}

	private static CachedModule cached(ModuleReport report, WasmModule module, Function<Instance, Machine> machines,
			CompiledClasses classes, BooleanSupplier expired) {
		CompileDeadline.check(expired);
		int interpreted = classes.interpreted();
		Compilation compilation = new Compilation(report.functions() - interpreted, interpreted, classes.huge());
		log(report.url(), compilation);
		return cached(report, module, machines, compilation);
	}

	private static CachedModule cached(ModuleReport report, WasmModule module, Function<Instance, Machine> machines,
			Compilation compilation) {
		ExecutionMode mode = (compilation.interpreted() > 0) ? ExecutionMode.INTERPRETED : ExecutionMode.RUN_TIME;
		return new CachedModule(report.url(), report.sha256(), module, machines, mode, compilation,
				report.threadConvention(), () -> report);
	}

	/** Describes a module when the report is first needed. */
	private static final class LazyReport implements Supplier<ModuleReport> {

		private final Supplier<ModuleReport> reader;

		private volatile @Nullable ModuleReport report;

		LazyReport(Supplier<ModuleReport> reader) {
			this.reader = reader;
		}

		@Override
		public ModuleReport get() {
			ModuleReport read = this.report;
			if (read == null) {
				read = this.reader.get();
				this.report = read;
			}
			return read;
		}

	}

}
