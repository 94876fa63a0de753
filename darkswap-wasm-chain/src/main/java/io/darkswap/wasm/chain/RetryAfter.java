package io.darkswap.wasm.chain;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The header {@code Retry-After}: seconds, or a date (RFC 9110, section 10.2.3).
 */
final class RetryAfter {

	private static final Pattern SECONDS = Pattern.compile("[0-9]+");

	/** A number of more digits exceeds every pause anyway. */
	private static final int MAX_DIGITS = 9;

	private RetryAfter() {
	}

	/** Returns zero if there is no such header, or none that makes sense. */
	static Duration parse(@Nullable String value, Clock clock) {
		if (value == null) {
			return Duration.ZERO;
		}
		if (SECONDS.matcher(value).matches()) {
			String digits = value.substring(0, Math.min(value.length(), MAX_DIGITS));
			return Duration.ofSeconds(Long.parseLong(digits));
		}
		try {
			ZonedDateTime date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
			Duration wait = Duration.between(clock.instant(), date.toInstant());
			return wait.isNegative() ? Duration.ZERO : wait;
		}
		catch (DateTimeException ex) {
			return Duration.ZERO;
		}
	}

}
