package io.darkswap.wasm.loader.simd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * Inputs of vector instructions: random bits, and the corners of each type of lane.
 */
final class VectorInputs {

	private static final long[] INTEGERS = { 0, 1, -1, 2, -2, 3, 7, 8, 15, 16, 31, 63, 64, 0x55, 0x7F, 0x80, 0x81, 0xFF,
			0x7FFE, 0x7FFF, 0x8000, 0x8001, 0xFFFE, 0xFFFF, 0x7FFF_FFFFL, 0x8000_0000L, 0x8000_0001L, 0xFFFF_FFFFL,
			Long.MAX_VALUE, Long.MIN_VALUE };

	private static final float[] FLOATS = { 0F, -0F, 0.5F, -0.5F, 1F, -1F, 1.5F, -1.5F, 2.5F, -2.5F, 0.1F, 1e-40F,
			-1e-40F, 8388607.5F, 8388609F, 2147483520F, 2147483648F, -2147483648F, -2147483904F, 4294967040F,
			4294967296F, 1e10F, -1e10F, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, Float.POSITIVE_INFINITY,
			Float.NEGATIVE_INFINITY, Float.NaN, Float.intBitsToFloat(0x7FA0_0000), Float.intBitsToFloat(0xFFC1_2345) };

	private static final double[] DOUBLES = { 0, -0.0, 0.5, -0.5, 1, -1, 1.5, -1.5, 2.5, -2.5, 0.1, 1e-310, 1e-42,
			4503599627370495.5, 2147483647, 2147483647.9, 2147483648.0, -2147483648.0, -2147483648.9, -2147483649.0,
			4294967295.0, 4294967295.9, 4294967296.0, 1e39, -1e39, 1e300, Double.MAX_VALUE, Double.MIN_VALUE,
			Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN,
			Double.longBitsToDouble(0x7FF4_0000_0000_0000L), Double.longBitsToDouble(0xFFF8_1234_5678_9ABCL) };

	private VectorInputs() {
	}

	/** Create inputs of {@link VectorProbe#INPUT} bytes each. */
	static byte[] create(int count, Random random) {
		ByteBuffer inputs = ByteBuffer.allocate(count * VectorProbe.INPUT).order(ByteOrder.LITTLE_ENDIAN);
		while (inputs.hasRemaining()) {
			int kind = random.nextInt(9);
			for (int vector = 0; vector < VectorProbe.INPUT / VectorProbe.RESULT; vector++) {
				vector(inputs, kind, random);
			}
		}
		return inputs.array();
	}

	private static void vector(ByteBuffer inputs, int kind, Random random) {
		for (int half = 0; half < 2; half++) {
			switch (kind) {
				case 0 -> inputs.putLong(random.nextLong());
				case 1 -> inputs.putLong(integer(random));
				case 2, 3 -> inputs.putDouble(DOUBLES[random.nextInt(DOUBLES.length)]);
				case 4, 5 -> inputs.putInt(floatBits(random)).putInt(floatBits(random));
				case 6 -> inputs.putInt((int) integer(random)).putInt((int) integer(random));
				case 7 -> {
					for (int lane = 0; lane < 4; lane++) {
						inputs.putShort((short) integer(random));
					}
				}
				default -> {
					for (int lane = 0; lane < 8; lane++) {
						inputs.put((byte) integer(random));
					}
				}
			}
		}
	}

	private static long integer(Random random) {
		return INTEGERS[random.nextInt(INTEGERS.length)];
	}

	private static int floatBits(Random random) {
		return Float.floatToRawIntBits(FLOATS[random.nextInt(FLOATS.length)]);
	}

}
