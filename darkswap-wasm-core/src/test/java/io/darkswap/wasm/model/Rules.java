package io.darkswap.wasm.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.signing.SignedOrder;

/** The rules for refused arguments and for rounding. */
final class Rules {

	static final int SCALE = 8;

	/** The smallest amount that can be paid. */
	static final BigDecimal UNIT = BigDecimal.ONE.movePointLeft(SCALE);

	private static final BigInteger TWO_TO_64 = BigInteger.TWO.pow(64);

	private static final BigInteger UNITS_PER_ONE = BigInteger.TEN.pow(SCALE);

	private static final Duration MICROSECOND = Duration.ofNanos(1000);

	private static final Duration ANY_EXPIRY = Duration.ofSeconds(1);

	private static final int LONGEST_ADDRESS = 90;

	private static final Instant END_OF_TIME = Instant.EPOCH.plus(Long.MAX_VALUE, ChronoUnit.MICROS).plusNanos(1000);

	/** A million years, which an Instant can hold when it is added to now. */
	private static final Duration LONGEST = Duration.ofDays(365_000_000);

	private Rules() {
	}

	static void require(boolean condition) {
		if (!condition) {
			throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT, "refused by the reference");
		}
	}

	static void requireOrder(NewOrder order, Instant now) {
		require(order != null);
		requirePair(order.base(), order.quote());
		require(order.side() != null);
		BigInteger quoteAmount = units(order.amount()).multiply(units(order.price())).divide(UNITS_PER_ONE);
		require(quoteAmount.signum() > 0 && quoteAmount.compareTo(TWO_TO_64) < 0);
		requireAddress(order.maker());
		expiresAt(now, order.expiry());
	}

	/** Requires an order of another client: signed by its maker, and not expired. */
	static void requireImport(SignedOrder signed, Instant now) {
		require(signed != null);
		Order order = signed.order();
		require(order.id() != null);
		requireOrder(new NewOrder(order.baseAsset(), order.quoteAsset(), order.side(), order.amount(), order.price(),
				order.maker(), ANY_EXPIRY), now);
		require(order.expiry() != null && order.expiry().isBefore(END_OF_TIME));
		if (signed.signature().equals(Maker.FORGED)) {
			throw new DarkSwapException(ErrorCode.SIGNATURE_INVALID, "refused by the reference");
		}
		if (order.maker().equals(Maker.SELF.wallet().address())) {
			throw new DarkSwapException(ErrorCode.DUPLICATE_ORDER, "refused by the reference");
		}
		require(order.expiry().isAfter(now.truncatedTo(ChronoUnit.MICROS)));
	}

	static void requirePair(Asset base, Asset quote) {
		require(base != null && quote != null && !base.equals(quote));
	}

	/**
	 * Returns a number in units of 1e-8: positive, a whole number of them, below 2^64.
	 */
	static BigInteger units(BigDecimal number) {
		require(number != null && number.signum() > 0);
		BigDecimal units = number.movePointRight(SCALE).stripTrailingZeros();
		require(units.scale() <= 0 && units.compareTo(new BigDecimal(TWO_TO_64)) < 0);
		return units.toBigIntegerExact();
	}

	/** Whether an amount costs less than the smallest amount that can be paid. */
	static boolean isBelowUnit(BigDecimal amount, BigDecimal price) {
		return amount.multiply(price).compareTo(UNIT) < 0;
	}

	static void requireMicrosecond(Duration duration) {
		require(duration != null && duration.compareTo(MICROSECOND) >= 0);
	}

	private static void requireAddress(String address) {
		require(address != null && address.length() >= 1 && address.length() <= LONGEST_ADDRESS);
		require(address.chars().allMatch((character) -> character > ' ' && character < 0x7f));
	}

	/**
	 * Converts a duration from now into an expiry timestamp: at a later microsecond,
	 * before 2^63 microseconds after the epoch.
	 */
	static Instant expiresAt(Instant now, Duration expiry) {
		require(expiry != null && expiry.compareTo(LONGEST) < 0);
		Instant createdAt = now.truncatedTo(ChronoUnit.MICROS);
		Instant expiresAt = createdAt.plus(expiry).truncatedTo(ChronoUnit.MICROS);
		require(expiresAt.isAfter(createdAt));
		require(expiresAt.isBefore(END_OF_TIME));
		return expiresAt;
	}

	static BigDecimal rounded(BigDecimal number) {
		return number.setScale(SCALE, RoundingMode.HALF_UP);
	}

	/** Returns a number that has no more than 8 decimals, with 8 decimals. */
	static BigDecimal exact(BigDecimal number) {
		return number.setScale(SCALE, RoundingMode.UNNECESSARY);
	}

}
