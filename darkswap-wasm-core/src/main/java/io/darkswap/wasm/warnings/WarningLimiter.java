package io.darkswap.wasm.warnings;

import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Limits how often one warning is logged, so that a failure that repeats thousands of
 * times a second does not fill the disk. The first warning is logged, then at most one in
 * each period, which carries the number of those that were left out. Thread-safe.
 */
public final class WarningLimiter {

	private static final long PERIOD_NANOS = Duration.ofMinutes(1).toNanos();

	private final LongSupplier nanoTime;

	private boolean logged;

	private long loggedAt;

	private long leftOut;

	/** Create a limiter with a period of one minute. */
	public WarningLimiter() {
		this(System::nanoTime);
	}

	WarningLimiter(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Log a warning, or count it if one was logged less than a period ago.
	 * @param warning logs the warning, given how many were left out since the last one
	 */
	public void log(LongConsumer warning) {
		long left = permit();
		if (left >= 0) {
			warning.accept(left);
		}
	}

	private synchronized long permit() {
		long now = this.nanoTime.getAsLong();
		if (this.logged && now - this.loggedAt < PERIOD_NANOS) {
			this.leftOut++;
			return -1;
		}
		long left = this.leftOut;
		this.logged = true;
		this.loggedAt = now;
		this.leftOut = 0;
		return left;
	}

}
