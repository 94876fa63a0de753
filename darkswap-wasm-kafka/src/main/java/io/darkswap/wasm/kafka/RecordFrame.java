package io.darkswap.wasm.kafka;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

import io.darkswap.wasm.log.CommandLog;

/**
 * The value of a record of the topic. All numbers are little-endian. <pre>
 *   0   magic "DSWPKFK", 7 bytes
 *   7   version of this layout, 1 byte
 *   8   identifier of the log, upper and lower half
 *  24   identifier of the process that sent it, upper and lower half
 *  40   number among the records of that process
 *  48   type of the command, 4 bytes
 *  52   number of partitions of the topic, 4 bytes; 0 for 1
 *  56   command
 * </pre> Kafka's batches have checksums.
 *
 * @param topic the identifier of the log, which a deleted and created topic changes
 * @param sender the identifier of the process that sent it
 * @param number its number among the records of that process
 * @param type the type of the command
 * @param partitions the number of partitions of the topic, as its sender has it
 * @param payload the command
 */
record RecordFrame(UUID topic, UUID sender, long number, int type, int partitions, byte[] payload) {

	static final int VERSION = 1;

	private static final long MAGIC = 0x004B464B50575344L;

	private static final long MAGIC_MASK = 0x00FFFFFFFFFFFFFFL;

	private static final int VERSION_OFFSET = 7;

	private static final int TOPIC = 8;

	private static final int SENDER = 24;

	private static final int NUMBER = 40;

	private static final int TYPE = 48;

	private static final int PARTITIONS = 52;

	static final int SIZE = 56;

	private static final long MICROS_PER_MILLI = 1000;

	/** Return the value of the record. */
	byte[] encode() {
		ByteBuffer bytes = ByteBuffer.allocate(SIZE + this.payload.length).order(ByteOrder.LITTLE_ENDIAN);
		bytes.putLong(0, MAGIC);
		bytes.put(VERSION_OFFSET, (byte) VERSION);
		putId(bytes, TOPIC, this.topic);
		putId(bytes, SENDER, this.sender);
		bytes.putLong(NUMBER, this.number);
		bytes.putInt(TYPE, this.type);
		bytes.putInt(PARTITIONS, this.partitions);
		bytes.put(SIZE, this.payload);
		return bytes.array();
	}

	/** Return whether this software, of any version, has written the value. */
	static boolean isFrame(byte[] value) {
		return value.length >= SIZE && (wrap(value).getLong(0) & MAGIC_MASK) == MAGIC;
	}

	/** Return the version of the layout of a frame. */
	static int version(byte[] value) {
		return value[VERSION_OFFSET];
	}

	/** Return the identifier of the log that a frame was sent to. */
	static UUID topic(byte[] value) {
		return id(wrap(value), TOPIC);
	}

	/** Return the identifier of the process that sent a frame. */
	static UUID sender(byte[] value) {
		return id(wrap(value), SENDER);
	}

	/** Return the number of a frame among those of its process. */
	static long number(byte[] value) {
		return wrap(value).getLong(NUMBER);
	}

	/** Return the type of the command in a frame. */
	static int type(byte[] value) {
		return wrap(value).getInt(TYPE);
	}

	/** Return the number of partitions of the topic when a frame was sent. */
	static int partitions(byte[] value) {
		return Math.max(1, wrap(value).getInt(PARTITIONS));
	}

	/**
	 * Return the time that the sender of a frame gave its command, microseconds since the
	 * epoch; 0 if it has none.
	 */
	static long time(byte[] value) {
		int time = SIZE + CommandLog.TIME_OFFSET;
		return (value.length >= time + Long.BYTES) ? wrap(value).getLong(time) : 0;
	}

	/**
	 * Return the command in a frame, with the time of its record.
	 * @param value the frame, which this changes
	 * @param timestamp the record's time, milliseconds since the epoch; negative if it
	 * has none
	 * @return the command, read-only
	 */
	static ByteBuffer payload(byte[] value, long timestamp) {
		ByteBuffer bytes = wrap(value);
		if (timestamp >= 0 && time(value) != 0) {
			bytes.putLong(SIZE + CommandLog.TIME_OFFSET, timestamp * MICROS_PER_MILLI);
		}
		return bytes.slice(SIZE, value.length - SIZE).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
	}

	private static ByteBuffer wrap(byte[] value) {
		return ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
	}

	private static void putId(ByteBuffer bytes, int at, UUID id) {
		bytes.putLong(at, id.getMostSignificantBits()).putLong(at + Long.BYTES, id.getLeastSignificantBits());
	}

	private static UUID id(ByteBuffer bytes, int at) {
		return new UUID(bytes.getLong(at), bytes.getLong(at + Long.BYTES));
	}

}
