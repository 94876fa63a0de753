package io.darkswap.wasm.autoconfigure.metrics;

import java.util.Map;
import java.util.function.ToLongFunction;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.MarketOverview;
import io.darkswap.wasm.memory.MemoryUsage;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of each client, tagged with its bean name. Names that end with the word they
 * measure have no base unit, which Micrometer would append. Open orders have no tag by
 * pair: a client may have any number of pairs.
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
			.description("Current size of the linear memory, in pages of 64 KiB")
			.baseUnit("pages")
			.tags(tags)
			.register(registry);
		Gauge.builder("darkswap.memory.pages.max", client, (of) -> of.getSharedMemoryStatus().maximum())
			.description("Maximum size of the linear memory, in pages of 64 KiB")
			.tags(tags)
			.register(registry);
		bindBytes(registry, tags, client, "used", "Bytes of the linear memory in use", MemoryUsage::used);
		bindBytes(registry, tags, client, "free", "Bytes for new orders before the linear memory grows",
				MemoryUsage::free);
		bindBytes(registry, tags, client, "reclaimable",
				"Bytes of closed orders, trades and markets without open orders, which open orders may reclaim",
				MemoryUsage::reclaimable);
		bindBytes(registry, tags, client, "max", "Maximum size of the linear memory, in bytes", MemoryUsage::maximum);
		Gauge.builder("darkswap.instances", client, DarkSwapClient::getBusyInstances)
			.description("Instances of the module that serve a call")
			.baseUnit("instances")
			.tags(tags.and("state", "busy"))
			.register(registry);
		Gauge.builder("darkswap.instances", client, DarkSwapMeters::idleInstances)
			.description("Instances of the module that are free")
			.baseUnit("instances")
			.tags(tags.and("state", "idle"))
			.register(registry);
		Gauge.builder("darkswap.orders.open", client, DarkSwapMeters::openOrders)
			.description("Open orders in all markets")
			.tags(tags)
			.register(registry);
		FunctionCounter.builder("darkswap.clock.steps", client, DarkSwapClient::getClockStepsBack)
			.description("Times that the clock went back by more than a second")
			.baseUnit("steps")
			.tags(tags)
			.register(registry);
		FunctionCounter.builder("darkswap.client.poisonings", client, DarkSwapClient::getPoisonCount)
			.description("Traps during a book update; the engine must be re-created")
			.baseUnit("poisonings")
			.tags(tags)
			.register(registry);
		FunctionCounter.builder("darkswap.client.traps", client, DarkSwapClient::getTrapCount)
			.description("Calls that trapped without poisoning the engine")
			.baseUnit("traps")
			.tags(tags)
			.register(registry);
		FunctionCounter.builder("darkswap.client.timeouts", client, DarkSwapClient::getTimeoutCount)
			.description("Calls that timed out waiting for an instance, or that were stopped")
			.baseUnit("timeouts")
			.tags(tags)
			.register(registry);
	}

	/** Registers a gauge that is NaN without an engine and while no instance answers. */
	private static void bindBytes(MeterRegistry registry, Tags tags, DarkSwapClient client, String name,
			String description, ToLongFunction<MemoryUsage> bytes) {
		Gauge
			.builder("darkswap.memory." + name, client,
					(of) -> of.getMemoryUsage().map((usage) -> (double) bytes.applyAsLong(usage)).orElse(Double.NaN))
			.description(description)
			.baseUnit(BaseUnits.BYTES)
			.tags(tags)
			.register(registry);
	}

	/** Returns NaN while no instance answers. */
	private static double openOrders(DarkSwapClient client) {
		try {
			return client.getMarkets().stream().mapToLong(MarketOverview::openOrders).sum();
		}
		catch (DarkSwapException ex) {
			return Double.NaN;
		}
	}

	/** The two numbers are read one after the other. */
	private static int idleInstances(DarkSwapClient client) {
		return Math.max(0, client.getSharedMemoryStatus().instances() - client.getBusyInstances());
	}

}
