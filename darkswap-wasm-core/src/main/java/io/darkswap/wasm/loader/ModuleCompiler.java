package io.darkswap.wasm.loader;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import com.dylibso.chicory.compiler.Cache;
import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.CompiledModule;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.WasmModule;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.bundled.BundledEngine;
import io.darkswap.wasm.loader.fetch.FetchedModule;
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

	private final @Nullable Cache cache;

	private final ModuleLimits limits;

	private final Duration timeout;

	ModuleCompiler(@Nullable Cache cache, ModuleLimits limits, Duration timeout) {
		this.cache = cache;
		this.limits = limits;
		this.timeout = timeout;
	}

	CachedModule compile(String url, FetchedModule fetched) {
		// Parsing the bundled engine would take longer than all the rest of loading it.
		if (BundledEngine.matches(fetched.bytes())) {
			CompiledModule bundled = BundledEngine.compiled();
			return new CachedModule(url, fetched.sha256(), bundled.wasmModule(), bundled.machineFactory(),
					ExecutionMode.BUILD_TIME, ThreadConvention.LLVM, new LazyReport(() -> report(url, fetched)));
		}
		ModuleScan.check(url, fetched.bytes(), this.limits);
		return CompileDeadline.run(url, this.timeout, (expired) -> compile(url, fetched, expired));
	}

	/** Describe a module by its bytes, whether or not it can be run. */
	ModuleReport report(String url, FetchedModule fetched) {
		return ModuleReader.read(url, fetched.sha256(), fetched.bytes());
	}

	private CachedModule compile(String url, FetchedModule fetched, BooleanSupplier expired) {
		ModuleReport report = report(url, fetched);
		report.refusal().ifPresent((reason) -> {
			throw new DarkSwapException(ErrorCode.MODULE_UNSUPPORTED, "The module at %s %s".formatted(url, reason));
		});
		WasmModule module = ModuleParser.parse(url, fetched.bytes());
		CompileDeadline.check(expired);
		try {
			MachineFactoryCompiler.Builder compiler = compiler(module, InterpreterFallback.FAIL);
			if (this.cache != null) {
				compiler.withCache(this.cache);
			}
			return cached(report, module, compiler.compile(), ExecutionMode.RUN_TIME);
		}
		catch (RuntimeException | LinkageError | StackOverflowError | AssertionError ex) {
			CompileDeadline.check(expired);
			return interpreted(report, module, ex);
		}
	}

	private CachedModule interpreted(ModuleReport report, WasmModule module, Throwable reason) {
		String url = report.url();
		try {
			// A function too large for a JVM method is interpreted, the others are not.
			Function<Instance, Machine> factory = compiler(module, InterpreterFallback.SILENT).compile();
			logger.warn("Some functions of {} run in the interpreter, about 100 times slower: {}", url,
					reason.getMessage());
			return cached(report, module, factory, ExecutionMode.INTERPRETED);
		}
		catch (RuntimeException | LinkageError | StackOverflowError | AssertionError ex) {
			logger.warn("{} runs in the interpreter, about 100 times slower: it cannot be compiled", url, ex);
			return cached(report, module, InterpreterMachine::new, ExecutionMode.INTERPRETED);
		}
	}

	private static CachedModule cached(ModuleReport report, WasmModule module, Function<Instance, Machine> machines,
			ExecutionMode mode) {
		return new CachedModule(report.url(), report.sha256(), module, machines, mode, report.threadConvention(),
				() -> report);
	}

	private static MachineFactoryCompiler.Builder compiler(WasmModule module, InterpreterFallback fallback) {
		return MachineFactoryCompiler.builder(module).withInterpreterFallback(fallback);
	}

}
