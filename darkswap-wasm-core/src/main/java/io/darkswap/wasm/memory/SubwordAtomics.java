package io.darkswap.wasm.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Atomic read-modify-write of 8 and 16 bits, which the JVM has no instruction for, as an
 * update of the aligned 32-bit word around them. A linear memory is a multiple of 64 KiB
 * long, so that word is inside whenever its bytes are.
 *
 * <p>
 * {@code mask} selects the bits in the word, operands are shifted to their place, and
 * their bits outside the mask are ignored. Every method returns the whole previous word.
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
 */
final class SubwordAtomics {

	private static final VarHandle WORD = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

	private SubwordAtomics() {
	}

	static int getAndAdd(ByteBuffer bytes, int word, int mask, int delta) {
		int seen = (int) WORD.getVolatile(bytes, word);
		while (true) {
			int sum = (seen & ~mask) | ((seen + (delta & mask)) & mask);
			int witness = (int) WORD.compareAndExchange(bytes, word, seen, sum);
			if (witness == seen) {
				return seen;
			}
			seen = witness;
		}
	}

	static int getAndSet(ByteBuffer bytes, int word, int mask, int value) {
		int seen = (int) WORD.getVolatile(bytes, word);
		while (true) {
			int next = (seen & ~mask) | (value & mask);
			int witness = (int) WORD.compareAndExchange(bytes, word, seen, next);
			if (witness == seen) {
				return seen;
			}
			seen = witness;
		}
	}

	static int compareAndExchange(ByteBuffer bytes, int word, int mask, int expected, int replacement) {
		int seen = (int) WORD.getVolatile(bytes, word);
		while (((seen ^ expected) & mask) == 0) {
			int next = (seen & ~mask) | (replacement & mask);
			int witness = (int) WORD.compareAndExchange(bytes, word, seen, next);
			if (witness == seen) {
				return seen;
			}
			seen = witness;
		}
		return seen;
	}

	static int getAndAnd(ByteBuffer bytes, int word, int mask, int operand) {
		return (int) WORD.getAndBitwiseAnd(bytes, word, operand | ~mask);
	}

	static int getAndOr(ByteBuffer bytes, int word, int mask, int operand) {
		return (int) WORD.getAndBitwiseOr(bytes, word, operand & mask);
	}

	static int getAndXor(ByteBuffer bytes, int word, int mask, int operand) {
		return (int) WORD.getAndBitwiseXor(bytes, word, operand & mask);
	}

}
