package io.darkswap.wasm.loader.simd;

import java.util.Map;
import java.util.TreeMap;

/**
 * Lowers {@code i8x16.shuffle}. The bytes of a result's half that come from one half and
 * move by the same distance move together.
 */
final class Shuffle {

	private static final int BYTES = 8;

	private static final int I64_AND = 0x83;

	private static final int I64_OR = 0x84;

	private static final int I64_SHL = 0x86;

	private static final int I64_SHR_U = 0x88;

	private Shuffle() {
	}

	/**
	 * Push half of a result.
	 * @param halves the locals of the four halves to choose from
	 * @param lanes the bytes to choose, eight numbers below 32
	 */
	static void half(CodeWriter code, int[] halves, int[] lanes) {
		boolean first = true;
		for (Map.Entry<Move, Long> move : moves(lanes).entrySet()) {
			move.getKey().write(code, halves, move.getValue());
			if (!first) {
				code.op(I64_OR);
			}
			first = false;
		}
	}

	/** Find the moves, each with a mask of the bytes that it fills. */
	private static Map<Move, Long> moves(int[] lanes) {
		Map<Move, Long> moves = new TreeMap<>();
		for (int index = 0; index < BYTES; index++) {
			Move move = new Move(lanes[index] / BYTES, index - lanes[index] % BYTES);
			moves.merge(move, 0xFFL << (8 * index), (one, other) -> one | other);
		}
		return moves;
	}

	/**
	 * A move of bytes.
	 *
	 * @param half the half from which they come
	 * @param distance the bytes by which they move up, negative if they move down
	 */
	private record Move(int half, int distance) implements Comparable<Move> {

		void write(CodeWriter code, int[] halves, long mask) {
			code.get(halves[this.half]);
			int bits = 8 * Math.abs(this.distance);
			long whole = (this.distance > 0) ? -1L << bits : -1L >>> bits;
			if (this.distance != 0) {
				code.i64(bits).op((this.distance > 0) ? I64_SHL : I64_SHR_U);
			}
			if (mask != whole) {
				code.i64(mask).op(I64_AND);
			}
		}

		@Override
		public int compareTo(Move other) {
			int byHalf = Integer.compare(this.half, other.half);
			return (byHalf != 0) ? byHalf : Integer.compare(this.distance, other.distance);
		}

	}

}
