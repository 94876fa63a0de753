package io.darkswap.wasm;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The market data of both clients. */
@ParameterizedClass
@EnumSource(ClientKind.class)
class MarketDataContractTests extends ClientContract {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	@Override
	int tradeHistory() {
		return 100_000;
	}

	@Test
	void depthSumsUpTheOrdersOfEachPriceBestFirst() {
		buy("1", "99");
		buy("2", "100");
		buy("3", "100");
		sell("4", "102");
		sell("5", "101");
		Depth depth = this.client.getDepth(BTC, RUNE, 10);
		assertThat(depth.bids()).containsExactly(level("100", "5", 2), level("99", "1", 1));
		assertThat(depth.asks()).containsExactly(level("101", "5", 1), level("102", "4", 1));
	}

	@Test
	void unchangedBestPricesAreReused() {
		buy("1", "99");
		BestBidAsk first = this.client.getBestBidAsk(BTC, RUNE);
		buy("1", "98");
		assertThat(this.client.getBestBidAsk(BTC, RUNE)).isSameAs(first);
		buy("2", "99");
		assertThat(this.client.getBestBidAsk(BTC, RUNE).bid()).isEqualTo(level("99", "3", 2));
	}

	@Test
	void depthHasAtMostTheRequestedLevelsOfEachSide() {
		for (int i = 0; i < 100; i++) {
			buy("1", String.valueOf(100 - i * 0.5));
			sell("1", String.valueOf(101 + i * 0.5));
		}
		Depth depth = this.client.getDepth(BTC, RUNE, 70);
		assertThat(depth.bids()).hasSize(70).isSortedAccordingTo((a, b) -> b.price().compareTo(a.price()));
		assertThat(depth.asks()).hasSize(70).isSortedAccordingTo((a, b) -> a.price().compareTo(b.price()));
	}

	@Test
	void depthOfOneSideIsComplete() {
		sell("1", "101");
		assertThat(this.client.getDepth(BTC, RUNE, 1)).isEqualTo(new Depth(List.of(), List.of(level("101", "1", 1))));
	}

	@Test
	void tradesAreListedNewestFirst() {
		Order order = sell("10", "100");
		Trade first = take(order, "1");
		Trade second = take(order, "2");
		Trade third = take(order, "3");
		assertThat(this.client.getTrades(BTC, RUNE, 10)).containsExactly(third, second, first);
		assertThat(this.client.getTrades(BTC, RUNE, 2)).containsExactly(third, second);
	}

	@Test
	void aMarketsTradesNeverGoBackInTime() {
		Order order = sell("10", "100");
		Instant latest = this.clock.instant();
		take(order, "1");
		this.clock.advance(Duration.ofSeconds(-5));
		assertThat(take(order, "1").timestamp()).isEqualTo(latest);
	}

	@Test
	void aTradeIsPendingUntilItIsCompleted() {
		Trade trade = take(sell("1", "100"), "1");
		assertThat(trade.status()).isEqualTo(TradeStatus.PENDING);
		assertThat(this.client.completeTrade(trade.id()).status()).isEqualTo(TradeStatus.COMPLETED);
		assertThat(this.client.getTrades(BTC, RUNE, 1)).extracting(Trade::status)
			.containsExactly(TradeStatus.COMPLETED);
	}

	@Test
	void aTradeThatFailedCannotBeCompleted() {
		Trade trade = take(sell("1", "100"), "1");
		assertThat(this.client.failTrade(trade.id()).status()).isEqualTo(TradeStatus.FAILED);
		assertRefused(ErrorCode.TRADE_NOT_PENDING, (client) -> client.completeTrade(trade.id()));
	}

	@Test
	void anUnknownTradeCannotBeCompleted() {
		Order order = sell("1", "100");
		assertRefused(ErrorCode.TRADE_NOT_FOUND, (client) -> client.completeTrade(order.id()));
	}

