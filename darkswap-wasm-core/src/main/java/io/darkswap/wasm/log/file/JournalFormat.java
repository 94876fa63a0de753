package io.darkswap.wasm.log.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The format of a segment. All numbers are little-endian, and everything begins at a
 * multiple of 8. <pre>
 * segment  +----------------+-------+-------+-----------+- - -+-------+----------------
 *          | segment header | batch | batch | batch     |     | batch | zeros to the end
 *          +----------------+-------+-------+-----------+- - -+-------+----------------
 *
 * segment header (64 bytes)
 *   0   magic "DSWPLOG1"
 *   8   identifier of the log, random, the same in all its segments
 *  24   position of the first record
 *  32   zeros
 *  60   CRC-32C of bytes 0 to 59
 *
 * batch header (32 bytes), then its records
 *   0   magic "BTCH"
 *   4   CRC-32C of bytes 8 to 31, begun with the identifier of the log
 *   8   position of the first record
 *  16   bytes of the records
 *  20   number of records; 0 in a batch that only ends the log
 *  24   zeros
 *
 * record (24 bytes and its payload, padded with zeros to a multiple of 8)
 *   0   bytes of the payload
 *   4   CRC-32C of bytes 0 to 3 and 8 to the end of the payload
 *   8   position
 *  16   type
 *  20   version of this format
 *  24   payload
 * </pre> A batch is written and forced before the next one begins: a valid batch behind a
 * broken one proves that the broken one had been durable.
 */
public final class JournalFormat {

	public static final long SEGMENT_MAGIC = 0x31474F4C50575344L;

	public static final int BATCH_MAGIC = 0x48435442;

	public static final int VERSION = 1;

	public static final int SEGMENT_HEADER_SIZE = 64;

	public static final int SEGMENT_ID_OFFSET = 8;

	public static final int SEGMENT_FIRST_POSITION_OFFSET = 24;

	public static final int SEGMENT_CHECKSUM_OFFSET = 60;

	public static final int BATCH_HEADER_SIZE = 32;

	public static final int BATCH_CHECKSUM_OFFSET = 4;

	public static final int BATCH_FIRST_POSITION_OFFSET = 8;

	public static final int BATCH_LENGTH_OFFSET = 16;

	public static final int BATCH_COUNT_OFFSET = 20;

	public static final int RECORD_HEADER_SIZE = 24;

	public static final int RECORD_CHECKSUM_OFFSET = 4;

	public static final int RECORD_POSITION_OFFSET = 8;

	public static final int RECORD_TYPE_OFFSET = 16;

	public static final int RECORD_VERSION_OFFSET = 20;

	private JournalFormat() {
	}

	public static ByteBuffer allocate(int size) {
		return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
	}

	/** Return the bytes that a record takes, with its header and padding. */
	public static long recordSize(int payload) {
		return RECORD_HEADER_SIZE + ((long) payload + 7 & ~7L);
	}

	public static ByteBuffer segmentHeader(LogId id, long firstPosition) {
		ByteBuffer header = allocate(SEGMENT_HEADER_SIZE);
		header.putLong(0, SEGMENT_MAGIC);
		header.putLong(SEGMENT_ID_OFFSET, id.high());
		header.putLong(SEGMENT_ID_OFFSET + Long.BYTES, id.low());
		header.putLong(SEGMENT_FIRST_POSITION_OFFSET, firstPosition);
		header.putInt(SEGMENT_CHECKSUM_OFFSET, segmentChecksum(header));
		return header;
	}

	public static int segmentChecksum(ByteBuffer segment) {
		CRC32C checksum = new CRC32C();
		checksum.update(segment.slice(0, SEGMENT_CHECKSUM_OFFSET));
		return (int) checksum.getValue();
	}

	/**
	 * Write a batch header. The identifier of the log is part of its checksum, so bytes
	 * of a payload cannot pass for a batch.
	 */
	public static void putBatchHeader(ByteBuffer buffer, int at, LogId id, long firstPosition, int length, int count) {
		buffer.putInt(at, BATCH_MAGIC);
		buffer.putLong(at + BATCH_FIRST_POSITION_OFFSET, firstPosition);
		buffer.putInt(at + BATCH_LENGTH_OFFSET, length);
		buffer.putInt(at + BATCH_COUNT_OFFSET, count);
		buffer.putLong(at + BATCH_COUNT_OFFSET + Integer.BYTES, 0);
		buffer.putInt(at + BATCH_CHECKSUM_OFFSET, batchChecksum(buffer, at, id));
	}

	public static int batchChecksum(ByteBuffer buffer, int at, LogId id) {
		CRC32C checksum = new CRC32C();
		checksum.update(id.bytes());
		update(checksum, buffer, at + BATCH_FIRST_POSITION_OFFSET, BATCH_HEADER_SIZE - BATCH_FIRST_POSITION_OFFSET);
		return (int) checksum.getValue();
	}

	private static void update(CRC32C checksum, ByteBuffer buffer, int at, int length) {
		if (buffer.hasArray()) {
			checksum.update(buffer.array(), buffer.arrayOffset() + at, length);
		}
		else {
			checksum.update(buffer.slice(at, length));
		}
	}

	/** Write a record and return the offset behind it. */
	public static int putRecord(ByteBuffer buffer, int at, long position, int type, byte[] payload) {
		buffer.putInt(at, payload.length);
		buffer.putLong(at + RECORD_POSITION_OFFSET, position);
		buffer.putInt(at + RECORD_TYPE_OFFSET, type);
		buffer.putInt(at + RECORD_VERSION_OFFSET, VERSION);
		buffer.put(at + RECORD_HEADER_SIZE, payload);
		int end = at + RECORD_HEADER_SIZE + payload.length;
		int next = at + (int) recordSize(payload.length);
		for (int padding = end; padding < next; padding++) {
			buffer.put(padding, (byte) 0);
		}
		buffer.putInt(at + RECORD_CHECKSUM_OFFSET, recordChecksum(buffer, at, payload.length));
		return next;
	}

	public static int recordChecksum(ByteBuffer buffer, int at, int payload) {
		CRC32C checksum = new CRC32C();
		update(checksum, buffer, at, Integer.BYTES);
		update(checksum, buffer, at + RECORD_POSITION_OFFSET, RECORD_HEADER_SIZE - RECORD_POSITION_OFFSET + payload);
		return (int) checksum.getValue();
	}

}
