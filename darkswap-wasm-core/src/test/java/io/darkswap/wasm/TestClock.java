package io.darkswap.wasm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved. */
public final class TestClock extends Clock {

	private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

	private final boolean goesBack;

	public TestClock() {
		this(true);
	}

	private TestClock(boolean goesBack) {
		this.goesBack = goesBack;
	}

	/**
	 * Return a clock that stays where it is when it is set back, as the time of a log
	 * does.
	 */
	public static TestClock thatNeverGoesBack() {
		return new TestClock(false);
	}

	public void advance(Duration duration) {
		if (this.goesBack || !duration.isNegative()) {
			this.now.updateAndGet((instant) -> instant.plus(duration));
		}
	}

	@Override
	public Instant instant() {
		return this.now.get();
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
