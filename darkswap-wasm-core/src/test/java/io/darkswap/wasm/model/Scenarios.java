package io.darkswap.wasm.model;

import java.math.BigDecimal;
import java.time.Duration;

import io.darkswap.wasm.ClientKind;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.OrderSide;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Random scenarios that favour edge cases. */
final class Scenarios {

	private static final int LONGEST = 300;

	private static final Duration MICROSECOND = Duration.ofNanos(1000);

	private static final Arbitrary<AssetPair> PAIRS = Arbitraries.frequency(Tuple.of(6, AssetPair.TRADED.get(0)),
			Tuple.of(2, AssetPair.TRADED.get(1)), Tuple.of(1, AssetPair.TRADED.get(2)));

	/** For queries, which change nothing for any argument. */
	private static final Arbitrary<AssetPair> ASKED_PAIRS = Arbitraries.frequencyOf(Tuple.of(20, PAIRS),
			Tuple.of(1, Arbitraries.of(AssetPair.NEVER_TRADED)), Tuple.of(1, Arbitraries.of(AssetPair.INVALID)));

	private static final Arbitrary<OrderSide> SIDES = Arbitraries.of(OrderSide.class);

	private static final Arbitrary<String> MAKERS = Arbitraries.frequency(Tuple.of(5, "alice"), Tuple.of(5, "bob"),
			Tuple.of(1, "x"), Tuple.of(1, "z".repeat(90)));

	private static final Arbitrary<Duration> EXPIRIES = Arbitraries.frequency(Tuple.of(4, Duration.ofSeconds(1)),
			Tuple.of(4, Duration.ofSeconds(2)), Tuple.of(6, Duration.ofSeconds(5)), Tuple.of(6, Duration.ofHours(1)),
			Tuple.of(1, MICROSECOND), Tuple.of(1, Duration.ofNanos(2999)), Tuple.of(1, Duration.ofDays(100_000_000)));

	private static final Arbitrary<NewOrder> VALID = orders(PAIRS, SIDES, Numbers.validTerms(), MAKERS, EXPIRIES);

	private static final Arbitrary<NewOrder> INVALID = Arbitraries.oneOf(
			orders(Arbitraries.of(AssetPair.INVALID), SIDES, Numbers.validTerms(), MAKERS, EXPIRIES),
			orders(PAIRS, Arbitraries.just(null), Numbers.validTerms(), MAKERS, EXPIRIES),
			orders(PAIRS, SIDES, Numbers.invalidTerms(), MAKERS, EXPIRIES),
			orders(PAIRS, SIDES, Numbers.validTerms(),
					Arbitraries.of("", "two words", "\u00fc", "\u007f", "y".repeat(91)).injectNull(0.2), EXPIRIES),
			orders(PAIRS, SIDES, Numbers.validTerms(), MAKERS,
					Arbitraries
						.of(Duration.ZERO, Duration.ofNanos(999), Duration.ofSeconds(-1),
								Duration.ofSeconds(Long.MAX_VALUE), Duration.ofDays(200_000_000))
						.injectNull(0.2)));

	/** Many prices, so that there are many levels. */
	private static final Arbitrary<NewOrder> CROWD = orders(PAIRS, SIDES,
			Arbitraries.integers()
				.between(1, 400)
				.map((price) -> new Numbers.Terms(BigDecimal.ONE, BigDecimal.valueOf(price))),
			MAKERS, EXPIRIES);

	private static final Arbitrary<Command> CROWDS = CROWD.list()
		.ofMinSize(1)
		.ofMaxSize(90)
		.map(Commands.CreateAll::new);

	private static final Arbitrary<Command> MANY_TRADES = Combinators
		.combine(Arbitraries.integers().between(0, 7), Arbitraries.integers().between(1, 150))
		.as(Commands.TakeOften::new);

	/** Mostly the newest few, rarely an unknown one, or none. */
	private static final Arbitrary<Integer> REFERENCES = Arbitraries.frequencyOf(
			Tuple.of(10, Arbitraries.integers().between(0, 7).withDistribution(RandomDistribution.uniform())),
			Tuple.of(5, Arbitraries.integers().between(0, 60).withDistribution(RandomDistribution.uniform())),
			Tuple.of(1, Arbitraries.of(-1, Commands.UNKNOWN)));

	private static final Arbitrary<Portion> PORTIONS = Arbitraries.of(Portion.class);

	private static final Arbitrary<Duration> STEPS = Arbitraries.frequency(Tuple.of(6, MICROSECOND),
			Tuple.of(2, Duration.ofNanos(300)), Tuple.of(4, Duration.ofSeconds(1)),
			Tuple.of(2, Duration.ofSeconds(1).minus(MICROSECOND)), Tuple.of(1, Duration.ofHours(1)),
			Tuple.of(2, MICROSECOND.negated()), Tuple.of(2, Duration.ofSeconds(-1)),
			Tuple.of(1, Duration.ofSeconds(-5)));

	private static final Arbitrary<Duration> AROUND = Arbitraries.of(MICROSECOND.negated(), Duration.ZERO, MICROSECOND);

	private static final Arbitrary<Duration> SPANS = Arbitraries
		.of(MICROSECOND, MICROSECOND.multipliedBy(3), Duration.ofSeconds(1), Duration.ofSeconds(3),
				Duration.ofMinutes(1), Duration.ofDays(365), Duration.ofDays(30_000),
				Duration.ofSeconds(Long.MAX_VALUE), Duration.ZERO, Duration.ofSeconds(-1))
		.injectNull(0.03);

