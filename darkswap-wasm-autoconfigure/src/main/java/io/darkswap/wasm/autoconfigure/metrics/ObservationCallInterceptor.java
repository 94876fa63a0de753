package io.darkswap.wasm.autoconfigure.metrics;

import java.util.function.Supplier;

import io.darkswap.wasm.CallInterceptor;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/**
 * Observes every call of a client, which Micrometer records as a timer and a span. The
 * key value {@code code} names the failure. While no handler is registered, calls are not
 * intercepted.
 */
final class ObservationCallInterceptor implements CallInterceptor {

	private static final String CODE = "code";

	private final ObservationRegistry registry;

	private final ClientNames clients;

	ObservationCallInterceptor(ObservationRegistry registry, ClientNames clients) {
		this.registry = registry;
		this.clients = clients;
	}

	@Override
	public boolean isActive() {
		return !this.registry.isNoop();
	}

	@Override
	public <T> T intercept(DarkSwapClient client, String operation, Supplier<T> call) {
		return this.registry.isNoop() ? call.get() : observe(this.clients.of(client), operation, call);
	}

	private <T> T observe(String client, String operation, Supplier<T> call) {
		Observation observation = Observation.createNotStarted("darkswap.client.calls", this.registry)
			.contextualName("darkswap " + operation)
			.lowCardinalityKeyValue("client", client)
			.lowCardinalityKeyValue("operation", operation)
			.lowCardinalityKeyValue(CODE, KeyValue.NONE_VALUE);
		observation.start();
		try (Observation.Scope scope = observation.openScope()) {
			return call.get();
		}
		catch (DarkSwapException ex) {
			observation.lowCardinalityKeyValue(CODE, ex.code().name()).error(ex);
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			observation.error(ex);
			throw ex;
		}
		finally {
			observation.stop();
		}
	}

}
