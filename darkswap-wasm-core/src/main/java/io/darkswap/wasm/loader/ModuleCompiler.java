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
					ExecutionMode.BUILD_TIME);
		}
		ModuleScan.check(url, fetched.bytes(), this.limits);
		return CompileDeadline.run(url, this.timeout, (expired) -> compile(url, fetched, expired));
	}

	private CachedModule compile(String url, FetchedModule fetched, BooleanSupplier expired) {
		String sha256 = fetched.sha256();
		WasmModule module = ModuleParser.parse(url, fetched.bytes());
		CompileDeadline.check(expired);
		try {
			MachineFactoryCompiler.Builder compiler = compiler(module, InterpreterFallback.FAIL);
			if (this.cache != null) {
				compiler.withCache(this.cache);
			}
			return new CachedModule(url, sha256, module, compiler.compile(), ExecutionMode.RUN_TIME);
		}
		catch (RuntimeException | LinkageError | StackOverflowError | AssertionError ex) {
			CompileDeadline.check(expired);
			return interpreted(url, sha256, module, ex);
		}
	}

	private CachedModule interpreted(String url, String sha256, WasmModule module, Throwable reason) {
		try {
			// A function too large for a JVM method is interpreted, the others are not.
			Function<Instance, Machine> factory = compiler(module, InterpreterFallback.SILENT).compile();
			logger.warn("Some functions of {} run in the interpreter, about 100 times slower: {}", url,
					reason.getMessage());
			return new CachedModule(url, sha256, module, factory, ExecutionMode.INTERPRETED);
		}
		catch (RuntimeException | LinkageError | StackOverflowError | AssertionError ex) {
			logger.warn("{} runs in the interpreter, about 100 times slower, and instructions that it does not know"
					+ " (SIMD) trap: it cannot be compiled", url, ex);
			return new CachedModule(url, sha256, module, InterpreterMachine::new, ExecutionMode.INTERPRETED);
		}
	}

	private static MachineFactoryCompiler.Builder compiler(WasmModule module, InterpreterFallback fallback) {
		return MachineFactoryCompiler.builder(module).withInterpreterFallback(fallback);
	}

}
