package io.darkswap.wasm.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * The state after the record of one position, as it was written to a file. All its bytes
 * were validated when it was opened. Immutable.
 */
public final class Snapshot {

	private final Path path;

	private final LogId id;

	private final long position;

	private final Instant createdAt;

	private final ByteBuffer image;

	private final ByteBuffer header;

	private Snapshot(Path path, ByteBuffer bytes) {
		this.path = path;
		this.id = new LogId(bytes.getLong(SnapshotFormat.ID_OFFSET),
				bytes.getLong(SnapshotFormat.ID_OFFSET + Long.BYTES));
		this.position = bytes.getLong(SnapshotFormat.POSITION_OFFSET);
		this.createdAt = Instant.EPOCH.plus(bytes.getLong(SnapshotFormat.CREATED_OFFSET), ChronoUnit.MICROS);
		int end = SnapshotFormat.FILE_HEADER_SIZE + (int) bytes.getLong(SnapshotFormat.IMAGE_LENGTH_OFFSET);
		this.image = bytes.slice(SnapshotFormat.FILE_HEADER_SIZE, end - SnapshotFormat.FILE_HEADER_SIZE);
		this.header = bytes.slice(end, bytes.capacity() - end);
	}

	/**
	 * Open a snapshot and validate all its bytes.
	 * @throws DarkSwapException with {@link ErrorCode#LOG_DAMAGED} if a byte is missing
	 * or wrong, {@link ErrorCode#LOG_FAILED} if the file cannot be read
	 */
	static Snapshot open(SnapshotFile file) {
		ByteBuffer bytes = map(file.path());
		requireValid(file, bytes);
		return new Snapshot(file.path(), bytes);
	}

	private static ByteBuffer map(Path path) {
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
			if (channel.size() > Integer.MAX_VALUE) {
				throw LogFailures.damagedSnapshot(path, "it is larger than 2 GiB");
			}
			return channel.map(MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.LITTLE_ENDIAN);
		}
		catch (IOException ex) {
			throw LogFailures.unreadable(path, ex);
		}
	}

	private static void requireValid(SnapshotFile file, ByteBuffer bytes) {
		if (bytes.capacity() < SnapshotFormat.FILE_HEADER_SIZE || bytes.getLong(0) != SnapshotFormat.MAGIC) {
			throw LogFailures.damagedSnapshot(file.path(), "it does not begin as a snapshot");
		}
		if (bytes.getInt(SnapshotFormat.CHECKSUM_OFFSET) != SnapshotFormat
			.checksum(bytes.slice(0, SnapshotFormat.CHECKSUM_OFFSET))) {
			throw LogFailures.damagedSnapshot(file.path(), "the checksum of its file header is wrong");
		}
		long imageEnd = SnapshotFormat.FILE_HEADER_SIZE + bytes.getLong(SnapshotFormat.IMAGE_LENGTH_OFFSET);
		long end = imageEnd + bytes.getInt(SnapshotFormat.HEADER_LENGTH_OFFSET);
		if (end != bytes.capacity()) {
			throw LogFailures.damagedSnapshot(file.path(),
					"it has %d bytes instead of %d".formatted(bytes.capacity(), end));
		}
		if (bytes.getLong(SnapshotFormat.POSITION_OFFSET) != file.position()) {
			throw LogFailures.damagedSnapshot(file.path(),
					"it was taken at record " + bytes.getLong(SnapshotFormat.POSITION_OFFSET));
		}
		Snapshot read = new Snapshot(file.path(), bytes);
		if (bytes.getInt(SnapshotFormat.HEADER_CHECKSUM_OFFSET) != SnapshotFormat.checksum(read.header)) {
			throw LogFailures.damagedSnapshot(file.path(), "the checksum of its header is wrong");
		}
		if (bytes.getInt(SnapshotFormat.IMAGE_CHECKSUM_OFFSET) != SnapshotFormat.checksum(read.image)) {
			throw LogFailures.damagedSnapshot(file.path(), "the checksum of its image is wrong");
		}
	}

	/**
	 * Return the position of the last record in it.
	 * @return the position
	 */
	public long position() {
		return this.position;
	}

	/**
	 * Return the time of its creation.
	 * @return the time by the clock of the machine that took it
	 */
	public Instant createdAt() {
		return this.createdAt;
	}

	/**
	 * Return the header that describes the state.
	 * @return a copy
	 */
	public byte[] header() {
		byte[] copy = new byte[this.header.remaining()];
		this.header.get(0, copy);
		return copy;
	}

	/**
	 * Return the bytes of the state.
	 * @return a read-only mapping of the file, little-endian
	 */
	public ByteBuffer image() {
		return this.image.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
	}

	Path path() {
		return this.path;
	}

	LogId id() {
		return this.id;
	}

}