	private static final Arbitrary<Integer> LIMITS = Arbitraries.frequency(Tuple.of(4, 1), Tuple.of(4, 2),
			Tuple.of(4, 5), Tuple.of(4, 1000), Tuple.of(1, Integer.MAX_VALUE), Tuple.of(1, 0), Tuple.of(1, -1));

	private static final Arbitrary<Integer> HISTORIES = Arbitraries.of(0, 1, 3, 1000);

	private Scenarios() {
	}

	static Arbitrary<Scenario> any() {
		return scenarios(HISTORIES,
				Arbitraries.frequencyOf(Tuple.of(60, commands()), Tuple.of(2, imports()), Tuple.of(1, MANY_TRADES)));
	}

	/** Many open orders and long histories. */
	static Arbitrary<Scenario> crowded() {
		return scenarios(Arbitraries.of(0, 10, 1000),
				Arbitraries.frequencyOf(Tuple.of(1, CROWDS), Tuple.of(4, commands())));
	}

	private static Arbitrary<Scenario> scenarios(Arbitrary<Integer> histories, Arbitrary<Command> commands) {
		return Combinators
			.combine(Arbitraries.of(ClientKind.class), histories, histories, Arbitraries.of(true, false, false),
					Arbitraries.of(true, true, false),
					commands.list().ofMinSize(1).ofMaxSize(LONGEST).withSizeDistribution(RandomDistribution.uniform()))
			.as(Scenario::new);
	}

	private static Arbitrary<Command> commands() {
		return Arbitraries.frequencyOf(Tuple.of(30, creations()), Tuple.of(10, REFERENCES.map(Commands.Cancel::new)),
				Tuple.of(22, takings()), Tuple.of(15, queries()), Tuple.of(15, clockSteps()),
				Tuple.of(5, REFERENCES.map(Commands.Complete::new)), Tuple.of(3, REFERENCES.map(Commands.Fail::new)),
				Tuple.of(2, Arbitraries.create(Commands.CompareAll::new)));
	}

	private static Arbitrary<Command> creations() {
		Arbitrary<NewOrder> mostlyValid = Arbitraries.frequencyOf(Tuple.of(40, VALID), Tuple.of(1, INVALID));
		return Arbitraries.frequencyOf(Tuple.of(25, VALID.map(Commands.Create::new)),
				Tuple.of(2, INVALID.map(Commands.Create::new)),
				Tuple.of(4,
						mostlyValid.injectNull(0.01).list().ofMaxSize(6).injectNull(0.01).map(Commands.CreateAll::new)),
				Tuple.of(1, CROWDS));
	}

	private static Arbitrary<Command> imports() {
		Arbitrary<Commands.Foreign> orders = Combinators
			.combine(Arbitraries.integers().between(1, 30),
					Arbitraries.frequency(Tuple.of(6, Maker.STRANGER), Tuple.of(3, Maker.SELF),
							Tuple.of(1, Maker.FORGER)),
					Arbitraries.frequencyOf(Tuple.of(20, VALID), Tuple.of(1, INVALID)))
			.as(Commands.Foreign::new);
		return Arbitraries.oneOf(orders.map(Commands.Import::new),
				orders.list().ofMaxSize(4).map(Commands.ImportAll::new));
	}

	private static Arbitrary<Command> takings() {
		return Arbitraries.frequencyOf(
				Tuple.of(10, Combinators.combine(REFERENCES, PORTIONS).as(Commands.TakePortion::new)),
				Tuple.of(2, Combinators.combine(REFERENCES, Numbers.amounts()).as(Commands.Take::new)),
				Tuple.of(1, Combinators.combine(REFERENCES, Numbers.invalid()).as(Commands.Take::new)),
				Tuple.of(10,
						Combinators.combine(ASKED_PAIRS, SIDES, Numbers.amounts(), Numbers.prices())
							.as(Commands.TakeBest::new)),
				Tuple.of(8,
						Combinators.combine(PAIRS, SIDES, PORTIONS, Numbers.prices())
							.as(Commands.TakeBestPortion::new)),
				Tuple.of(1,
						Combinators.combine(PAIRS, SIDES.injectNull(0.1), Numbers.invalid(), Numbers.prices())
							.as(Commands.TakeBest::new)),
				Tuple.of(1, Combinators.combine(PAIRS, SIDES, Numbers.amounts(), Numbers.invalid())
					.as(Commands.TakeBest::new)));
	}

	private static Arbitrary<Command> queries() {
		return Arbitraries.oneOf(REFERENCES.map(Commands.Get::new), ASKED_PAIRS.map(Commands.Orders::new),
				ASKED_PAIRS.map(Commands.Best::new), Combinators.combine(ASKED_PAIRS, LIMITS).as(Commands.Depth::new),
				Combinators.combine(ASKED_PAIRS, LIMITS).as(Commands.Trades::new),
				Combinators.combine(ASKED_PAIRS, SPANS).as(Commands.Stats::new),
				Combinators.combine(ASKED_PAIRS, SPANS, LIMITS).as(Commands.Candles::new));
	}

	private static Arbitrary<Command> clockSteps() {
		return Arbitraries.oneOf(STEPS.map(Commands.Wait::new),
				Combinators.combine(REFERENCES, AROUND).as(Commands.WaitForExpiry::new));
	}

	private static Arbitrary<NewOrder> orders(Arbitrary<AssetPair> pairs, Arbitrary<OrderSide> sides,
			Arbitrary<Numbers.Terms> terms, Arbitrary<String> makers, Arbitrary<Duration> expiries) {
		return Combinators.combine(pairs, sides, terms, makers, expiries)
			.as((pair, side, numbers, maker, expiry) -> new NewOrder(pair.base(), pair.quote(), side, numbers.amount(),
					numbers.price(), maker, expiry));
	}

}
