package io.darkswap.wasm;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Amounts and prices as the engine has them: unsigned 64-bit numbers of 1e-8 units. What
 * does not fit exactly is refused, never rounded.
 */
final class FixedPoint {

	/** Decimals after the point. */
	static final int SCALE = 8;

	/** 2^64 units of 1e-8 have 12 digits before the point. */
	private static final int MAX_INTEGER_DIGITS = 12;

	private static final BigDecimal TWO_TO_64 = new BigDecimal(BigInteger.ONE.shiftLeft(Long.SIZE));

	private FixedPoint() {
	}

	/**
	 * Converts a positive decimal.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is not
	 * positive, has more than 8 decimals or is too large
	 */
	static long positive(BigDecimal value, String name) {
		Arguments.notNull(value, name);
		if (value.signum() <= 0) {
			throw Arguments.invalid("The %s must be positive", name);
		}
		// Before any arithmetic, which would cost as much as the exponent is large.
		if ((long) value.precision() - value.scale() > MAX_INTEGER_DIGITS) {
			throw Arguments.invalid("The %s is too large: it must be below 2^64 units of 1e-8", name);
		}
		if ((long) value.scale() - value.precision() >= SCALE) {
			throw tooPrecise(name);
		}
		BigInteger units = exactUnits(value, name);
		if (units.bitLength() > Long.SIZE) {
			throw Arguments.invalid("The %s is too large: it must be below 2^64 units of 1e-8", name);
		}
		return units.longValue();
	}

	private static BigInteger exactUnits(BigDecimal value, String name) {
		try {
			return value.setScale(SCALE, RoundingMode.UNNECESSARY).unscaledValue();
		}
		catch (ArithmeticException ex) {
			throw tooPrecise(name);
		}
	}

	private static DarkSwapException tooPrecise(String name) {
		return Arguments.invalid("The %s has more than 8 decimals: round it to a multiple of 0.00000001", name);
	}

	/**
	 * Makes sure that amount times price, in units of 1e-8, stays below 2^64.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it does not
	 */
	static void requireProduct(long amount, long price) {
		if (amount >= 0 && price >= 0 && Math.multiplyHigh(amount, price) == 0) {
			return;
		}
		BigDecimal product = decimal(amount).multiply(decimal(price));
		if (product.compareTo(decimal(0, 1)) >= 0) {
			throw Arguments.invalid("The amount times the price is too large: it must be below 2^64 units of 1e-8");
		}
	}

	/** Converts unsigned units of 1e-8 to a decimal with 8 decimals. */
	static BigDecimal decimal(long units) {
		return decimal(units, 0);
	}

	/** Converts 96 unsigned bits of units of 1e-8 to a decimal with 8 decimals. */
	static BigDecimal decimal(long low, int high) {
		if (low >= 0 && high == 0) {
			return BigDecimal.valueOf(low, SCALE);
		}
		BigDecimal units = new BigDecimal(Long.toUnsignedString(low))
			.add(TWO_TO_64.multiply(BigDecimal.valueOf(Integer.toUnsignedLong(high))));
		return units.movePointLeft(SCALE);
	}

	/** Converts a sum of 128 unsigned bits to a decimal. */
	static BigDecimal sum(long low, long high, int scale) {
		if (low >= 0 && high == 0) {
			return BigDecimal.valueOf(low, scale);
		}
		BigInteger units = new BigInteger(Long.toUnsignedString(high)).shiftLeft(Long.SIZE)
			.add(new BigInteger(Long.toUnsignedString(low)));
		return new BigDecimal(units, scale);
	}

	/** Rounds half up to 8 decimals. */
	static BigDecimal round(BigDecimal value) {
		return value.setScale(SCALE, RoundingMode.HALF_UP);
	}

}
