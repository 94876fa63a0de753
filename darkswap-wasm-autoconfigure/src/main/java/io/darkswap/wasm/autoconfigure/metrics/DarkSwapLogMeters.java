package io.darkswap.wasm.autoconfigure.metrics;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.autoconfigure.log.LogObservers;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.log.LogStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of the command log of each client that has one, tagged with the client's bean
 * name.
 */
final class DarkSwapLogMeters implements MeterBinder {

	private final Map<String, DarkSwapClient> clients;

	DarkSwapLogMeters(Map<String, DarkSwapClient> clients) {
		this.clients = clients;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.clients.forEach((name, client) -> client.getLogOptions()
			.ifPresent((options) -> bind(registry, Tags.of("client", name), client, options)));
	}

	private static void bind(MeterRegistry registry, Tags tags, DarkSwapClient client, LogOptions options) {
		bindPosition(registry, tags, client, "newest", LogStatus::position);
		bindPosition(registry, tags, client, "durable", LogStatus::durable);
		bindPosition(registry, tags, client, "applied", LogStatus::applied);
		bindPosition(registry, tags, client, "snapshot", LogStatus::snapshot);
		Gauge
			.builder("darkswap.log.lag", client,
					(of) -> of.getLogStatus()
						.map((status) -> (double) Math.max(0, status.durable() - status.applied()))
						.orElse(Double.NaN))
			.description("Durable records that the books do not contain yet")
			.baseUnit("records")
			.tags(tags)
			.register(registry);
		Gauge.builder("darkswap.log.failed", client,
				(of) -> of.getLogStatus().map((status) -> status.failure().isPresent() ? 1.0 : 0.0).orElse(Double.NaN))
			.description("1 if the log or one of its shards has failed, which then refuses every command, otherwise 0")
			.tags(tags)
			.register(registry);
		if (options.listener() instanceof LogObservers observers) {
			observers.add(new Recorder(registry, tags));
		}
	}

	/** Registers a gauge that is NaN before the client is initialised. */
	private static void bindPosition(MeterRegistry registry, Tags tags, DarkSwapClient client, String state,
			ToLongFunction<LogStatus> position) {
		Gauge
			.builder("darkswap.log.position", client,
					(of) -> of.getLogStatus().map((status) -> (double) position.applyAsLong(status)).orElse(Double.NaN))
			.description("Position of a record in the log: the newest, durable or applied one, or that of the snapshot")
			.tags(tags.and("state", state))
			.register(registry);
	}

	/** Records what one client's log does. */
	private static final class Recorder implements LogListener {

		private final Timer append;

		private final Timer force;

		private final DistributionSummary batch;

		private final Counter bytes;

		private final Counter unpublished;

		private final Timer snapshot;

		private final DistributionSummary snapshotBytes;

		Recorder(MeterRegistry registry, Tags tags) {
			this.append = Timer.builder("darkswap.log.append")
				.description("Time from the append of a command until its caller returns")
				.tags(tags)
				.register(registry);
			this.force = Timer.builder("darkswap.log.force")
				.description("Time to force a batch of commands to the device")
				.tags(tags)
				.register(registry);
			this.batch = DistributionSummary.builder("darkswap.log.batch")
				.description("Commands that are forced together")
				.baseUnit("records")
				.tags(tags)
				.register(registry);
			this.bytes = Counter.builder("darkswap.log.written")
				.description("Bytes of commands that are written to the log")
				.baseUnit(BaseUnits.BYTES)
				.tags(tags)
				.register(registry);
			this.unpublished = Counter.builder("darkswap.log.unpublished")
				.description("Commands whose events were not published, because the memory had no room for them")
				.baseUnit("commands")
				.tags(tags)
				.register(registry);
			this.snapshot = Timer.builder("darkswap.log.snapshot")
				.description("Time to write a snapshot of the books")
				.tags(tags)
				.register(registry);
			this.snapshotBytes = DistributionSummary.builder("darkswap.log.snapshot.size")
				.description("Size of a snapshot of the books")
				.baseUnit(BaseUnits.BYTES)
				.tags(tags)
				.register(registry);
		}

		@Override
		public void batchWritten(int records, long bytes, long writeNanos, long forceNanos) {
			this.batch.record(records);
			this.bytes.increment(bytes);
			this.force.record(forceNanos, TimeUnit.NANOSECONDS);
		}

		@Override
		public void recordAppended(long nanos) {
			this.append.record(nanos, TimeUnit.NANOSECONDS);
		}

		@Override
		public void eventsMissed(long position) {
			this.unpublished.increment();
		}

		@Override
		public void snapshotWritten(long position, long bytes, long nanos) {
			this.snapshot.record(nanos, TimeUnit.NANOSECONDS);
			this.snapshotBytes.record(bytes);
		}

	}

}
