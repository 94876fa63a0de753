package io.darkswap.wasm.log.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * The random identifier of one log, the same in all its segments.
 *
 * @param high its upper 64 bits
 * @param low its lower 64 bits
 */
public record LogId(long high, long low) {

	public static LogId random() {
		UUID random = UUID.randomUUID();
		return new LogId(random.getMostSignificantBits(), random.getLeastSignificantBits());
	}

	public ByteBuffer bytes() {
		return ByteBuffer.allocate(2 * Long.BYTES)
			.order(ByteOrder.LITTLE_ENDIAN)
			.putLong(0, this.high)
			.putLong(Long.BYTES, this.low);
	}

	@Override
	public String toString() {
		return new UUID(this.high, this.low).toString();
	}

}
