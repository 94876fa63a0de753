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
import io.darkswap.wasm.log.file.LogFailures;
import io.darkswap.wasm.log.file.LogId;
import io.darkswap.wasm.log.file.SnapshotFile;
import io.darkswap.wasm.log.file.SnapshotFormat;
import io.darkswap.wasm.memory.FileImage;

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

	private Snapshot(Path path, ByteBuffer fileHeader, ByteBuffer image, ByteBuffer header) {
		this.path = path;
		this.id = new LogId(fileHeader.getLong(SnapshotFormat.ID_OFFSET),
				fileHeader.getLong(SnapshotFormat.ID_OFFSET + Long.BYTES));
		this.position = fileHeader.getLong(SnapshotFormat.POSITION_OFFSET);
		this.createdAt = Instant.EPOCH.plus(fileHeader.getLong(SnapshotFormat.CREATED_OFFSET), ChronoUnit.MICROS);
		this.image = image;
		this.header = header;
	}

	/**
	 * Open a snapshot and validate all its bytes.
	 * @throws DarkSwapException with {@link ErrorCode#LOG_DAMAGED} if a byte is missing
	 * or wrong, {@link ErrorCode#LOG_FAILED} if the file cannot be read
	 */
	static Snapshot open(SnapshotFile file) {
		try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
			ByteBuffer fileHeader = read(file, channel, 0, SnapshotFormat.FILE_HEADER_SIZE);
			requireValid(file, fileHeader);
			long length = fileHeader.getLong(SnapshotFormat.IMAGE_LENGTH_OFFSET);
			ByteBuffer header = read(file, channel, SnapshotFormat.FILE_HEADER_SIZE + length,
					fileHeader.getInt(SnapshotFormat.HEADER_LENGTH_OFFSET));
			ByteBuffer image = channel.map(MapMode.READ_ONLY, SnapshotFormat.FILE_HEADER_SIZE, length);
			requireChecksum(file, "header", header, fileHeader.getInt(SnapshotFormat.HEADER_CHECKSUM_OFFSET));
			requireChecksum(file, "image", image, fileHeader.getInt(SnapshotFormat.IMAGE_CHECKSUM_OFFSET));
			return new Snapshot(file.path(), fileHeader, image, header);
		}
		catch (IOException ex) {
			throw LogFailures.unreadable(file.path(), ex);
		}
	}

	private static ByteBuffer read(SnapshotFile file, FileChannel channel, long from, int length) throws IOException {
		if (channel.size() < from + length) {
			throw LogFailures.damagedSnapshot(file.path(),
					"it has %d bytes instead of %d".formatted(channel.size(), from + length));
		}
		ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
		while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
			// A read may return fewer bytes than asked for.
		}
		return bytes.flip();
	}

	private static void requireValid(SnapshotFile file, ByteBuffer fileHeader) {
		if (fileHeader.getLong(0) != SnapshotFormat.MAGIC) {
			throw LogFailures.damagedSnapshot(file.path(), "it does not begin as a snapshot");
		}
		requireChecksum(file, "file header", fileHeader.slice(0, SnapshotFormat.CHECKSUM_OFFSET),
				fileHeader.getInt(SnapshotFormat.CHECKSUM_OFFSET));
		long position = fileHeader.getLong(SnapshotFormat.POSITION_OFFSET);
		if (position != file.position()) {
			throw LogFailures.damagedSnapshot(file.path(), "it was taken at record " + position);
		}
	}

	private static void requireChecksum(SnapshotFile file, String part, ByteBuffer bytes, int expected) {
		if (SnapshotFormat.checksum(bytes) != expected) {
			throw LogFailures.damagedSnapshot(file.path(), "the checksum of its %s is wrong".formatted(part));
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

	/**
	 * Return where the bytes of the state are, for a memory that begins with them.
	 * @return the part of the file
	 */
	public FileImage file() {
		return new FileImage(this.path, SnapshotFormat.FILE_HEADER_SIZE, this.image.remaining());
	}

	Path path() {
		return this.path;
	}

	LogId id() {
		return this.id;
	}

}
