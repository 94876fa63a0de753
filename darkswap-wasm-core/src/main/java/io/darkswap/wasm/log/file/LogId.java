package io.darkswap.wasm.log.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * The random identifier of one log, the same in all its segments.
 *
 * @param high its upper 64 bits
 * @param low its lower 64 bits
 */
public record LogId(long high, long low) {

	private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	public static LogId random() {
		UUID random = UUID.randomUUID();
		return new LogId(random.getMostSignificantBits(), random.getLeastSignificantBits());
	}

	public byte[] bytes() {
		byte[] bytes = new byte[2 * Long.BYTES];
		LONG.set(bytes, 0, this.high);
		LONG.set(bytes, Long.BYTES, this.low);
		return bytes;
	}

	@Override
	public String toString() {
		return new UUID(this.high, this.low).toString();
	}

}
