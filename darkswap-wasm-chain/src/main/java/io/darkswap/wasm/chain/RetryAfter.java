package io.darkswap.wasm.chain;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The header {@code Retry-After}: seconds, or a date in one of the three forms of
 * HTTP-date (RFC 9110, sections 5.6.7 and 10.2.3).
 */
final class RetryAfter {

	private static final Pattern SECONDS = Pattern.compile("[0-9]+");

	/** A number of more digits exceeds every pause anyway. */
	private static final int MAX_DIGITS = 9;

	/** A year of two digits is at most this many years in the future. */
	private static final int FUTURE_YEARS = 50;

	/** As in {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
	private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'",
			Locale.ENGLISH);

	/** As in {@code Sun Nov  6 08:49:37 1994}. */
	private static final DateTimeFormatter ASCTIME = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu",
			Locale.ENGLISH);

	private RetryAfter() {
	}

	/**
	 * Returns the time to wait: zero if there is no such header, or an invalid one.
	 */
	static Duration parse(@Nullable String value, Clock clock) {
		if (value == null) {
			return Duration.ZERO;
		}
		if (SECONDS.matcher(value).matches()) {
			String digits = value.replaceFirst("^0+(?=.)", "");
			return Duration.ofSeconds(Long.parseLong(digits.substring(0, Math.min(digits.length(), MAX_DIGITS))));
		}
		Instant now = clock.instant();
		for (DateTimeFormatter format : List.of(IMF_FIXDATE, rfc850(now), ASCTIME)) {
			try {
				Duration wait = Duration.between(now, parse(value, format));
				return wait.isNegative() ? Duration.ZERO : wait;
			}
			catch (DateTimeException ex) {
				// The date may have the next form.
			}
		}
		return Duration.ZERO;
	}

	/** 23:59:60 is a leap second, which {@link LocalDateTime} cannot hold. */
	private static Instant parse(String value, DateTimeFormatter format) {
		String without = value.replace("23:59:60", "23:59:59");
		Instant time = LocalDateTime.parse(without, format).toInstant(ZoneOffset.UTC);
		return without.equals(value) ? time : time.plusSeconds(1);
	}

	/** As in {@code Sunday, 06-Nov-94 08:49:37 GMT}. */
	private static DateTimeFormatter rfc850(Instant now) {
		int firstYear = now.atZone(ZoneOffset.UTC).getYear() + FUTURE_YEARS - 99;
		return new DateTimeFormatterBuilder().appendPattern("EEEE, dd-MMM-")
			.appendValueReduced(ChronoField.YEAR, 2, 2, firstYear)
			.appendPattern(" HH:mm:ss 'GMT'")
			.toFormatter(Locale.ENGLISH);
	}

}
