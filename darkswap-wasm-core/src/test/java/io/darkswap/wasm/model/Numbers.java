package io.darkswap.wasm.model;

import java.math.BigDecimal;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Amounts and prices: mostly a few that meet, sometimes the ends of what is allowed. */
final class Numbers {

	private static final String MAXIMUM = "184467440737.09551615";

	private static final String TWO_TO_63 = "92233720368.54775808";

	/** Amounts and prices whose product is just below 2^64 units, or far from it. */
	private static final List<Terms> EXTREME = List.of(terms(MAXIMUM, "1"), terms("1", MAXIMUM),
			terms(MAXIMUM, "0.00000001"), terms("0.00000001", MAXIMUM), terms("0.00000001", "0.00000001"),
			terms(TWO_TO_63, "1.99999999"), terms("1.99999999", TWO_TO_63), terms("0.5", TWO_TO_63),
			terms("10995.11627776", "16777215.99999999"), terms("1E+3", "1E+2"));

	private static final List<Terms> TOO_LARGE = List.of(terms(MAXIMUM, "1.00000001"), terms("1.00000001", MAXIMUM),
			terms(TWO_TO_63, "2"), terms("2", TWO_TO_63), terms("10995.11627776", "16777216"), terms(MAXIMUM, MAXIMUM));

	private static final Arbitrary<BigDecimal> ORDINARY_AMOUNTS = Arbitraries.frequencyOf(
			Tuple.of(6, decimals("0.5", "1", "2", "2.00", "3")),
			Tuple.of(2, Arbitraries.longs().between(1, 500_000_000).map((units) -> BigDecimal.valueOf(units, 8))));

	private static final Arbitrary<BigDecimal> ORDINARY_PRICES = Arbitraries.frequencyOf(
			Tuple.of(8, decimals("98", "99.5", "100", "100.00000001", "101")),
			// Parts of an order at these prices cost less than the smallest unit.
			Tuple.of(2, decimals("0.00000002", "0.00000003")),
			Tuple.of(1, Arbitraries.integers().between(1, 300).map(BigDecimal::valueOf)),
			Tuple.of(1, Arbitraries.longs().between(1, 50_000_000_000L).map((units) -> BigDecimal.valueOf(units, 8))));

	private static final Arbitrary<BigDecimal> EXTREME_NUMBERS = decimals(MAXIMUM, TWO_TO_63, "92233720368.54775807",
			"0.00000001", "0.000000010", "1E+2");

	private Numbers() {
	}

	static Arbitrary<Terms> validTerms() {
		return Arbitraries.frequencyOf(
				Tuple.of(20, Combinators.combine(ORDINARY_AMOUNTS, ORDINARY_PRICES).as(Terms::new)),
				Tuple.of(1, Arbitraries.of(EXTREME)));
	}

	static Arbitrary<Terms> invalidTerms() {
		return Arbitraries.oneOf(Combinators.combine(invalid(), ORDINARY_PRICES).as(Terms::new),
				Combinators.combine(ORDINARY_AMOUNTS, invalid()).as(Terms::new), Arbitraries.of(TOO_LARGE));
	}

	static Arbitrary<BigDecimal> amounts() {
		return Arbitraries.frequencyOf(Tuple.of(10, ORDINARY_AMOUNTS), Tuple.of(1, EXTREME_NUMBERS));
	}

	static Arbitrary<BigDecimal> prices() {
		return Arbitraries.frequencyOf(Tuple.of(10, ORDINARY_PRICES), Tuple.of(1, EXTREME_NUMBERS));
	}

	/** 0, negative, more than 8 decimals, 2^64 units and more, and none at all. */
	static Arbitrary<BigDecimal> invalid() {
		return decimals("0", "0.00000000", "-1", "-0.00000001", "0.000000001", "1.000000001", "184467440737.09551616",
				"1E+20", "1E-20")
			.injectNull(0.1);
	}

	private static Arbitrary<BigDecimal> decimals(String... numbers) {
		return Arbitraries.of(numbers).map(BigDecimal::new);
	}

	private static Terms terms(String amount, String price) {
		return new Terms(new BigDecimal(amount), new BigDecimal(price));
	}

	record Terms(BigDecimal amount, BigDecimal price) {
	}

}
