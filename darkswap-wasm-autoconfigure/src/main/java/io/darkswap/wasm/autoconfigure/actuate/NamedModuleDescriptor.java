package io.darkswap.wasm.autoconfigure.actuate;

import java.util.List;

import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.autoconfigure.actuate.DarkSwapEndpoint.MemoryDescriptor;
import io.darkswap.wasm.autoconfigure.modules.NamedModule;
import io.darkswap.wasm.loader.ExecutionMode;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.report.ModuleReport;
import io.darkswap.wasm.loader.report.ThreadConvention;
import io.darkswap.wasm.loader.report.WasmFeature;
import io.darkswap.wasm.pool.WasmWorkers;
import org.jspecify.annotations.Nullable;

/**
 * A module of the properties in the answer of the endpoint.
 *
 * @param loaded whether it is loaded
 * @param failure the reason why it or its workers cannot be used, or {@code null}
 * @param module what is loaded, or {@code null}
 * @param workers its workers, or {@code null} if their bean was not created
 */
public record NamedModuleDescriptor(boolean loaded, @Nullable String failure, @Nullable LoadedDescriptor module,
		@Nullable WorkersDescriptor workers) {

	static NamedModuleDescriptor of(NamedModule module) {
		return new NamedModuleDescriptor(module.module().isPresent(),
				module.failure().map(Throwable::getMessage).orElse(null),
				module.module().map(LoadedDescriptor::of).orElse(null),
				module.workers().map(WorkersDescriptor::of).orElse(null));
	}

	/**
	 * A loaded module.
	 *
	 * @param url its location, without secrets
	 * @param sha256 the digest of its bytes
	 * @param executionMode how its functions are executed
	 * @param memory its linear memory
	 * @param features the features of WebAssembly that it uses
	 * @param threads how it sets up the threads that share its memory
	 * @param imports its imports with their types
	 * @param exports its exports with their types
	 */
	public record LoadedDescriptor(String url, String sha256, ExecutionMode executionMode, MemoryDescriptor memory,
			List<String> features, ThreadConvention threads, List<String> imports, List<String> exports) {

		static LoadedDescriptor of(LoadedModule module) {
			ModuleReport report = module.report();
			Memory memory = module.memory();
			return new LoadedDescriptor(module.url(), module.sha256(), module.executionMode(),
					new MemoryDescriptor(module.sharedMemory(), module.privateMemoryReason().orElse(null),
							memory.pages(), memory.maximumPages()),
					report.features().stream().map(WasmFeature::toString).toList(), module.threadConvention(),
					report.imports().stream().map(ModuleReport.Import::toString).toList(),
					report.exports().stream().map(ModuleReport.Export::toString).toList());
		}

	}

	/**
	 * The workers of a module.
	 *
	 * @param running the number that run
	 * @param spawned the number that were started since the group was created
	 * @param stoppedBy the failure, or the exit of the program, that stopped the group,
	 * or {@code null}
	 */
	public record WorkersDescriptor(int running, long spawned, @Nullable String stoppedBy) {

		static WorkersDescriptor of(WasmWorkers workers) {
			return new WorkersDescriptor(workers.running(), workers.spawned(),
					workers.failure().map(Throwable::getMessage).orElse(null));
		}

	}

}
