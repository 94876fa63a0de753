package io.darkswap.wasm.concurrent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands still until it is moved, and records each thread's last reading: the time of the
 * thread's command.
 */
final class RecordingClock extends Clock {

	private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

	private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);

	private final ThreadLocal<Instant> read = ThreadLocal.withInitial(() -> BEGIN);

	static long micros(Instant instant) {
		return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
	}

	void advance(Duration duration) {
		this.now.updateAndGet((instant) -> instant.plus(duration));
	}

	/** Microseconds since the epoch. */
	long lastRead() {
		return micros(this.read.get());
	}

	@Override
	public Instant instant() {
		Instant instant = this.now.get();
		this.read.set(instant);
		return instant;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

}
