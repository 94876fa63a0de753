package io.darkswap.wasm.trading;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

import io.darkswap.wasm.convert.Timestamps;

/**
 * A clock that is never behind the newest command of a log, whose time never runs back.
 * After a clock that was ahead for a moment, new orders last as long as they should, and
 * reads show the books as the next command finds them. Thread-safe.
 */
final class LogClock extends Clock {

	private final Clock clock;

	private final LongSupplier logTime;

	/**
	 * Create a clock.
	 * @param clock the clock that is read
	 * @param logTime returns the time of the newest command, microseconds since the epoch
	 */
	LogClock(Clock clock, LongSupplier logTime) {
		this.clock = clock;
		this.logTime = logTime;
	}

	@Override
	public Instant instant() {
		Instant now = this.clock.instant();
		Instant newest = Timestamps.instant(this.logTime.getAsLong());
		return now.isBefore(newest) ? newest : now;
	}

	@Override
	public ZoneId getZone() {
		return this.clock.getZone();
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return new LogClock(this.clock.withZone(zone), this.logTime);
	}

}
