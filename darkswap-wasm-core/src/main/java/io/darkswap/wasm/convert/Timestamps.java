package io.darkswap.wasm.convert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.arguments.Arguments;

/** Converts to and from the engine's time, in microseconds since the epoch. */
public final class Timestamps {

	private static final long MICROS_PER_SECOND = TimeUnit.SECONDS.toMicros(1);

	private static final long NANOS_PER_MICRO = TimeUnit.MICROSECONDS.toNanos(1);

	private static final Duration MICROSECOND = Duration.of(1, ChronoUnit.MICROS);

	private static final Duration LONGEST = Duration.of(Long.MAX_VALUE, ChronoUnit.MICROS);

	/** The last moment that 64 bits hold. */
	private static final Instant END = instant(Long.MAX_VALUE);

	private Timestamps() {
	}

	static long micros(Instant instant) {
		return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND),
				instant.getNano() / NANOS_PER_MICRO);
	}

	/** Convert microseconds since the epoch to an instant. */
	public static Instant instant(long micros) {
		return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND),
				Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
	}

	/**
	 * Read a clock.
	 * @return microseconds since the epoch, not negative
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it shows a
	 * time before 1970 or beyond the range of 64 bits
	 */
	public static long now(Clock clock) {
		Instant now = clock.instant();
		if (now.isBefore(Instant.EPOCH) || now.isAfter(END)) {
			throw DarkSwapException.invalidArgument("The client's clock shows %s: set it to a time between 1970 and %s",
					now, END);
		}
		return micros(now);
	}

	/**
	 * Convert a duration from now into an expiry timestamp.
	 * @param now microseconds since the epoch
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is shorter
	 * than a microsecond or ends beyond the range of 64 bits
	 */
	public static long expiry(long now, Duration expiry) {
		long length = positive(expiry, "expiry");
		if (length > Long.MAX_VALUE - now) {
			throw DarkSwapException.invalidArgument("The expiry %s is too far away: orders expire before %s", expiry,
					END);
		}
		return now + length;
	}

	/**
	 * Convert a duration to microseconds, at most {@link Long#MAX_VALUE}.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is shorter
	 * than a microsecond
	 */
	public static long positive(Duration duration, String name) {
		Arguments.notNull(duration, name);
		if (duration.compareTo(MICROSECOND) < 0) {
			throw DarkSwapException.invalidArgument("The %s %s must be at least a microsecond", name, duration);
		}
		if (duration.compareTo(LONGEST) > 0) {
			return Long.MAX_VALUE;
		}
		return duration.toSeconds() * MICROS_PER_SECOND + duration.getNano() / NANOS_PER_MICRO;
	}

	/**
	 * Convert an instant of whole microseconds.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it has parts
	 * of a microsecond, or is beyond the range of 64 bits
	 */
	public static long exactMicros(Instant instant, String name) {
		Arguments.notNull(instant, name);
		try {
			if (instant.getNano() % NANOS_PER_MICRO == 0) {
				return micros(instant);
			}
		}
		catch (ArithmeticException ex) {
			throw DarkSwapException.invalidArgument("The %s %s is too far away", name, instant);
		}
		throw DarkSwapException.invalidArgument("The %s %s has parts of a microsecond", name, instant);
	}

}
