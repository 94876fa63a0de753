package io.darkswap.wasm.autoconfigure.metrics;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import io.darkswap.wasm.CallObserver;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Counts the calls that trapped or ran out of time. These counters are there before the
 * first such call, as an alert needs them, which timers by error code are not.
 */
final class DarkSwapCallMeters implements CallObserver, MeterBinder {

	private final LongAdder traps = new LongAdder();

	private final LongAdder timeouts = new LongAdder();

	@Override
	public <T> T observe(String operation, Supplier<T> call) {
		try {
			return call.get();
		}
		catch (DarkSwapException ex) {
			count(ex.code());
			throw ex;
		}
	}

	private void count(ErrorCode code) {
		switch (code) {
			case ENGINE_TRAPPED -> this.traps.increment();
			case CALL_TIMED_OUT -> this.timeouts.increment();
			default -> {
			}
		}
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		FunctionCounter.builder("darkswap.client.traps", this.traps, LongAdder::sum)
			.description("Calls that trapped and did no harm to the book")
			.baseUnit("traps")
			.register(registry);
		FunctionCounter.builder("darkswap.client.timeouts", this.timeouts, LongAdder::sum)
			.description("Calls that no instance became free for in time, or that were stopped")
			.baseUnit("timeouts")
			.register(registry);
	}

}
