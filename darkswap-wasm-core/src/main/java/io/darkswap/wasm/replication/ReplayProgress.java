package io.darkswap.wasm.replication;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

import io.darkswap.wasm.log.RecordApplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the records of a replay, and reports its progress: often to the log's listener,
 * and every few seconds to the application's log.
 */
final class ReplayProgress implements RecordApplier {

	private static final Logger logger = LoggerFactory.getLogger(BookLog.class);

	private static final long INTERVAL = TimeUnit.SECONDS.toNanos(5);

	/** Progress is reported once for this many records, a power of two. */
	private static final int STRIDE = 1024;

	private final RecordApplier applier;

	private final long newest;

	private final LongConsumer progress;

	private long shown = System.nanoTime();

	/**
	 * Report the progress.
	 * @param newest the position at which the replay ends
	 * @param progress receives the position of the newest applied record
	 */
	ReplayProgress(RecordApplier applier, long newest, LongConsumer progress) {
		this.applier = applier;
		this.newest = newest;
		this.progress = progress;
	}

	@Override
	public OptionalLong digest() {
		return this.applier.digest();
	}

	@Override
	public Optional<String> programSha256() {
		return this.applier.programSha256();
	}

	@Override
	public @Nullable Object prepare(long position, int type, ByteBuffer payload) {
		return this.applier.prepare(position, type, payload);
	}

	@Override
	public boolean appliesOnCaller(int type) {
		return this.applier.appliesOnCaller(type);
	}

	@Override
	public boolean applyOnCaller(long position, int type, ByteBuffer payload, @Nullable Object context) {
		return this.applier.applyOnCaller(position, type, payload, context);
	}

	@Override
	public void applyAgain(long position, int type, ByteBuffer payload, @Nullable Object context) {
		this.applier.applyAgain(position, type, payload, context);
	}

	@Override
	public void apply(long position, int type, ByteBuffer payload, @Nullable Object context) {
		this.applier.apply(position, type, payload, context);
		if (position < this.newest && position % STRIDE == 0) {
			this.progress.accept(position);
			show(position);
		}
	}

	private void show(long position) {
		if (System.nanoTime() - this.shown > INTERVAL) {
			this.shown = System.nanoTime();
			logger.info("The log's records up to {} of {} are applied", position, this.newest);
		}
	}

}
