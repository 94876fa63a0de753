package io.darkswap.wasm.log;

import java.nio.ByteBuffer;

/**
 * Receives the records of a log in the order of their positions.
 */
@FunctionalInterface
public interface RecordConsumer {

	/**
	 * Receive one record.
	 * @param position the position of the record
	 * @param type the type of the record
	 * @param payload the record, read-only and little-endian; valid until this returns
	 */
	void accept(long position, int type, ByteBuffer payload);

}
