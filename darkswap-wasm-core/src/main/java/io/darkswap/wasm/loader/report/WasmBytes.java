package io.darkswap.wasm.loader.report;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the binary format of WebAssembly. Bytes that break off yield zeros: the parser
 * rejects such a module, with the reason. Not API.
 */
public final class WasmBytes {

	private static final int LONGEST_NUMBER = 70;

	private final ByteBuffer bytes;

	/**
	 * Read some bytes.
	 * @param bytes the bytes, from their position on
	 */
	public WasmBytes(ByteBuffer bytes) {
		this.bytes = bytes;
	}

	/**
	 * Return whether bytes are left.
	 * @return whether they are
	 */
	public boolean hasMore() {
		return this.bytes.hasRemaining();
	}

	/**
	 * Reject bytes that end where more follows. A few bytes can claim any number of
	 * items.
	 * @param items what follows
	 * @throws IllegalArgumentException if no bytes are left
	 */
	public void expectMore(String items) {
		if (!hasMore()) {
			throw new IllegalArgumentException("fewer " + items + " than it says");
		}
	}

	/**
	 * Return the number of bytes left.
	 * @return the number
	 */
	public int remaining() {
		return this.bytes.remaining();
	}

	/**
	 * Return the next byte.
	 * @return the byte, unsigned
	 */
	public int next() {
		return this.bytes.hasRemaining() ? this.bytes.get() & 0xFF : 0;
	}

	/**
	 * Return the next byte without reading it.
	 * @return the byte, unsigned
	 */
	public int peek() {
		return this.bytes.hasRemaining() ? this.bytes.get(this.bytes.position()) & 0xFF : 0;
	}

	/**
	 * Read an unsigned number of up to 64 bits, in LEB128.
	 * @return the number
	 */
	public long number() {
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

	/**
	 * Read eight bytes, the lowest first.
	 * @return the number
	 */
	public long eight() {
		long value = 0;
		for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
			value |= (long) next() << shift;
		}
		return value;
	}

	/** Skip a number in LEB128, signed or not. */
	void skipNumber() {
		number();
	}

	/**
	 * Skip bytes, or all if there are fewer.
	 * @param count how many
	 */
	public void skip(long count) {
		int skipped = (int) Math.min(this.bytes.remaining(), Math.max(0, count));
		this.bytes.position(this.bytes.position() + skipped);
	}

	/**
	 * Return the next bytes for themselves, or all if there are fewer.
	 * @param count how many
	 * @return the bytes
	 */
	public WasmBytes take(long count) {
		int taken = (int) Math.min(this.bytes.remaining(), Math.max(0, count));
		WasmBytes part = new WasmBytes(this.bytes.slice().limit(taken));
		skip(taken);
		return part;
	}

	/**
	 * Return the bytes left, to be read on their own.
	 * @return the same bytes
	 */
	public WasmBytes copy() {
		return new WasmBytes(this.bytes.slice());
	}

	/**
	 * Read all bytes left.
	 * @return the bytes
	 */
	public byte[] rest() {
		byte[] rest = new byte[this.bytes.remaining()];
		this.bytes.get(rest);
		return rest;
	}

	/**
	 * Read the bytes up to where another reader of the same bytes is.
	 * @param later the other reader, further on
	 * @return the bytes
	 */
	public byte[] until(WasmBytes later) {
		return take(remaining() - (long) later.remaining()).rest();
	}

	/**
	 * Read a name: its length, and its bytes in UTF-8.
	 * @return the name
	 */
	public String name() {
		int length = (int) Math.min(this.bytes.remaining(), Math.max(0, number()));
		length = Math.min(length, this.bytes.remaining());
		byte[] name = new byte[length];
		this.bytes.get(name);
		return new String(name, StandardCharsets.UTF_8);
	}

}
