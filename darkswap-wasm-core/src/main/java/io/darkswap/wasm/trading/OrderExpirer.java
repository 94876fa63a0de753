package io.darkswap.wasm.trading;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.commands.BookCommands;
import io.darkswap.wasm.convert.Timestamps;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes expired orders while the client is started. Each command first closes those of
 * its own market, so this serves markets without commands: it frees their memory and
 * publishes their expiries. Only one thread at a time may start and stop it.
 */
public final class OrderExpirer {

	private static final Logger logger = LoggerFactory.getLogger(OrderExpirer.class);

	/** Practically unlimited, and short enough for nanoseconds in 64 bits. */
	private static final Duration LONGEST = Duration.ofDays(36_500);

	private final BookCommands commands;

	private final Clock clock;

	private final Duration interval;

	private @Nullable ScheduledThreadPoolExecutor executor;

	OrderExpirer(BookCommands commands, Clock clock, Duration interval) {
		this.commands = commands;
		this.clock = clock;
		this.interval = interval;
	}

	public void start() {
		if (this.executor == null) {
			this.executor = new ScheduledThreadPoolExecutor(1, (task) -> {
				Thread thread = new Thread(task, "darkswap-sweeper");
				thread.setDaemon(true);
				return thread;
			});
			long nanos = (this.interval.compareTo(LONGEST) < 0) ? this.interval.toNanos() : LONGEST.toNanos();
			// Of nodes that start together, one comes first, and the others pass
			long first = nanos - ThreadLocalRandom.current().nextLong(nanos / 2 + 1);
			this.executor.scheduleWithFixedDelay(this::sweep, first, nanos, TimeUnit.NANOSECONDS);
		}
	}

	/** Stops, without interrupting a run in progress. */
	public void stop() {
		if (this.executor != null) {
			this.executor.shutdown();
			this.executor = null;
		}
	}

	private void sweep() {
		try {
			this.commands.sweep(Timestamps.now(this.clock));
		}
		catch (DarkSwapException ex) {
			logger.debug("Expired orders are left to the next sweep", ex);
		}
	}

}