	@Test
	void statsWeighPricesByVolume() {
		take(sell("3", "100"), "3");
		take(sell("1", "104"), "1");
		MarketStats stats = this.client.getMarketStats(BTC, RUNE, HOUR);
		assertThat(stats).isEqualTo(
				new MarketStats(2, decimal("4"), decimal("404"), decimal("101"), decimal("104"), decimal("100")));
	}

	@Test
	void statsReachBackAsFarAsTheirWindow() {
		Order order = sell("10", "100");
		take(order, "1");
		this.clock.advance(MINUTE);
		take(order, "2");
		assertThat(this.client.getMarketStats(BTC, RUNE, MINUTE).volume()).isEqualByComparingTo("2");
		assertThat(this.client.getMarketStats(BTC, RUNE, MINUTE.plusNanos(1000)).volume()).isEqualByComparingTo("3");
	}

	@Test
	void statsOfNoTradesHaveNoPrices() {
		sell("1", "100");
		assertThat(this.client.getMarketStats(BTC, RUNE, HOUR))
			.isEqualTo(new MarketStats(0, decimal("0"), decimal("0"), null, null, null));
	}

	@Test
	void statsAreExactBeyond64Bits() {
		BigDecimal most = new BigDecimal("184467440737.09551615");
		take(sell(most.toPlainString(), "1"), most.toPlainString());
		take(sell(most.toPlainString(), "0.99999999"), most.toPlainString());
		MarketStats stats = this.client.getMarketStats(BTC, RUNE, HOUR);
		assertThat(stats.volume()).isEqualByComparingTo(most.multiply(BigDecimal.valueOf(2)));
		assertThat(stats.quoteVolume()).isEqualByComparingTo("368934879629.51662493");
		assertThat(stats.vwap()).isEqualByComparingTo("1.00000000");
	}

	@Test
	void statsOfManyTradesAreTheSumOfAll() {
		int trades = 50_000;
		Order order = sell(String.valueOf(trades), "7");
		for (int i = 0; i < trades; i++) {
			take(order, "1");
		}
		MarketStats stats = this.client.getMarketStats(BTC, RUNE, HOUR);
		assertThat(stats.count()).isEqualTo(trades);
		assertThat(stats.volume()).isEqualByComparingTo(String.valueOf(trades));
		assertThat(stats.vwap()).isEqualByComparingTo("7");
		assertThat(this.client.getCandles(BTC, RUNE, Duration.ofDays(1), 1)).extracting(Candle::trades)
			.containsExactly((long) trades);
	}

	@Test
	void candlesAreListedByIntervalOldestFirst() {
		Instant start = this.clock.instant().truncatedTo(ChronoUnit.MINUTES);
		this.clock.advance(Duration.between(this.clock.instant(), start.plus(MINUTE)));
		for (String price : List.of("100", "103", "99", "101")) {
			take(sell("1", price), "1");
		}
		this.clock.advance(MINUTE.multipliedBy(2));
		take(sell("2", "105"), "2");
		List<Candle> candles = this.client.getCandles(BTC, RUNE, MINUTE, 10);
		assertThat(candles).containsExactly(
				new Candle(start.plus(MINUTE), decimal("100"), decimal("103"), decimal("99"), decimal("101"),
						decimal("4"), 4),
				new Candle(start.plus(MINUTE.multipliedBy(3)), decimal("105"), decimal("105"), decimal("105"),
						decimal("105"), decimal("2"), 1));
		assertThat(this.client.getCandles(BTC, RUNE, MINUTE, 1)).containsExactly(candles.get(1));
	}

	@Test
	void aTradeAtABoundaryBelongsToTheIntervalThatBeginsThere() {
		Order order = sell("100", "100");
		Instant boundary = this.clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(MINUTE);
		Duration microsecond = Duration.ofNanos(1000);
		this.clock.advance(Duration.between(this.clock.instant(), boundary.minus(microsecond)));
		take(order, "1");
		this.clock.advance(microsecond);
		take(order, "2");
		this.clock.advance(MINUTE.minus(microsecond));
		take(order, "4");
		assertThat(candleVolumes(1)).containsExactly(decimal("6"));
		assertThat(candleVolumes(2)).containsExactly(decimal("1"), decimal("6"));
		this.clock.advance(microsecond);
		assertThat(candleVolumes(1)).isEmpty();
		take(order, "8");
		assertThat(candleVolumes(1)).containsExactly(decimal("8"));
		assertThat(candleVolumes(2)).containsExactly(decimal("6"), decimal("8"));
		assertThat(candleVolumes(Integer.MAX_VALUE)).containsExactly(decimal("1"), decimal("6"), decimal("8"));
	}

