package io.darkswap.wasm.trading;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.convert.Timestamps;

/**
 * A clock that is never behind the newest command of a log, whose time never runs back.
 * After a clock that was ahead for a moment, new orders last as long as they should, and
 * reads show the books as the next command finds them. A clock that is ahead by years is
 * refused, because a command with its time would stop the log's time for years.
 * Thread-safe.
 */
final class LogClock extends Clock {

	/** A log is continued within this time; a wrong clock is often further ahead. */
	static final Duration LONGEST_STEP = Duration.ofDays(3653);

	/** The first command of a log has no time to compare with. */
	static final Instant LATEST_BEGIN = Instant.parse("2100-01-01T00:00:00Z");

	private final Clock clock;

	private final LongSupplier logTime;

	/**
	 * Create a clock.
	 * @param clock the clock that is read
	 * @param logTime returns the time of the newest command, microseconds since the
	 * epoch; 0 before the first
	 */
	LogClock(Clock clock, LongSupplier logTime) {
		this.clock = clock;
		this.logTime = logTime;
	}

	/**
	 * Return the time.
	 * @throws DarkSwapException with {@link io.darkswap.wasm.ErrorCode#INVALID_ARGUMENT}
	 * if the clock is ahead of the newest command by more than {@link #LONGEST_STEP}, or
	 * of {@link #LATEST_BEGIN} before the first
	 */
	@Override
	public Instant instant() {
		Instant now = this.clock.instant();
		Instant newest = Timestamps.instant(this.logTime.getAsLong());
		if (now.isBefore(newest)) {
			return newest;
		}
		// Every command reads the clock, so the exact limit is computed if it is near.
		if (now.getEpochSecond() - newest.getEpochSecond() >= LONGEST_STEP.toSeconds()) {
			requireBeforeLatest(now, newest);
		}
		return now;
	}

	private static void requireBeforeLatest(Instant now, Instant newest) {
		Instant latest = newest.equals(Instant.EPOCH) ? LATEST_BEGIN : newest.plus(LONGEST_STEP);
		if (now.isAfter(latest)) {
			throw DarkSwapException.invalidArgument(
					"The client's clock shows %s, but the newest command of the log has the time %s: set the clock to a time before %s, because the log's time never runs back",
					now, newest, latest);
		}
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
