package io.darkswap.wasm.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.log.CommandLog;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.log.LogStorage;
import io.darkswap.wasm.log.RecordApplier;
import io.darkswap.wasm.log.RecordConsumer;
import io.darkswap.wasm.log.SnapshotStore;
import org.jspecify.annotations.Nullable;

/**
 * A log whose records have the times of the clients that append them, in place of the
 * log's own, so that a test's clock decides what expires. The time is appended to each
 * record.
 *
 * @param storage the place of the log
 */
record TimedByClients(LogStorage storage) implements LogStorage {

	@Override
	public String type() {
		return this.storage.type();
	}

	@Override
	public Path directory() {
		return this.storage.directory();
	}

	@Override
	public CommandLog open(LogListener listener, Duration callTimeout) {
		return new Timed(this.storage.open(listener, callTimeout));
	}

	private static byte[] withTime(byte[] payload) {
		ByteBuffer timed = ByteBuffer.allocate(payload.length + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		timed.put(payload);
		timed.putLong(timed.getLong(CommandLog.TIME_OFFSET));
		return timed.array();
	}

	private static ByteBuffer withoutTime(ByteBuffer timed) {
		int length = timed.remaining() - Long.BYTES;
		ByteBuffer payload = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
		payload.put(0, timed, timed.position(), length);
		payload.putLong(CommandLog.TIME_OFFSET, timed.getLong(timed.position() + length));
		return payload.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
	}

	/** Restores the times before they are applied. */
	private record TimedApplier(RecordApplier applier) implements RecordApplier {

		@Override
		public void apply(long position, int type, ByteBuffer payload, @Nullable Object context) {
			this.applier.apply(position, type, withoutTime(payload), context);
		}

		@Override
		public OptionalLong digest() {
			return this.applier.digest();
		}

		@Override
		public Optional<String> programSha256() {
			return this.applier.programSha256();
		}

	}

	/** Keeps the times of the callers. */
	private record Timed(CommandLog log) implements CommandLog {

		@Override
		public void start(long from, RecordApplier applier) {
			this.log.start(from, new TimedApplier(applier));
		}

		@Override
		public long append(int type, byte[] payload, @Nullable Object context) {
			return this.log.append(type, withTime(payload), context);
		}

		@Override
		public boolean mayRepeat() {
			return this.log.mayRepeat();
		}

		@Override
		public void atRest(LongConsumer task) {
			this.log.atRest(task);
		}

		@Override
		public boolean isApplying() {
			return this.log.isApplying();
		}

		@Override
		public void catchUp() {
			this.log.catchUp();
		}

		@Override
		public void read(long from, long to, RecordConsumer consumer) {
			this.log.read(from, to, (position, type, payload) -> consumer.accept(position, type, withoutTime(payload)));
		}

		@Override
		public SnapshotStore snapshots() {
			return this.log.snapshots();
		}

		@Override
		public List<String> damage() {
			return this.log.damage();
		}

		@Override
		public Optional<DarkSwapException> failure() {
			return this.log.failure();
		}

		@Override
		public long durablePosition() {
			return this.log.durablePosition();
		}

		@Override
		public long appliedPosition() {
			return this.log.appliedPosition();
		}

		@Override
		public void close() {
			this.log.close();
		}

	}

}
