package io.darkswap.wasm.autoconfigure.properties;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.dylibso.chicory.runtime.Memory;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The size of a linear memory as a property: a number of pages of 64 KiB, such as
 * {@code 256}, or a size with its unit, such as {@code 16MB}. As for Spring's
 * {@code DataSize}, a kilobyte has 1,024 bytes; {@code KiB}, {@code MiB} and {@code GiB}
 * mean the same.
 */
public final class MemorySize {

	private static final Pattern TEXT = Pattern.compile("(\\d+)\\s*([a-z]*)");

	private static final Map<String, Integer> SHIFTS = Map.of("kb", 10, "kib", 10, "mb", 20, "mib", 20, "gb", 30, "gib",
			30);

	private static final int PAGE_SHIFT = 16;

	private static final BigInteger LIMIT = BigInteger.valueOf(Memory.RUNTIME_MAX_PAGES);

	private static final BigInteger LARGEST = BigInteger.valueOf(Integer.MAX_VALUE);

	private MemorySize() {
	}

	/**
	 * Parse the value of a property.
	 * @param property the name of the property, for the failure
	 * @param value the value
	 * @return pages of 64 KiB, 0 or more
	 * @throws InvalidConfigurationPropertyValueException if it is neither a number of
	 * pages nor a size of whole pages
	 */
	public static int pages(String property, String value) {
		Matcher text = TEXT.matcher(value.strip().toLowerCase(Locale.ROOT));
		if (!text.matches()) {
			throw invalid(property, value,
					"It is neither a number of pages of 64 KiB, such as 256, nor a size, such as 16MB.");
		}
		BigInteger number = new BigInteger(text.group(1));
		String unit = text.group(2);
		if (!unit.isEmpty()) {
			Integer shift = SHIFTS.get(unit);
			if (shift == null) {
				throw invalid(property, value, "The unit of a size is KB, MB or GB.");
			}
			BigInteger[] pages = number.shiftLeft(shift).divideAndRemainder(BigInteger.ONE.shiftLeft(PAGE_SHIFT));
			if (pages[1].signum() != 0) {
				throw invalid(property, value, "A memory has whole pages of 64 KiB: use a multiple of 64KB.");
			}
			if (pages[0].compareTo(LIMIT) > 0) {
				throw invalid(property, value,
						"A memory has at most 32767 pages of 64 KiB, which are 2097088KB, just under 2GB.");
			}
			number = pages[0];
		}
		if (number.compareTo(LARGEST) > 0) {
			throw invalid(property, value, "A memory has at most 32767 pages of 64 KiB.");
		}
		return number.intValue();
	}

	private static InvalidConfigurationPropertyValueException invalid(String property, String value, String reason) {
		return new InvalidConfigurationPropertyValueException(property, value, reason);
	}

}
