package io.darkswap.wasm.loader;

import java.util.function.Function;

import com.dylibso.chicory.compiler.Cache;
import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.WasmModule;
import io.darkswap.wasm.loader.bundled.BundledEngine;
import io.darkswap.wasm.loader.fetch.ParsedModule;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses how a module's functions run: as the classes made by the build, as classes made
 * now or found in the cache, or, where neither can be, in the interpreter.
 */
final class ModuleCompiler {

	private static final Logger logger = LoggerFactory.getLogger(ModuleCompiler.class);

	private final @Nullable Cache cache;

	ModuleCompiler(@Nullable Cache cache) {
		this.cache = cache;
	}

	CachedModule compile(String url, ParsedModule parsed) {
		String sha256 = parsed.sha256();
		WasmModule module = parsed.module();
		if (parsed.bundled()) {
			return new CachedModule(url, sha256, module, BundledEngine.compiled().machineFactory(),
					ExecutionMode.BUILD_TIME);
		}
		try {
			MachineFactoryCompiler.Builder compiler = compiler(module, InterpreterFallback.FAIL);
			if (this.cache != null) {
				compiler.withCache(this.cache);
			}
			return new CachedModule(url, sha256, module, compiler.compile(), ExecutionMode.RUN_TIME);
		}
		catch (RuntimeException | LinkageError | StackOverflowError | AssertionError ex) {
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
