package io.darkswap.wasm.chain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Parses the amounts of servers, exactly or not at all.
 */
final class Amounts {

	/** The exclusive limit of smallest units of a rune or an alkane. */
	private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(128);

	/** 2^128 has 39 digits. */
	private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,39}");

	private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]{1,32}");

	/** A rune is divided into at most 10^38. */
	private static final Pattern FRACTION = Pattern.compile("[0-9]{1,39}(\\.[0-9]{1,38})?");

	private final ChainFailures failures;

	Amounts(ChainFailures failures) {
		this.failures = failures;
	}

	/**
	 * Reads an unsigned number below 2^128: a JSON integer, or a string of decimal
	 * digits, or of hexadecimal ones after {@code 0x}.
	 */
	BigInteger unsigned(@Nullable JsonNode node, String name) {
		BigInteger number = null;
		if (node != null && node.isIntegralNumber()) {
			number = node.bigIntegerValue();
		}
		else if (node != null && node.isString()) {
			number = parse(node.stringValue());
		}
		if (number == null) {
			throw this.failures.malformed(name + " is no whole number");
		}
		return inRange(number, name);
	}

	private static @Nullable BigInteger parse(String text) {
		if (HEXADECIMAL.matcher(text).matches()) {
			return new BigInteger(text.substring(2), 16);
		}
		return DECIMAL.matcher(text).matches() ? new BigInteger(text) : null;
	}

	/** Reads a JSON integer that is not negative. */
	BigInteger integer(@Nullable JsonNode node, String name) {
		if (node == null || !node.isIntegralNumber()) {
			throw this.failures.malformed(name + " is no whole number");
		}
		return inRange(node.bigIntegerValue(), name);
	}

	/**
	 * Reads a decimal from a string, as in {@code "12.5"}.
	 * @param decimals the maximum number of decimals of the text, and the scale of the
	 * result
	 */
	BigDecimal decimal(@Nullable JsonNode node, int decimals, String name) {
		if (node == null || !node.isString() || !FRACTION.matcher(node.stringValue()).matches()) {
			throw this.failures.malformed(name + " is no decimal number");
		}
		BigDecimal decimal = new BigDecimal(node.stringValue());
		if (decimal.scale() > decimals) {
			throw this.failures.malformed(name + " has too many decimals");
		}
		BigDecimal scaled = decimal.setScale(decimals);
		inRange(scaled.unscaledValue(), name);
		return scaled;
	}

	BigInteger inRange(BigInteger number, String name) {
		if (number.signum() < 0 || number.compareTo(LIMIT) >= 0) {
			throw this.failures.malformed(name + " is negative or not below 2^128");
		}
		return number;
	}

}
