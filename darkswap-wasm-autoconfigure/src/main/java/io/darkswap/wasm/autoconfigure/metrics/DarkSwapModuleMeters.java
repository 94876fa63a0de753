package io.darkswap.wasm.autoconfigure.metrics;

import java.util.List;
import java.util.function.ToDoubleFunction;

import io.darkswap.wasm.autoconfigure.modules.NamedModule;
import io.darkswap.wasm.pool.WasmWorkers;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of the workers of each module of the properties, tagged with its name.
 */
final class DarkSwapModuleMeters implements MeterBinder {

	private static final String MODULE = "module";

	private final List<NamedModule> modules;

	DarkSwapModuleMeters(List<NamedModule> modules) {
		this.modules = modules;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.modules.forEach((module) -> bind(registry, module));
	}

	private static void bind(MeterRegistry registry, NamedModule module) {
		Gauge.builder("darkswap.workers.running", module, (of) -> value(of, WasmWorkers::running))
			.description("Workers of the module that run")
			.tag(MODULE, module.name())
			.register(registry);
		FunctionCounter.builder("darkswap.workers.spawned", module, (of) -> value(of, WasmWorkers::spawned))
			.description("Workers of the module that were started")
			.tag(MODULE, module.name())
			.register(registry);
		FunctionCounter.builder("darkswap.workers.trapped", module, (of) -> of.trap().isPresent() ? 1 : 0)
			.description("Traps that stopped the workers of the module")
			.tag(MODULE, module.name())
			.register(registry);
	}

	/** Return 0 until the workers are created. */
	private static double value(NamedModule module, ToDoubleFunction<WasmWorkers> value) {
		return module.workers().map(value::applyAsDouble).orElse(0.0);
	}

}
