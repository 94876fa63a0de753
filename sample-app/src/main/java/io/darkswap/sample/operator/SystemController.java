package io.darkswap.sample.operator;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.darkswap.sample.events.OpenStreams;
import io.darkswap.sample.operator.SystemStatus.Calls;
import io.darkswap.wasm.DarkSwapClient;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Returns the operator's view's data beside health and the actuator's DarkSwap endpoint.
 */
@RestController
class SystemController {

	private static final String CALLS = "darkswap.client.calls";

	private static final String EVENTS = "darkswap.events";

	private static final String MEMORY = "darkswap.memory.";

	private static final String OPERATION = "operation";

	private final DarkSwapClient client;

	private final MeterRegistry meters;

	private final OpenStreams streams;

	SystemController(DarkSwapClient client, MeterRegistry meters, OpenStreams streams) {
		this.client = client;
		this.meters = meters;
		this.streams = streams;
	}

	@GetMapping("/api/system")
	SystemStatus status() {
		return new SystemStatus(this.client.getState(), this.client.getPoisonReason().orElse(null),
				this.client.getPoisonCount(), this.client.getSharedMemoryStatus(), this.client.getBusyInstances(),
				gauges(), calls(), events(), this.streams.size(),
				Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()).toSeconds());
	}

	private Map<String, Long> gauges() {
		Map<String, Long> gauges = new TreeMap<>();
		for (Meter meter : this.meters.getMeters()) {
			if (meter instanceof Gauge gauge && meter.getId().getName().startsWith(MEMORY)) {
				String state = meter.getId().getTag("state");
				String name = meter.getId().getName() + ((state != null) ? "." + state : "");
				gauges.put(name, (long) gauge.value());
			}
		}
		return gauges;
	}

	private List<Calls> calls() {
		Map<String, List<Timer>> byOperation = this.meters.find(CALLS)
			.timers()
			.stream()
			.filter((timer) -> timer.getId().getTag(OPERATION) != null)
			.collect(Collectors.groupingBy((timer) -> String.valueOf(timer.getId().getTag(OPERATION))));
		return byOperation.entrySet()
			.stream()
			.map((entry) -> calls(entry.getKey(), entry.getValue()))
			.sorted(Comparator.comparingLong(Calls::count).reversed())
			.toList();
	}

	/**
	 * Timers of one operation differ by error code. The latencies are those of successful
	 * calls, if there are any.
	 */
	private static Calls calls(String operation, List<Timer> timers) {
		long count = timers.stream().mapToLong(Timer::count).sum();
		long failures = timers.stream().filter((timer) -> !succeeds(timer)).mapToLong(Timer::count).sum();
		HistogramSnapshot snapshot = timers.stream()
			.filter(SystemController::succeeds)
			.findFirst()
			.orElse(timers.get(0))
			.takeSnapshot();
		return new Calls(operation, count, failures, percentile(snapshot, 0.5), percentile(snapshot, 0.95),
				percentile(snapshot, 0.99), micros(snapshot.max(TimeUnit.MICROSECONDS)));
	}

	private static boolean succeeds(Timer timer) {
		return "none".equals(timer.getId().getTag("code"));
	}

	private static @Nullable Long percentile(HistogramSnapshot snapshot, double percentile) {
		for (ValueAtPercentile value : snapshot.percentileValues()) {
			if (value.percentile() == percentile) {
				return micros(value.value(TimeUnit.MICROSECONDS));
			}
		}
		return null;
	}

	/** A timer reports 0 once its latest calls are too old; no call takes no time. */
	private static @Nullable Long micros(double latency) {
		return (latency > 0) ? Math.round(latency) : null;
	}

	private Map<String, Long> events() {
		Map<String, Long> events = new TreeMap<>();
		for (FunctionCounter counter : this.meters.find(EVENTS).functionCounters()) {
			events.merge(String.valueOf(counter.getId().getTag("kind")), (long) counter.count(), Long::sum);
		}
		return events;
	}

}
