package io.darkswap.wasm.convert;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.arguments.Arguments;
import io.darkswap.wasm.engine.abi.EngineAbi;

/**
 * Converts between decimals and the engine's amounts and prices, which are unsigned
 * 64-bit numbers of 1e-8 units. A decimal that does not fit exactly is rejected, never
 * rounded.
 */
public final class FixedPoint {

	/** Decimals after the point. */
	public static final int SCALE = 8;

	/**
	 * Numbers of up to this many digits stay below 2^63 when they are scaled, so they
	 * need no big arithmetic.
	 */
	private static final int SMALL_DIGITS = 10;

	private static final long[] POWERS_OF_TEN = { 1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000,
			100_000_000 };

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
	public static long positive(BigDecimal value, String name) {
		Arguments.notNull(value, name);
		if (value.signum() <= 0) {
			throw DarkSwapException.invalidArgument("The %s must be positive", name);
		}
		if (value.scale() >= 0 && value.scale() <= SCALE && value.precision() <= SMALL_DIGITS) {
			return smallUnscaled(value) * POWERS_OF_TEN[SCALE - value.scale()];
		}
		// Before any arithmetic, which would cost as much as the exponent is large.
		if ((long) value.precision() - value.scale() > MAX_INTEGER_DIGITS) {
			throw DarkSwapException.invalidArgument("The %s is too large: it must be below 2^64 units of 1e-8", name);
		}
		if ((long) value.scale() - value.precision() >= SCALE) {
			throw tooPrecise(name);
		}
		BigInteger units = exactUnits(value, name);
		if (units.bitLength() > Long.SIZE) {
			throw DarkSwapException.invalidArgument("The %s is too large: it must be below 2^64 units of 1e-8", name);
		}
		return units.longValue();
	}

	/**
	 * Returns the unscaled value without the {@code BigInteger} that
	 * {@code unscaledValue()} creates.
	 */
	private static long smallUnscaled(BigDecimal value) {
		return value.scaleByPowerOfTen(value.scale()).longValue();
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
		return DarkSwapException
			.invalidArgument("The %s has more than 8 decimals: round it to a multiple of 0.00000001", name);
	}

	/**
	 * Rejects an amount and a price whose product is less than the smallest unit of the
	 * quote asset, 1e-8.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is less
	 */
	private static void requireAtLeastUnit(long amount, long price) {
		if (multiplyHighUnsigned(amount, price) == 0 && Long.compareUnsigned(amount * price, EngineAbi.LIMIT_ONE) < 0) {
			throw DarkSwapException.invalidArgument(
					"The amount times the price is %s, less than 0.00000001, the smallest unit that can be paid: raise the amount or the price",
					BigDecimal.valueOf(amount * price, 2 * SCALE).toPlainString());
		}
	}

	/**
	 * Rejects an amount and a price whose product cannot be paid: less than the smallest
	 * unit of the quote asset, 1e-8, or at least 2^64 units.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it cannot be
	 * paid
	 */
	public static void requirePayable(long amount, long price) {
		requireAtLeastUnit(amount, price);
		long high = multiplyHighUnsigned(amount, price);
		if (Long.compareUnsigned(high, EngineAbi.LIMIT_ONE) >= 0) {
			throw DarkSwapException
				.invalidArgument("The amount times the price is too large: it must be below 2^64 units of 1e-8");
		}
	}

	/**
	 * Returns the upper 64 bits of the product, as {@code Math.unsignedMultiplyHigh} of
	 * JDK 18 does.
	 */
	private static long multiplyHighUnsigned(long a, long b) {
		return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
	}

	/** Converts unsigned units of 1e-8 to a decimal with 8 decimals. */
	public static BigDecimal decimal(long units) {
		return decimal(units, 0);
	}

	/** Converts 96 unsigned bits of units of 1e-8 to a decimal with 8 decimals. */
	public static BigDecimal decimal(long low, int high) {
		if (low >= 0 && high == 0) {
			return BigDecimal.valueOf(low, SCALE);
		}
		BigDecimal units = new BigDecimal(Long.toUnsignedString(low))
			.add(TWO_TO_64.multiply(BigDecimal.valueOf(Integer.toUnsignedLong(high))));
		return units.movePointLeft(SCALE);
	}

	/** Converts a sum of 128 unsigned bits to a decimal. */
	public static BigDecimal sum(long low, long high, int scale) {
		if (low >= 0 && high == 0) {
			return BigDecimal.valueOf(low, scale);
		}
		BigInteger units = new BigInteger(Long.toUnsignedString(high)).shiftLeft(Long.SIZE)
			.add(new BigInteger(Long.toUnsignedString(low)));
		return new BigDecimal(units, scale);
	}

	/** Rounds half up to 8 decimals. */
	public static BigDecimal round(BigDecimal value) {
		return value.setScale(SCALE, RoundingMode.HALF_UP);
	}

}
