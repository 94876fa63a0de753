package io.darkswap.wasm.autoconfigure.metrics;

import java.util.function.Supplier;

import io.darkswap.wasm.CallObserver;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/**
 * Observes every call of a client, which Micrometer records as a timer and a span. The
 * key value {@code code} names the failure.
 */
final class ObservationCallObserver implements CallObserver {

	private static final String CODE = "code";

	private final ObservationRegistry registry;

	private final ClientNames clients;

	ObservationCallObserver(ObservationRegistry registry, ClientNames clients) {
		this.registry = registry;
		this.clients = clients;
	}

	@Override
	public <T> T observe(String operation, Supplier<T> call) {
		return observe(ClientNames.UNKNOWN, operation, call);
	}

	@Override
	public <T> T observe(DarkSwapClient client, String operation, Supplier<T> call) {
		return observe(this.clients.of(client), operation, call);
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