	private List<BigDecimal> candleVolumes(int intervals) {
		return this.client.getCandles(BTC, RUNE, MINUTE, intervals).stream().map(Candle::volume).toList();
	}

	@Test
	void candlesMayFillManyPages() {
		Order order = sell("1000", "5");
		for (int i = 0; i < 200; i++) {
			take(order, "1");
			this.clock.advance(Duration.ofSeconds(1));
		}
		assertThat(this.client.getCandles(BTC, RUNE, Duration.ofSeconds(1), 1000)).hasSize(200);
	}

	@Test
	void limitsMustBePositive() {
		assertRefused(ErrorCode.INVALID_ARGUMENT, (client) -> client.getDepth(BTC, RUNE, 0));
		assertRefused(ErrorCode.INVALID_ARGUMENT, (client) -> client.getTrades(BTC, RUNE, 0));
		assertRefused(ErrorCode.INVALID_ARGUMENT, (client) -> client.getMarketStats(BTC, RUNE, Duration.ZERO));
		assertRefused(ErrorCode.INVALID_ARGUMENT, (client) -> client.getCandles(BTC, RUNE, Duration.ZERO, 1));
		assertRefused(ErrorCode.INVALID_ARGUMENT, (client) -> client.getCandles(BTC, RUNE, MINUTE, 0));
	}

	@Test
	void marketsAreListedInTheOrderInWhichTheyWereOpened() {
		buy("1", "99");
		Order order = sell("2", "101");
		sell("3", "101");
		take(order, "0.5");
		take(order, "1.5");
		this.client.createOrders(List.of(newSell(ALKANE, "1", "7")));
		assertThat(this.client.getMarkets()).containsExactly(
				new MarketOverview(BTC, RUNE, new BestBidAsk(level("99", "1", 1), level("101", "3", 1)), 2, 2),
				new MarketOverview(BTC, ALKANE, new BestBidAsk(null, level("7", "1", 1)), 1, 0));
	}

	@Test
	void ordersOfAllPricesOfAMarketAreCounted() {
		for (int i = 0; i < 100; i++) {
			buy("1", String.valueOf(1 + i / 2));
			sell("1", String.valueOf(101 + i));
		}
		assertThat(this.client.getMarkets()).singleElement().extracting(MarketOverview::openOrders).isEqualTo(200L);
	}

	@Test
	void ordersThatHaveExpiredAreNotCounted() {
		sell("1", "1");
		this.clock.advance(HOUR);
		assertThat(this.client.getMarkets())
			.containsExactly(new MarketOverview(BTC, RUNE, new BestBidAsk(null, null), 0, 0));
	}

	@Test
	void thereAreNoMarketsWithoutAnEngine() {
		try (DarkSwapClient fresh = this.kind.builder().initializeOnFirstUse().build()) {
			assertThat(fresh.getMarkets()).isEmpty();
			assertThat(fresh.getState()).isEqualTo(ClientState.NEW);
		}
	}

	@Test
	void aMarketWithoutOrdersIsEmpty() {
		assertThat(this.client.getDepth(ALKANE, RUNE, 1)).isEqualTo(new Depth(List.of(), List.of()));
		assertThat(this.client.getTrades(ALKANE, RUNE, 1)).isEmpty();
		assertThat(this.client.getMarketStats(ALKANE, RUNE, HOUR).count()).isZero();
		assertThat(this.client.getCandles(ALKANE, RUNE, MINUTE, 1)).isEmpty();
	}

}
