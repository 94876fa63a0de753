package io.darkswap.wasm.memory;

/**
 * Atomic accesses of 8 and 16 bits, which the JVM has no instruction for, as accesses of
 * the aligned 32-bit word around them. A linear memory is a multiple of 64 KiB long, so
 * that word is inside whenever its bytes are.
 *
 * <pre>
 *   word at address &amp; ~3
 *   31      24 23      16 15       8 7        0   bit
 *  +----------+----------+----------+----------+
 *  |  addr 3  |  addr 2  |  addr 1  |  addr 0  |   8 bits: shift = (address &amp; 3) * 8
 *  +----------+----------+----------+----------+
 *  |       addr 2        |       addr 0        |  16 bits: shift = (address &amp; 2) * 8
 *  +---------------------+---------------------+
 * </pre>
 *
 * <p>
 * {@code mask} is {@link #BYTE} or {@link #SHORT}. Operands count up to its width. Every
 * method returns the previous value in the lowest bits, with other bits above it, and
 * throws an {@link IllegalStateException} if the address of 16 bits is odd.
 */
final class SubwordAtomics {

	/** The mask of 8 bits. */
	static final int BYTE = 0xFF;

	/** The mask of 16 bits. */
	static final int SHORT = 0xFFFF;

	private SubwordAtomics() {
	}

	static int get(MappedBytes bytes, int address, int mask) {
		int shift = shift(address, mask);
		return bytes.getIntVolatile(word(address)) >>> shift;
	}

	static int getAndAdd(MappedBytes bytes, int address, int mask, int delta) {
		int shift = shift(address, mask);
		int seen = bytes.getIntVolatile(word(address));
		while (true) {
			int sum = merge(seen, (seen >>> shift) + delta, mask, shift);
			int witness = bytes.compareAndExchangeInt(word(address), seen, sum);
			if (witness == seen) {
				return seen >>> shift;
			}
			seen = witness;
		}
	}

	static int getAndSet(MappedBytes bytes, int address, int mask, int value) {
		int shift = shift(address, mask);
		int seen = bytes.getIntVolatile(word(address));
		while (true) {
			int witness = bytes.compareAndExchangeInt(word(address), seen, merge(seen, value, mask, shift));
			if (witness == seen) {
				return seen >>> shift;
			}
			seen = witness;
		}
	}

	static int compareAndExchange(MappedBytes bytes, int address, int mask, int expected, int replacement) {
		int shift = shift(address, mask);
		int seen = bytes.getIntVolatile(word(address));
		while ((((seen >>> shift) ^ expected) & mask) == 0) {
			int witness = bytes.compareAndExchangeInt(word(address), seen, merge(seen, replacement, mask, shift));
			if (witness == seen) {
				return seen >>> shift;
			}
			seen = witness;
		}
		return seen >>> shift;
	}

	static int getAndAnd(MappedBytes bytes, int address, int mask, int operand) {
		int shift = shift(address, mask);
		return bytes.getAndAndInt(word(address), merge(-1, operand, mask, shift)) >>> shift;
	}

	static int getAndOr(MappedBytes bytes, int address, int mask, int operand) {
		int shift = shift(address, mask);
		return bytes.getAndOrInt(word(address), merge(0, operand, mask, shift)) >>> shift;
	}

	static int getAndXor(MappedBytes bytes, int address, int mask, int operand) {
		int shift = shift(address, mask);
		return bytes.getAndXorInt(word(address), merge(0, operand, mask, shift)) >>> shift;
	}

	private static int word(int address) {
		return address & ~3;
	}

	private static int shift(int address, int mask) {
		if (mask == SHORT && (address & 1) != 0) {
			throw new IllegalStateException();
		}
		return (address & 3) << 3;
	}

	/** Returns a word with a value in the place of its bits. */
	private static int merge(int word, int value, int mask, int shift) {
		return (word & ~(mask << shift)) | ((value & mask) << shift);
	}

}
