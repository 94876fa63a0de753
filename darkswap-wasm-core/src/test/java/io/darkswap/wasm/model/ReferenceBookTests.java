package io.darkswap.wasm.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BestBidAsk;
import io.darkswap.wasm.Candle;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.Depth;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.MarketStats;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.OrderStatus;
import io.darkswap.wasm.PriceLevel;
import io.darkswap.wasm.TestClock;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.TradeStatus;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/** Tests the reference itself against answers computed by hand. */
class ReferenceBookTests {

	private static final Asset BTC = Asset.bitcoin();

	private static final Asset RUNE = Asset.rune("840000:3");

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final TestClock clock = new TestClock();

	private final Instant start = this.clock.instant();

	private final List<DarkSwapEvent> events = new ArrayList<>();

	private final ReferenceBook book = book(2, 3);

	@Test
	void theBestPriceIsListedFirstAndAtOnePriceTheOldest() {
		Order low = buy("1", "99");
		Order high = buy("1", "100");
		Order next = buy("2", "100");
		Order ask = sell("1", "98");
		assertThat(this.book.getOrders(BTC, RUNE)).containsExactly(high, next, low, ask);
		assertThat(this.book.getDepth(BTC, RUNE, 1))
			.isEqualTo(new Depth(List.of(level("100", "3", 2)), List.of(level("98", "1", 1))));
	}

	@Test
	void aBuyerTakesTheLowestAsksUpToTheLimit() {
		Order dear = sell("1", "102");
		Order cheap = sell("1", "100");
		Order next = sell("1", "101");
		List<Trade> trades = this.book.takeBest(BTC, RUNE, OrderSide.BUY, number("5"), number("101"));
		assertThat(trades).extracting(Trade::orderId).containsExactly(cheap.id(), next.id());
		assertThat(this.book.getOrders(BTC, RUNE)).containsExactly(dear);
	}

	@Test
	void aSellerTakesTheHighestBidsUntilThereIsEnough() {
		buy("1", "100");
		Order high = buy("1", "101");
		List<Trade> trades = this.book.takeBest(BTC, RUNE, OrderSide.SELL, number("0.4"), number("1"));
		assertThat(trades).extracting(Trade::orderId, Trade::amount, Trade::takerSide)
			.containsExactly(tuple(high.id(), number("0.4"), OrderSide.SELL));
		assertThat(this.book.getOrder(high.id()).remaining()).isEqualTo(number("0.6"));
	}

	@Test
	void anOrderIsFilledWhenNothingRemains() {
		Order order = sell("1", "100");
		this.book.takeOrder(order.id(), number("0.4"));
		assertThat(this.book.getOrder(order.id()).status()).isEqualTo(OrderStatus.OPEN);
		assertRefused(ErrorCode.AMOUNT_EXCEEDS_REMAINING, () -> this.book.takeOrder(order.id(), number("0.7")));
		this.book.takeOrder(order.id(), number("0.6"));
		assertThat(this.book.getOrder(order.id()).status()).isEqualTo(OrderStatus.FILLED);
		assertRefused(ErrorCode.ORDER_NOT_OPEN, () -> this.book.takeOrder(order.id(), number("0.1")));
	}

	@Test
	void anOrderExpiresAtItsExpiry() {
		Order order = sell("1", "100");
		this.clock.advance(MINUTE.minusNanos(1000));
		assertThat(this.book.getOrder(order.id()).status()).isEqualTo(OrderStatus.OPEN);
		this.clock.advance(Duration.ofNanos(1000));
		assertThat(this.book.getOrder(order.id()).status()).isEqualTo(OrderStatus.EXPIRED);
	}

	@Test
	void ordersExpireInTheOrderOfTheirExpiryThenTheirAge() {
		Order late = create(OrderSide.BUY, "1", "1", MINUTE);
		Order first = create(OrderSide.BUY, "1", "1", SECOND);
		Order second = create(OrderSide.SELL, "1", "1", SECOND);
		this.clock.advance(MINUTE);
		this.events.clear();
		assertThat(this.book.getBestBidAsk(BTC, RUNE)).isEqualTo(new BestBidAsk(null, null));
		assertThat(this.events).isEmpty();
		this.book.takeBest(BTC, RUNE, OrderSide.BUY, number("1"), number("1"));
		assertThat(this.events).extracting((event) -> ((DarkSwapEvent.OrderExpired) event).order().id())
			.containsExactly(first.id(), second.id(), late.id());
	}

	@Test
	void onlyTheLatestClosedOrdersAreKept() {
		Order first = sell("1", "1");
		Order second = sell("1", "1");
		Order third = sell("1", "1");
		List.of(first, second, third).forEach((order) -> this.book.cancelOrder(order.id()));
		assertRefused(ErrorCode.ORDER_NOT_FOUND, () -> this.book.getOrder(first.id()));
		assertThat(this.book.getOrder(second.id()).status()).isEqualTo(OrderStatus.CANCELLED);
	}

