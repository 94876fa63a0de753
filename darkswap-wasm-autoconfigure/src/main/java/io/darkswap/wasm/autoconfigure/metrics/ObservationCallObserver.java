package io.darkswap.wasm.autoconfigure.metrics;

import java.util.function.Supplier;

import io.darkswap.wasm.CallObserver;
import io.darkswap.wasm.DarkSwapException;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/**
 * Makes an observation of every call of a client, from which Micrometer makes a timer and
 * a span. What failed is told by its {@code code}.
 */
final class ObservationCallObserver implements CallObserver {

	private static final String CODE = "code";

	private final ObservationRegistry registry;

	ObservationCallObserver(ObservationRegistry registry) {
		this.registry = registry;
	}

	@Override
	public <T> T observe(String operation, Supplier<T> call) {
		Observation observation = Observation.createNotStarted("darkswap.client.calls", this.registry)
			.contextualName("darkswap " + operation)
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
