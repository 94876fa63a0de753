package io.darkswap.wasm.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Text in records: ASCII, which the client checks before it enters the engine. */
final class RecordText {

	private RecordText() {
	}

	static String read(ByteBuffer buffer, int offset, int length) {
		byte[] text = new byte[length];
		buffer.get(offset, text);
		return new String(text, StandardCharsets.US_ASCII);
	}

}
