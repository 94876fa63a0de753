package io.darkswap.wasm.log.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.zip.CRC32C;

/**
 * The format of a snapshot's file. All numbers are little-endian. <pre>
 *  0                4096           4096 + image
 *  +----------------+--------------+----------------------+
 *  | file header    | image        | header of the state  |
 *  +----------------+--------------+----------------------+
 *
 * file header (4096 bytes)
 *     0   magic "DSWPSNP1"
 *     8   identifier of the log
 *    24   position of the last record in the image
 *    32   bytes of the image
 *    40   bytes of the header of the state
 *    44   CRC-32C of the image
 *    48   CRC-32C of the header of the state
 *    52   zeros
 *    56   time of its creation, microseconds since the epoch
 *    64   zeros
 *  4092   CRC-32C of bytes 0 to 4091
 * </pre> The checksums cover all these bytes. The image begins at a page of the operating
 * system, so that it can be mapped; a mapping extends the file by a hole. What is behind
 * the header of the state means nothing.
 */
public final class SnapshotFormat {

	public static final long MAGIC = 0x31504E5350575344L;

	public static final int FILE_HEADER_SIZE = 4096;

	public static final int ID_OFFSET = 8;

	public static final int POSITION_OFFSET = 24;

	public static final int IMAGE_LENGTH_OFFSET = 32;

	public static final int HEADER_LENGTH_OFFSET = 40;

	public static final int IMAGE_CHECKSUM_OFFSET = 44;

	public static final int HEADER_CHECKSUM_OFFSET = 48;

	public static final int CREATED_OFFSET = 56;

	public static final int CHECKSUM_OFFSET = 4092;

	private static final int CHUNK = 1 << 20;

	private SnapshotFormat() {
	}

	/** Return the file header of a snapshot. */
	public static ByteBuffer fileHeader(LogId id, long position, long imageLength, int imageChecksum, ByteBuffer header,
			Instant created) {
		ByteBuffer bytes = JournalFormat.allocate(FILE_HEADER_SIZE);
		bytes.putLong(0, MAGIC);
		bytes.putLong(ID_OFFSET, id.high());
		bytes.putLong(ID_OFFSET + Long.BYTES, id.low());
		bytes.putLong(POSITION_OFFSET, position);
		bytes.putLong(IMAGE_LENGTH_OFFSET, imageLength);
		bytes.putInt(HEADER_LENGTH_OFFSET, header.remaining());
		bytes.putInt(IMAGE_CHECKSUM_OFFSET, imageChecksum);
		bytes.putInt(HEADER_CHECKSUM_OFFSET, checksum(header));
		bytes.putLong(CREATED_OFFSET, ChronoUnit.MICROS.between(Instant.EPOCH, created));
		bytes.putInt(CHECKSUM_OFFSET, checksum(bytes.slice(0, CHECKSUM_OFFSET)));
		return bytes;
	}

	/** Return the CRC-32C of bytes of a file, from one offset to another. */
	public static int checksum(FileChannel file, long from, long to) throws IOException {
		CRC32C checksum = new CRC32C();
		ByteBuffer chunk = JournalFormat.allocate((int) Math.min(CHUNK, to - from));
		long at = from;
		while (at < to) {
			chunk.clear().limit((int) Math.min(chunk.capacity(), to - at));
			int read = file.read(chunk, at);
			if (read < 0) {
				throw new EOFException("the file ends at byte " + at);
			}
			at += read;
			checksum.update(chunk.flip());
		}
		return (int) checksum.getValue();
	}

	/** Return the CRC-32C of the remaining bytes, which stay remaining. */
	public static int checksum(ByteBuffer bytes) {
		CRC32C checksum = new CRC32C();
		checksum.update(bytes.duplicate());
		return (int) checksum.getValue();
	}

}
