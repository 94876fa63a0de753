package io.darkswap.wasm.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import io.darkswap.wasm.autoconfigure.modules.NamedModule;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.pool.WasmWorkers;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Reports whether a module of the properties can be used. The status is unknown until the
 * module is loaded, and down if loading it failed or a trap stopped its workers.
 */
final class ModuleHealthIndicator extends AbstractHealthIndicator {

	private final NamedModule module;

	ModuleHealthIndicator(NamedModule module) {
		super("DarkSwap module health check failed");
		this.module = module;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		this.module.module().ifPresentOrElse((loaded) -> builder.up().withDetails(details(loaded)), builder::unknown);
		this.module.workers().ifPresent((workers) -> builder.withDetail("workers", details(workers)));
		// It was logged when it occurred: a status with an exception is logged again.
		this.module.failure()
			.ifPresent((failure) -> builder.down()
				.withDetail("error", failure.getClass().getName() + ": " + failure.getMessage()));
	}

	private static Map<String, Object> details(LoadedModule module) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("url", module.url());
		details.put("sha256", module.sha256());
		details.put("sharedMemory", module.sharedMemory());
		return details;
	}

	private static Map<String, Object> details(WasmWorkers workers) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("running", workers.running());
		details.put("spawned", workers.spawned());
		return details;
	}

}
