package io.darkswap.wasm.kafka;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The value of a record of the topic of digests. All numbers are little-endian. <pre>
 *   0   magic "DSWPDIG2"; "DSWPDIG1" ends before the engine
 *   8   identifier of the topic of the commands, upper and lower half
 *  24   identifier of the node, upper and lower half
 *  40   position of the newest command in the books
 *  48   digest of the books
 *  56   SHA-256 of the engine, 32 bytes
 * </pre>
 *
 * @param topic the identifier of the topic of the commands
 * @param node the identifier of the node, which its directory keeps
 * @param position the position of the newest command in the books
 * @param digest the digest of the books
 * @param engine the SHA-256 of the engine, lower-case hexadecimal; empty in a frame of a
 * former version
 */
record DigestFrame(UUID topic, UUID node, long position, long digest, String engine) {

	private static final long MAGIC = 0x3247494450575344L;

	private static final long FORMER_MAGIC = 0x3147494450575344L;

	private static final int TOPIC = 8;

	private static final int NODE = 24;

	private static final int POSITION = 40;

	private static final int DIGEST = 48;

	private static final int ENGINE = 56;

	private static final int SIZE = 88;

	/** Return the value of the record. */
	byte[] encode() {
		byte[] sha256 = HexFormat.of().parseHex(this.engine);
		return ByteBuffer.allocate(ENGINE + sha256.length)
			.order(ByteOrder.LITTLE_ENDIAN)
			.putLong(0, (sha256.length > 0) ? MAGIC : FORMER_MAGIC)
			.putLong(TOPIC, this.topic.getMostSignificantBits())
			.putLong(TOPIC + Long.BYTES, this.topic.getLeastSignificantBits())
			.putLong(NODE, this.node.getMostSignificantBits())
			.putLong(NODE + Long.BYTES, this.node.getLeastSignificantBits())
			.putLong(POSITION, this.position)
			.putLong(DIGEST, this.digest)
			.put(ENGINE, sha256)
			.array();
	}

	/** Return the digest in a value; empty if it is something else. */
	static Optional<DigestFrame> decode(byte @Nullable [] value) {
		if (value == null || value.length != SIZE && value.length != ENGINE) {
			return Optional.empty();
		}
		ByteBuffer bytes = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
		if (bytes.getLong(0) != ((value.length == SIZE) ? MAGIC : FORMER_MAGIC)) {
			return Optional.empty();
		}
		return Optional.of(new DigestFrame(id(bytes, TOPIC), id(bytes, NODE), bytes.getLong(POSITION),
				bytes.getLong(DIGEST), HexFormat.of().formatHex(value, ENGINE, value.length)));
	}

	private static UUID id(ByteBuffer bytes, int at) {
		return new UUID(bytes.getLong(at), bytes.getLong(at + Long.BYTES));
	}

}
