package io.darkswap.wasm.commands;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.log.RecordApplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the progress of a long replay every few seconds, and applies its records. */
final class ReplayProgress implements RecordApplier {

	private static final Logger logger = LoggerFactory.getLogger(BookLog.class);

	private static final long INTERVAL = TimeUnit.SECONDS.toNanos(5);

	/** The clock is read once for this many records, a power of two. */
	private static final int STRIDE = 4096;

	private final RecordApplier applier;

	private final long newest;

	private long shown = System.nanoTime();

	/**
	 * Show the progress.
	 * @param newest the position at which the replay ends
	 */
	ReplayProgress(RecordApplier applier, long newest) {
		this.applier = applier;
		this.newest = newest;
	}

	@Override
	public void apply(long position, int type, ByteBuffer payload, @Nullable Object context) {
		this.applier.apply(position, type, payload, context);
		if (position < this.newest && position % STRIDE == 0 && System.nanoTime() - this.shown > INTERVAL) {
			this.shown = System.nanoTime();
			logger.info("The log's records up to {} of {} are applied", position, this.newest);
		}
	}

}
