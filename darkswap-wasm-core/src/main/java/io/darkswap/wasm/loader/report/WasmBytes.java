package io.darkswap.wasm.loader.report;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the binary format of WebAssembly. Bytes that break off yield zeros: the parser
 * rejects such a module, with the reason.
 */
final class WasmBytes {

	private static final int LONGEST_NUMBER = 70;

	private final ByteBuffer bytes;

	WasmBytes(ByteBuffer bytes) {
		this.bytes = bytes;
	}

	boolean hasMore() {
		return this.bytes.hasRemaining();
	}

	int remaining() {
		return this.bytes.remaining();
	}

	/** Return the next byte, unsigned. */
	int next() {
		return this.bytes.hasRemaining() ? this.bytes.get() & 0xFF : 0;
	}

	/** Return the next byte without reading it, unsigned. */
	int peek() {
		return this.bytes.hasRemaining() ? this.bytes.get(this.bytes.position()) & 0xFF : 0;
	}

	/** Read an unsigned number of up to 64 bits, in LEB128. */
	long number() {
		long value = 0;
		for (int shift = 0; shift < LONGEST_NUMBER && this.bytes.hasRemaining(); shift += 7) {
			byte next = this.bytes.get();
			value |= (next & 0x7FL) << shift;
			if (next >= 0) {
				break;
			}
		}
		return value;
	}

	/** Skip a number in LEB128, signed or not. */
	void skipNumber() {
		number();
	}

	void skip(long count) {
		this.bytes.position((int) Math.min(this.bytes.limit(), this.bytes.position() + Math.max(0, count)));
	}

	/** Return the next bytes for themselves, or all if there are fewer. */
	WasmBytes take(long count) {
		int taken = (int) Math.min(this.bytes.remaining(), Math.max(0, count));
		WasmBytes part = new WasmBytes(this.bytes.slice().limit(taken));
		skip(taken);
		return part;
	}

	/** Read a name: its length, and its bytes in UTF-8. */
	String name() {
		int length = (int) Math.min(this.bytes.remaining(), Math.max(0, number()));
		length = Math.min(length, this.bytes.remaining());
		byte[] name = new byte[length];
		this.bytes.get(name);
		return new String(name, StandardCharsets.UTF_8);
	}

}