	@Test
	void onlyTheLatestTradesAreKeptNewestFirst() {
		Order order = sell("9", "1");
		List<Trade> trades = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			trades.add(0, this.book.takeOrder(order.id(), number("1")));
		}
		assertThat(this.book.getTrades(BTC, RUNE, 9)).isEqualTo(trades.subList(0, 3));
		assertThat(this.book.getTrades(BTC, RUNE, 1)).isEqualTo(trades.subList(0, 1));
	}

	@Test
	void tradesNeverGoBackInTime() {
		Order order = sell("9", "1");
		this.book.takeOrder(order.id(), number("1"));
		this.clock.advance(SECOND.negated());
		assertThat(this.book.takeOrder(order.id(), number("1")).timestamp()).isEqualTo(this.start);
	}

	@Test
	void aTradeIsSettledOnce() {
		Trade trade = this.book.takeOrder(sell("9", "1").id(), number("1"));
		assertThat(this.book.failTrade(trade.id()).status()).isEqualTo(TradeStatus.FAILED);
		assertRefused(ErrorCode.TRADE_NOT_PENDING, () -> this.book.completeTrade(trade.id()));
		assertRefused(ErrorCode.TRADE_NOT_FOUND, () -> this.book.completeTrade(new UUID(1, 1)));
		assertThat(this.book.getTrades(BTC, RUNE, 1)).extracting(Trade::status).containsExactly(TradeStatus.FAILED);
	}

	@Test
	void statisticsAreRoundedHalfUpOnceAtTheEnd() {
		take("0.00000001", "1.4");
		take("0.00000001", "1.4");
		assertThat(this.book.getMarketStats(BTC, RUNE, SECOND)).isEqualTo(new MarketStats(2, number("0.00000002"),
				number("0.00000003"), number("1.4"), number("1.4"), number("1.4")));
	}

	@Test
	void theAveragePriceIsWeightedByVolume() {
		take("1", "100");
		take("2", "101");
		MarketStats stats = this.book.getMarketStats(BTC, RUNE, SECOND);
		assertThat(stats.vwap()).isEqualTo(number("100.66666667"));
		assertThat(stats.quoteVolume()).isEqualTo(number("302"));
	}

	@Test
	void aWindowBeginsAfterItsFirstMoment() {
		take("1", "100");
		this.clock.advance(SECOND);
		assertThat(this.book.getMarketStats(BTC, RUNE, SECOND).count()).isZero();
		assertThat(this.book.getMarketStats(BTC, RUNE, SECOND.plusNanos(1000)).count()).isEqualTo(1);
	}

	@Test
	void candlesLeaveOutIntervalsWithoutTrades() {
		take("1", "100");
		this.clock.advance(SECOND.multipliedBy(2));
		take("1", "103");
		take("2", "101");
		Candle first = new Candle(this.start, number("100"), number("100"), number("100"), number("100"), number("1"),
				1);
		Candle last = new Candle(this.start.plusSeconds(2), number("103"), number("103"), number("101"), number("101"),
				number("3"), 2);
		assertThat(this.book.getCandles(BTC, RUNE, SECOND, 3)).containsExactly(first, last);
		assertThat(this.book.getCandles(BTC, RUNE, SECOND, 2)).containsExactly(last);
	}

	@Test
	void aBatchWithAnInvalidOrderChangesNothing() {
		NewOrder good = order(OrderSide.BUY, "1", "1", SECOND);
		assertRefused(ErrorCode.INVALID_ARGUMENT,
				() -> this.book.createOrders(List.of(good, order(OrderSide.BUY, "0", "1", SECOND))));
		assertThat(this.book.getOrders(BTC, RUNE)).isEmpty();
		assertThat(this.events).isEmpty();
	}

	@Test
	void numbersEndBelow2To64Units() {
		assertThat(sell("184467440737.09551615", "1").amount()).isEqualByComparingTo("184467440737.09551615");
		assertInvalid("184467440737.09551616", "1");
		assertInvalid("92233720368.54775808", "2");
		assertInvalid("0.000000001", "1");
	}

	@Test
	void aTakePublishesTheOrderThenTheTrade() {
		Order order = sell("1", "1");
		Trade trade = this.book.takeOrder(order.id(), number("1"));
		assertThat(this.events).containsExactly(new DarkSwapEvent.OrderCreated(order, this.start),
				new DarkSwapEvent.OrderMatched(this.book.getOrder(order.id()), this.start),
				new DarkSwapEvent.TradeCreated(trade, this.start));
	}

	private ReferenceBook book(int closedOrderHistory, int tradeHistory) {
		return new ReferenceBook(this.clock, "taker", closedOrderHistory, tradeHistory, UUID::randomUUID,
				this.events::add);
	}

	private void take(String amount, String price) {
		this.book.takeOrder(sell(amount, price).id(), number(amount));
	}

	private Order buy(String amount, String price) {
		return create(OrderSide.BUY, amount, price, MINUTE);
	}

	private Order sell(String amount, String price) {
		return create(OrderSide.SELL, amount, price, MINUTE);
	}

	private Order create(OrderSide side, String amount, String price, Duration expiry) {
		return this.book.createOrders(List.of(order(side, amount, price, expiry))).get(0);
	}

	private void assertInvalid(String amount, String price) {
		assertRefused(ErrorCode.INVALID_ARGUMENT, () -> sell(amount, price));
	}

	private static NewOrder order(OrderSide side, String amount, String price, Duration expiry) {
		return new NewOrder(BTC, RUNE, side, new BigDecimal(amount), new BigDecimal(price), "maker", expiry);
	}

	private static PriceLevel level(String price, String amount, int orders) {
		return new PriceLevel(number(price), number(amount), orders);
	}

	private static BigDecimal number(String decimal) {
		return new BigDecimal(decimal).setScale(8);
	}

	private static void assertRefused(ErrorCode code, ThrowingCallable call) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(call)
			.extracting(DarkSwapException::code)
			.isEqualTo(code);
	}

}
