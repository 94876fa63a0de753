package io.darkswap.wasm.loader;

import java.util.function.Function;
import java.util.function.Supplier;

import com.dylibso.chicory.runtime.CompiledModule;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.WasmModule;
import io.darkswap.wasm.loader.report.ModuleReport;
import io.darkswap.wasm.loader.report.ThreadConvention;

/**
 * A module that was fetched, checked and compiled, as the module cache holds it. It has
 * no memory and no instance, so any number of loads may share it. Immutable.
 *
 * @param url the URL it was loaded from, without secrets: user information, query and
 * fragment are replaced by {@code ***}
 * @param sha256 the SHA-256 of its bytes, in lower-case hexadecimal
 * @param wasmModule the parsed module
 * @param machineFactory creates the code of an instance; it belongs to {@code wasmModule}
 * and rejects instances of any other module, even one parsed from the same bytes
 * @param executionMode how its functions run
 * @param compilation counts its functions by how they run
 * @param threadConvention how it sets up the threads that share its memory
 * @param description describes the module by its bytes, see {@link #report()}
 */
public record CachedModule(String url, String sha256, WasmModule wasmModule, Function<Instance, Machine> machineFactory,
		ExecutionMode executionMode, Compilation compilation, ThreadConvention threadConvention,
		Supplier<ModuleReport> description) implements CompiledModule {

	/**
	 * Return the description of the module: features, imports and exports.
	 * @return the report
	 */
	public ModuleReport report() {
		return this.description.get();
	}

}
