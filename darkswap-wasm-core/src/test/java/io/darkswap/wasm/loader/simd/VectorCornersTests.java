package io.darkswap.wasm.loader.simd;

import java.nio.ByteBuffer;
import java.util.HexFormat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The corner cases of vector instructions in the specification. Each operand and result
 * is one lane, which all lanes equal.
 */
class VectorCornersTests {

	private static final HexFormat hex = HexFormat.of();

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			i8x16.add             | ff                 | 02                 | 01
			i8x16.sub             | 00                 | 01                 | ff
			i8x16.neg             | 80                 | 00                 | 80
			i8x16.abs             | 80                 | 00                 | 80
			i64x2.abs             | 8000000000000000   | 00                 | 8000000000000000
			i8x16.add_sat_s       | 7f                 | 01                 | 7f
			i8x16.add_sat_s       | 80                 | ff                 | 80
			i8x16.add_sat_u       | fe                 | 03                 | ff
			i8x16.sub_sat_s       | 80                 | 01                 | 80
			i16x8.sub_sat_u       | 0001               | 0002               | 0000
			i8x16.avgr_u          | ff                 | fe                 | ff
			i8x16.lt_s            | 80                 | 7f                 | ff
			i8x16.lt_u            | 80                 | 7f                 | 00
			i16x8.min_u           | 8000               | 7fff               | 7fff
			i16x8.min_s           | 8000               | 7fff               | 8000
			i16x8.q15mulr_sat_s   | 8000               | 8000               | 7fff
			i32x4.dot_i16x8_s     | 8000               | 8000               | 80000000
			i8x16.narrow_i16x8_s  | 0080               | 0080               | 7f
			i8x16.narrow_i16x8_u  | ffff               | ffff               | 00
			i8x16.swizzle         | 2a                 | 0f                 | 2a
			i8x16.swizzle         | 2a                 | 10                 | 00
			i8x16.popcnt          | fe                 | 00                 | 07
			f32x4.min             | 80000000           | 00000000           | 80000000
			f32x4.max             | 80000000           | 00000000           | 00000000
			f32x4.pmin            | 00000000           | 80000000           | 00000000
			f32x4.pmin            | 3f800000           | 7fa00000           | 3f800000
			f32x4.pmax            | 7fa00000           | 3f800000           | 7fa00000
			f32x4.eq              | 7fc00000           | 7fc00000           | 00000000
			f32x4.ne              | 7fc00000           | 7fc00000           | ffffffff
			f32x4.nearest         | 40200000           | 00                 | 40000000
			f32x4.nearest         | bf000000           | 00                 | 80000000
			f64x2.nearest         | 3ff8000000000000   | 00                 | 4000000000000000
			f32x4.neg             | 7fa00000           | 00                 | ffa00000
			f64x2.ceil            | bfe0000000000000   | 00                 | 8000000000000000
			i32x4.trunc_sat_f32x4_s | 7fc00000         | 00                 | 00000000
			i32x4.trunc_sat_f32x4_s | 4f800000         | 00                 | 7fffffff
			i32x4.trunc_sat_f32x4_u | bf800000         | 00                 | 00000000
			i32x4.trunc_sat_f32x4_u | 4f800000         | 00                 | ffffffff
			f32x4.convert_i32x4_u | ffffffff           | 00                 | 4f800000
			f32x4.convert_i32x4_s | ffffffff           | 00                 | bf800000
			""")
	void areAsTheSpecificationSays(String instruction, String left, String right, String expected) {
		assertThat(resultOf(instruction, left, right, 0)).isEqualTo(lanes(expected));
	}

	@ParameterizedTest
	@CsvSource({ "i8x16.shl, 81, 9, 02", "i8x16.shr_s, 81, 9, c0", "i16x8.shr_u, 8001, 17, 4000",
			"i32x4.shl, 80000001, 32, 80000001", "i64x2.shr_s, 8000000000000000, -1, ffffffffffffffff" })
	void aShiftIsByTheCountModuloTheWidthOfTheLane(String instruction, String operand, int count, String expected) {
		assertThat(resultOf(instruction, operand, "00", count)).isEqualTo(lanes(expected));
	}

	private static String resultOf(String instruction, String left, String right, int number) {
		ByteBuffer input = ByteBuffer.allocate(VectorProbe.INPUT);
		input.put(hex.parseHex(lanes(left))).put(hex.parseHex(lanes(right)));
		input.putInt(VectorProbe.INPUT - VectorProbe.RESULT, Integer.reverseBytes(number));
		return hex.formatHex(VectorProbe.of(instruction).run(input.array()));
	}

	/** Return a vector of equal lanes as the memory has it, the lowest byte first. */
	private static String lanes(String lane) {
		byte[] bytes = hex.parseHex(lane);
		StringBuilder reversed = new StringBuilder();
		for (int index = bytes.length - 1; index >= 0; index--) {
			reversed.append(hex.toHexDigits(bytes[index]));
		}
		return reversed.toString().repeat(VectorProbe.RESULT / bytes.length);
	}

}
