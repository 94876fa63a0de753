package io.darkswap.wasm.autoconfigure.metrics;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.autoconfigure.PublicationObserver;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Counts the published events by their kind. It does not listen itself, because the
 * engine would then write events without another listener.
 */
final class DarkSwapEventMeters implements PublicationObserver, MeterBinder {

	private final Map<Class<? extends DarkSwapEvent>, LongAdder> published = PublicationObserver.KINDS.stream()
		.collect(Collectors.toUnmodifiableMap(Function.identity(), (kind) -> new LongAdder()));

	@Override
	public void published(DarkSwapEvent event) {
		LongAdder counter = this.published.get(event.getClass());
		if (counter != null) {
			counter.increment();
		}
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.published.forEach((kind, counter) -> FunctionCounter.builder("darkswap.events", counter, LongAdder::sum)
			.description("Events published to the application's listeners")
			.baseUnit("events")
			.tag("kind", kind.getSimpleName())
			.register(registry));
	}

}
