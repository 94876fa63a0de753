package io.darkswap.wasm.trading;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clock that notices when it goes back. Orders expire by it, so each time that is more
 * than a second, as whole seconds count, is logged once and counted. Thread-safe.
 */
public final class MonitoredClock extends Clock {

	private static final Logger logger = LoggerFactory.getLogger(MonitoredClock.class);

	private final Clock clock;

	/**
	 * The latest whole second. Every call reads it, so it changes seldom, and is no
	 * object.
	 */
	private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);

	private final AtomicLong stepsBack = new AtomicLong();

	/**
	 * Monitor a clock.
	 * @param clock the clock that is read
	 */
	public MonitoredClock(Clock clock) {
		this.clock = clock;
	}

	@Override
	public Instant instant() {
		Instant now = this.clock.instant();
		long second = now.getEpochSecond();
		long last = this.latest.get();
		if (second != last) {
			compare(second, last);
		}
		return now;
	}

	/** Between neighbouring seconds less than a second may have passed. */
	private void compare(long second, long last) {
		if (second > last) {
			this.latest.compareAndSet(last, second);
		}
		else if (second < last - 1 && this.latest.compareAndSet(last, second)) {
			this.stepsBack.incrementAndGet();
			logger.warn(
					"The clock went back by {} seconds: orders expire that much later, and trades keep the time of the newest one until the clock reaches it",
					last - second);
		}
	}

	/**
	 * Return how often the clock went back by more than a second.
	 * @return the number since this was created
	 */
	public long stepsBack() {
		return this.stepsBack.get();
	}

	@Override
	public ZoneId getZone() {
		return this.clock.getZone();
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this.clock.withZone(zone);
	}

}
