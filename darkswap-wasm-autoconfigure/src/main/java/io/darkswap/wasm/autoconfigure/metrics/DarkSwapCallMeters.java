package io.darkswap.wasm.autoconfigure.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import io.darkswap.wasm.CallObserver;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Counts the calls that trapped or timed out. Unlike timers by error code, these counters
 * exist before the first such call, so that an alert sees its increase.
 */
final class DarkSwapCallMeters implements CallObserver, MeterBinder {

	private final ClientNames names;

	private final ObjectProvider<Map<String, DarkSwapClient>> clients;

	private final Map<String, Failures> failures = new ConcurrentHashMap<>();

	DarkSwapCallMeters(ClientNames names, ObjectProvider<Map<String, DarkSwapClient>> clients) {
		this.names = names;
		this.clients = clients;
	}

	@Override
	public <T> T observe(String operation, Supplier<T> call) {
		return count(ClientNames.UNKNOWN, call);
	}

	@Override
	public <T> T observe(DarkSwapClient client, String operation, Supplier<T> call) {
		return count(this.names.of(client), call);
	}

	private <T> T count(String client, Supplier<T> call) {
		try {
			return call.get();
		}
		catch (DarkSwapException ex) {
			of(client).count(ex.code());
			throw ex;
		}
	}

	private Failures of(String client) {
		return this.failures.computeIfAbsent(client, (name) -> new Failures());
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.clients.ifAvailable((all) -> all.keySet().forEach((name) -> bind(registry, name, of(name))));
	}

	private static void bind(MeterRegistry registry, String client, Failures failures) {
		FunctionCounter.builder("darkswap.client.traps", failures.traps, LongAdder::sum)
			.description("Calls that trapped without poisoning the engine")
			.baseUnit("traps")
			.tag("client", client)
			.register(registry);
		FunctionCounter.builder("darkswap.client.timeouts", failures.timeouts, LongAdder::sum)
			.description("Calls that timed out waiting for an instance, or that were stopped")
			.baseUnit("timeouts")
			.tag("client", client)
			.register(registry);
	}

	/** The failures of one client. */
	private static final class Failures {

		private final LongAdder traps = new LongAdder();

		private final LongAdder timeouts = new LongAdder();

		void count(ErrorCode code) {
			switch (code) {
				case ENGINE_TRAPPED -> this.traps.increment();
				case CALL_TIMED_OUT -> this.timeouts.increment();
				default -> {
				}
			}
		}

	}

}
