package io.darkswap.wasm.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.file.LogFailures;
import io.darkswap.wasm.log.file.LogId;
import io.darkswap.wasm.log.file.SnapshotFormat;

/**
 * Writes one snapshot, in the steps before, during and after the pause of the state:
 *
 * <pre>
 *  SnapshotStore.begin      allocate the file
 *  write      (the pause)   copy the image into the page cache
 *  publish                  checksum, force, rename, force the directory
 * </pre>
 *
 * Closing it without publishing deletes the file. Not thread-safe; each step may run on
 * another thread.
 */
public final class SnapshotWriter implements AutoCloseable {

	private final SnapshotStore store;

	private final LogId id;

	private final FileChannel channel;

	private final long began = System.nanoTime();

	private long end = SnapshotFormat.FILE_HEADER_SIZE;

	private boolean closed;

	SnapshotWriter(SnapshotStore store, LogId id, FileChannel channel) {
		this.store = store;
		this.id = id;
		this.channel = channel;
	}

	/**
	 * Append bytes to the image.
	 * @param bytes the remaining bytes are written; its position does not change
	 * @throws DarkSwapException with {@link ErrorCode#LOG_FULL} if there is no room for
	 * them
	 */
	public void write(ByteBuffer bytes) {
		try {
			this.end = write(bytes, this.end);
		}
		catch (IOException ex) {
			throw LogFailures.noSnapshot(this.store.directory(), ex);
		}
	}

	private long write(ByteBuffer bytes, long offset) throws IOException {
		ByteBuffer left = bytes.duplicate();
		long at = offset;
		while (left.hasRemaining()) {
			at += this.channel.write(left, at);
		}
		return at;
	}

	/**
	 * Make the snapshot durable, and the newest one of its log. The last two snapshots
	 * are kept, and the segments that hold only records before both are deleted.
	 * @param position the position of the last record in the image
	 * @param header describes the state
	 * @throws DarkSwapException with {@link ErrorCode#LOG_FULL} if it cannot be written;
	 * the log and the snapshots before it stay as they are
	 */
	public void publish(long position, byte[] header) {
		try {
			this.channel.truncate(this.end);
			int checksum = SnapshotFormat.checksum(this.channel, SnapshotFormat.FILE_HEADER_SIZE, this.end);
			ByteBuffer description = ByteBuffer.wrap(header);
			write(description, this.end);
			write(SnapshotFormat.fileHeader(this.id, position, this.end - SnapshotFormat.FILE_HEADER_SIZE, checksum,
					description, Instant.now()), 0);
			this.channel.force(true);
			this.channel.close();
			this.store.publish(position);
			this.closed = true;
		}
		catch (IOException ex) {
			throw LogFailures.noSnapshot(this.store.directory(), ex);
		}
		this.store.published(position, this.end + header.length, System.nanoTime() - this.began);
	}

	/** Delete the file unless it was published. Idempotent. */
	@Override
	public void close() {
		if (!this.closed) {
			this.closed = true;
			this.store.abandon(this.channel);
		}
	}

}
