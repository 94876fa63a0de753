package io.darkswap.wasm;

import java.util.concurrent.atomic.AtomicLong;

import io.darkswap.wasm.log.LogListener;

/** Counts the commands of a log that were applied without their events. */
public final class MissedEvents implements LogListener {

	private final AtomicLong commands = new AtomicLong();

	/** Return the number of such commands of a client, 0 without a log. */
	public static long of(DarkSwapClient client) {
		return client.getLogOptions().map((options) -> ((MissedEvents) options.listener()).commands.get()).orElse(0L);
	}

	@Override
	public void eventsMissed(long position) {
		this.commands.incrementAndGet();
	}

}
