package io.darkswap.wasm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The behaviour of both clients when the clock jumps. */
@ParameterizedClass
@EnumSource(ClientKind.class)
class ClockContractTests extends ClientContract {

	private static final Duration DAY = Duration.ofDays(1);

	private static final Duration MINUTE = Duration.ofMinutes(1);

	@Override
	int tradeHistory() {
		return 100;
	}

	@Test
	void afterAReadingThatWasADayAheadStatisticsCandlesAndTradesAgree() {
		tradeOneADayAhead();
		take(sell("2", "100"), "2");
		List<Trade> trades = this.client.getTrades(BTC, RUNE, 10);
		assertThat(trades).hasSize(2);
		MarketStats stats = this.client.getMarketStats(BTC, RUNE, MINUTE);
		assertThat(stats.count()).isEqualTo(2);
		assertThat(stats.volume()).isEqualByComparingTo("3");
		List<Candle> candles = this.client.getCandles(BTC, RUNE, MINUTE, 10);
		assertThat(candles).extracting(Candle::volume).containsExactly(decimal("3"));
	}

	@Test
	void aWindowShowsOnlyWhatWasTradedBeforeTheJumpIfItReachesThatFar() {
		take(sell("5", "100"), "5");
		tradeOneADayAhead();
		assertThat(this.client.getMarketStats(BTC, RUNE, MINUTE).volume()).isEqualByComparingTo("1");
		assertThat(this.client.getMarketStats(BTC, RUNE, DAY.plus(MINUTE)).volume()).isEqualByComparingTo("6");
		assertThat(this.client.getCandles(BTC, RUNE, MINUTE, 10)).hasSize(1);
		assertThat(this.client.getCandles(BTC, RUNE, MINUTE, 2000)).hasSize(2);
	}

	@Test
	void onceTheClockHasPassedTheTradesWindowsEndNow() {
		tradeOneADayAhead();
		this.clock.advance(DAY.plus(MINUTE).plus(MINUTE));
		assertThat(this.client.getMarketStats(BTC, RUNE, MINUTE).count()).isZero();
		assertThat(this.client.getMarketStats(BTC, RUNE, DAY).count()).isEqualTo(1);
	}

	@Test
	void aStepBackOfMoreThanASecondIsCountedOnce() {
		Instant before = this.clock.instant();
		sell("1", "100");
		this.clock.advance(Duration.ofMillis(-900));
		sell("1", "100");
		assertThat(this.client.getClockStepsBack()).isZero();
		this.clock.advance(Duration.ofSeconds(-2));
		sell("1", "100");
		sell("1", "100");
		assertThat(this.client.getClockStepsBack()).isEqualTo(1);
		this.clock.advance(Duration.between(this.clock.instant(), before));
		sell("1", "100");
		assertThat(this.client.getClockStepsBack()).isEqualTo(1);
	}

	private void tradeOneADayAhead() {
		Order order = this.client.createOrder(BTC, RUNE, OrderSide.SELL, decimal("1"), decimal("100"), MAKER,
				Duration.ofDays(3));
		this.clock.advance(DAY);
		take(order, "1");
		this.clock.advance(DAY.negated());
	}

}
