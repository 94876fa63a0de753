package io.darkswap.wasm.autoconfigure;

import java.util.Map;

import io.darkswap.wasm.DarkSwapClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Gauges of each client's memory and instances, tagged with the client's bean name.
 */
final class DarkSwapMeters implements MeterBinder {

	private final Map<String, DarkSwapClient> clients;

	DarkSwapMeters(Map<String, DarkSwapClient> clients) {
		this.clients = clients;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.clients.forEach((name, client) -> bind(registry, Tags.of("client", name), client));
	}

	private static void bind(MeterRegistry registry, Tags tags, DarkSwapClient client) {
		Gauge.builder("darkswap.memory.pages", client, (of) -> of.getSharedMemoryStatus().pages())
			.description("Pages of 64 KiB that the linear memory has")
			.baseUnit("pages")
			.tags(tags)
			.register(registry);
		Gauge.builder("darkswap.memory.pages.max", client, (of) -> of.getSharedMemoryStatus().maximum())
			.description("Pages of 64 KiB that the linear memory may grow to")
			.baseUnit("pages")
			.tags(tags)
			.register(registry);
		Gauge.builder("darkswap.instances", client, DarkSwapClient::getBusyInstances)
			.description("Instances of the module that serve a call")
			.baseUnit("instances")
			.tags(tags.and("state", "busy"))
			.register(registry);
		Gauge.builder("darkswap.instances", client, DarkSwapMeters::idleInstances)
			.description("Instances of the module that wait for a call")
			.baseUnit("instances")
			.tags(tags.and("state", "idle"))
			.register(registry);
	}

	/** The two numbers are not of one moment. */
	private static int idleInstances(DarkSwapClient client) {
		return Math.max(0, client.getSharedMemoryStatus().instances() - client.getBusyInstances());
	}

}
