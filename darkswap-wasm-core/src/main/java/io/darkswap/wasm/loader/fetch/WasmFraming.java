package io.darkswap.wasm.loader.fetch;

/**
 * Checks the framing of a WebAssembly binary while its bytes arrive: the magic number,
 * the version, then sections that each declare their length. A body that is not a module
 * is rejected at its first bytes, and a truncated module is distinguished from an invalid
 * one.
 */
final class WasmFraming {

	private static final byte[] MAGIC = { 0, 'a', 's', 'm' };

	private static final int HEADER = 8;

	private static final int LONGEST_SIZE = 35;

	private long position;

	/** The bytes of the section still to come. */
	private long left;

	private boolean inSize;

	private long size;

	private int shift;

	/**
	 * Follows some bytes.
	 * @return whether they can still be WebAssembly
	 */
	boolean follow(byte[] bytes, int offset, int length) {
		int index = offset;
		int end = offset + length;
		while (index < end) {
			if (this.left > 0) {
				int skipped = (int) Math.min(this.left, end - index);
				this.left -= skipped;
				this.position += skipped;
				index += skipped;
			}
			else if (!follow(bytes[index++])) {
				return false;
			}
		}
		return true;
	}

	private boolean follow(byte next) {
		if (this.position < HEADER) {
			boolean expected = this.position >= MAGIC.length || next == MAGIC[(int) this.position];
			this.position++;
			return expected;
		}
		this.position++;
		if (!this.inSize) {
			// The section's id.
			this.inSize = true;
			this.size = 0;
			this.shift = 0;
		}
		else {
			this.size |= (next & 0x7FL) << this.shift;
			this.shift += 7;
			if (next >= 0 || this.shift >= LONGEST_SIZE) {
				this.inSize = false;
				this.left = this.size;
			}
		}
		return true;
	}

	/**
	 * Returns whether a module could end here.
	 */
	boolean isComplete() {
		return this.position >= HEADER && this.left == 0 && !this.inSize;
	}

	long position() {
		return this.position;
	}

}
