package io.darkswap.wasm;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The contract of both clients. */
@ParameterizedClass
@EnumSource(ClientKind.class)
class DarkSwapClientContractTests extends ClientContract {

	@Test
	void aNewOrderHasTheRequestedFields() {
		Order order = sell("0.5", "120000");
		assertThat(order.maker()).isEqualTo(MAKER);
		assertThat(order.baseAsset()).isEqualTo(BTC);
		assertThat(order.quoteAsset()).isEqualTo(RUNE);
		assertThat(order.side()).isEqualTo(OrderSide.SELL);
		assertThat(order.amount()).isEqualByComparingTo("0.5");
		assertThat(order.remaining()).isEqualByComparingTo("0.5");
		assertThat(order.price()).isEqualByComparingTo("120000");
		assertThat(order.status()).isEqualTo(OrderStatus.OPEN);
		assertThat(order.timestamp()).isEqualTo(this.clock.instant());
		assertThat(order.expiry()).isEqualTo(this.clock.instant().plus(HOUR));
	}

	@Test
	void anOrderIsReadBackAsItWasCreated() {
		Order order = sell("0.5", "120000");
		assertThat(this.client.getOrder(order.id())).isEqualTo(order);
	}

	@Test
	void theLongestMakerAddressIsKeptWhole() {
		String maker = "x".repeat(90);
		Order order = this.client.createOrder(BTC, RUNE, OrderSide.BUY, BigDecimal.ONE, BigDecimal.ONE, maker, HOUR);
		assertThat(this.client.getOrder(order.id()).maker()).isEqualTo(maker);
	}

	@Test
	void amountsUseAllUnsignedBits() {
		Order order = sell("184467440737.09551615", "1");
		assertThat(order.amount()).isEqualByComparingTo("184467440737.09551615");
	}

	@Test
	void ordersAreListedBidsFirstByPriceThenByAge() {
		Order lowBid = buy("1", "99");
		Order highBid = buy("1", "100");
		Order secondHighBid = buy("2", "100");
		Order highAsk = sell("1", "102");
		Order lowAsk = sell("1", "101");
		assertThat(this.client.getOrders(BTC, RUNE)).containsExactly(highBid, secondHighBid, lowBid, lowAsk, highAsk);
	}

	@Test
	void aListingOfManyPagesIsWholeAndSorted() {
		for (int i = 0; i < 1000; i++) {
			buy("1", String.valueOf(1 + i * 7 % 100));
		}
		List<Order> orders = this.client.getOrders(BTC, RUNE);
		assertThat(orders).hasSize(1000)
			.isSortedAccordingTo((a, b) -> b.price().compareTo(a.price()))
			.doesNotHaveDuplicates();
	}

	@Test
	void eachPairHasABookOfItsOwn() {
		Order runes = sell("1", "5");
		Order alkanes = this.client.createOrder(BTC, ALKANE, OrderSide.SELL, BigDecimal.ONE, BigDecimal.TEN, MAKER,
				HOUR);
		assertThat(this.client.getOrders(BTC, RUNE)).containsExactly(runes);
		assertThat(this.client.getOrders(BTC, ALKANE)).containsExactly(alkanes);
		assertThat(this.client.getOrders(RUNE, BTC)).isEmpty();
	}

	@Test
	void aPartialFillLeavesTheRestInTheBook() {
		Order order = sell("0.5", "120000");
		Trade trade = this.client.takeOrder(order.id(), new BigDecimal("0.2"));
		assertThat(trade.orderId()).isEqualTo(order.id());
		assertThat(trade.baseAsset()).isEqualTo(BTC);
		assertThat(trade.quoteAsset()).isEqualTo(RUNE);
		assertThat(trade.takerSide()).isEqualTo(OrderSide.BUY);
		assertThat(trade.amount()).isEqualByComparingTo("0.2");
		assertThat(trade.price()).isEqualByComparingTo("120000");
		assertThat(trade.maker()).isEqualTo(MAKER);
		assertThat(trade.taker()).isEqualTo(this.client.getAddress());
		assertThat(trade.status()).isEqualTo(TradeStatus.PENDING);
		assertThat(trade.timestamp()).isEqualTo(this.clock.instant());
		Order rest = this.client.getOrder(order.id());
		assertThat(rest.remaining()).isEqualByComparingTo("0.3");
		assertThat(rest.status()).isEqualTo(OrderStatus.OPEN);
	}

	@Test
	void takingAllThatRemainsFillsTheOrder() {
		Order order = buy("0.5", "120000");
		this.client.takeOrder(order.id(), new BigDecimal("0.2"));
		Trade trade = this.client.takeOrder(order.id(), new BigDecimal("0.3"));
		assertThat(trade.takerSide()).isEqualTo(OrderSide.SELL);
		assertThat(this.client.getOrder(order.id()).status()).isEqualTo(OrderStatus.FILLED);
		assertThat(this.client.getOrders(BTC, RUNE)).isEmpty();
	}

	@Test
	void takingMoreThanRemainsChangesNothing() {
		Order order = sell("0.5", "120000");
		assertRefused(ErrorCode.AMOUNT_EXCEEDS_REMAINING,
				(client) -> client.takeOrder(order.id(), new BigDecimal("0.50000001")));
		assertThat(this.client.getOrder(order.id())).isEqualTo(order);
	}

	@Test
	void aFilledOrderCanBeNeitherTakenNorCancelled() {
		Order order = sell("0.5", "120000");
		this.client.takeOrder(order.id(), order.amount());
		assertRefused(ErrorCode.ORDER_NOT_OPEN, (client) -> client.takeOrder(order.id(), BigDecimal.ONE));
		assertRefused(ErrorCode.ORDER_NOT_OPEN, (client) -> client.cancelOrder(order.id()));
	}

	@Test
	void aCancelledOrderLeavesTheBookAndStaysReadable() {
		Order order = sell("0.5", "120000");
		this.client.takeOrder(order.id(), new BigDecimal("0.2"));
		this.client.cancelOrder(order.id());
		assertThat(this.client.getOrders(BTC, RUNE)).isEmpty();
		Order cancelled = this.client.getOrder(order.id());
		assertThat(cancelled.status()).isEqualTo(OrderStatus.CANCELLED);
		assertThat(cancelled.remaining()).isEqualByComparingTo("0.3");
	}

	@Test
	void onlyTheNewestClosedOrdersStayReadable() {
		Order first = sell("1", "1");
		this.client.cancelOrder(first.id());
		for (int i = 0; i < HISTORY; i++) {
			assertThat(this.client.getOrder(first.id()).status()).isEqualTo(OrderStatus.CANCELLED);
			this.client.cancelOrder(sell("1", "1").id());
		}
		assertRefused(ErrorCode.ORDER_NOT_FOUND, (client) -> client.getOrder(first.id()));
	}

	@Test
	void anOrderExpiresExactlyWhenItsTimeIsOver() {
		Order order = sell("0.5", "120000");
		this.clock.advance(HOUR.minusNanos(1000));
		assertThat(this.client.getOrder(order.id()).status()).isEqualTo(OrderStatus.OPEN);
		this.clock.advance(Duration.ofNanos(1000));
		assertThat(this.client.getOrder(order.id()).status()).isEqualTo(OrderStatus.EXPIRED);
	}

	@Test
	void anExpiredOrderCannotBeTaken() {
		Order order = sell("0.5", "120000");
		this.clock.advance(HOUR);
		assertRefused(ErrorCode.ORDER_NOT_OPEN, (client) -> client.takeOrder(order.id(), order.amount()));
	}

	@Test
	void expiredOrdersAreNeitherListedNorBest() {
		sell("0.5", "120000");
		this.clock.advance(HOUR);
		assertThat(this.client.getBestBidAsk(BTC, RUNE)).isEqualTo(new BestBidAsk(null, null));
		assertThat(this.client.getOrders(BTC, RUNE)).isEmpty();
	}

	@Test
	void theBestPricesSumUpTheOrdersAtThem() {
		buy("1", "99");
		buy("2", "100");
		buy("3", "100");
		sell("4", "101");
		sell("5", "102");
		BestBidAsk best = this.client.getBestBidAsk(BTC, RUNE);
		assertThat(best.bid()).isEqualTo(level("100", "5", 2));
		assertThat(best.ask()).isEqualTo(level("101", "4", 1));
	}

	@Test
	void theBestPriceFollowsTakesAndCancellations() {
		Order best = sell("4", "101");
		Order next = sell("5", "102");
		this.client.takeOrder(best.id(), BigDecimal.ONE);
		assertThat(this.client.getBestBidAsk(BTC, RUNE).ask()).isEqualTo(level("101", "3", 1));
		this.client.cancelOrder(best.id());
		assertThat(this.client.getBestBidAsk(BTC, RUNE).ask()).isEqualTo(level("102", "5", 1));
		this.client.takeOrder(next.id(), next.amount());
		assertThat(this.client.getBestBidAsk(BTC, RUNE).ask()).isNull();
	}

	@Test
	void aSumOfAmountsMayExceedTheLargestAmount() {
		sell("184467440737", "1");
		sell("184467440737", "1");
		assertThat(this.client.getBestBidAsk(BTC, RUNE).ask()).isEqualTo(level("1", "368934881474", 2));
	}

	@Test
	void aPairWithoutOrdersHasNoPrices() {
		assertThat(this.client.getBestBidAsk(BTC, ALKANE)).isEqualTo(new BestBidAsk(null, null));
	}

	@Test
	void anUnknownOrderIsNotFound() {
		UUID unknown = UUID.randomUUID();
		assertRefused(ErrorCode.ORDER_NOT_FOUND, (client) -> client.getOrder(unknown));
		assertRefused(ErrorCode.ORDER_NOT_FOUND, (client) -> client.cancelOrder(unknown));
		assertRefused(ErrorCode.ORDER_NOT_FOUND, (client) -> client.takeOrder(unknown, BigDecimal.ONE));
	}

	@Test
	void invalidOrdersAreRefusedAndChangeNothing() {
		Order before = sell("1", "1");
		assertInvalid("0", "1", MAKER, HOUR);
		assertInvalid("1", "-1", MAKER, HOUR);
		assertInvalid("0.000000001", "1", MAKER, HOUR);
		assertInvalid("184467440738", "1", MAKER, HOUR);
		assertInvalid("1", "1", "", HOUR);
		assertInvalid("1", "1", "x".repeat(91), HOUR);
		assertInvalid("1", "1", "two words", HOUR);
		assertInvalid("1", "1", "\u00fc", HOUR);
		assertInvalid("1", "1", MAKER, Duration.ZERO);
		assertInvalid("1", "1", MAKER, HOUR.negated());
		assertInvalid("1", "1", MAKER, Duration.ofNanos(999));
		assertInvalid("1", "1", MAKER, Duration.ofSeconds(Long.MAX_VALUE));
		assertThat(this.client.getOrders(BTC, RUNE)).containsExactly(before);
	}

	@Test
	void aQuoteAmountThatDoesNotFitIsRefused() {
		assertInvalid("100000000000", "2", MAKER, HOUR);
		assertThat(this.client.getOrders(BTC, RUNE)).isEmpty();
	}

	@Test
	void anAssetCannotBeTradedAgainstItself() {
		assertRefused(ErrorCode.INVALID_ARGUMENT, (client) -> client.getOrders(RUNE, Asset.rune("840000:3")));
	}

	@Test
	void theAddressIsTheWallets() {
		assertThat(this.client.getAddress()).isEqualTo(WALLET.address());
	}

	@Test
	void aFullMemoryRefusesOrdersUntilOneIsCancelled() {
		UUID last = fillMemory();
		int open = this.client.getOrders(BTC, RUNE).size();
		assertRefused(ErrorCode.ENGINE_MEMORY_EXHAUSTED, (client) -> sell("1", "1"));
		assertThat(this.client.getOrders(BTC, RUNE)).hasSize(open);
		this.client.cancelOrder(last);
		assertThat(sell("1", "1").status()).isEqualTo(OrderStatus.OPEN);
	}

	private UUID fillMemory() {
		UUID last = null;
		try {
			while (true) {
				last = sell("1", "1").id();
			}
		}
		catch (DarkSwapException ex) {
			assertThat(ex.code()).isEqualTo(ErrorCode.ENGINE_MEMORY_EXHAUSTED);
			assertThat(ex.option()).contains("maximum");
		}
		assertThat(last).isNotNull();
		return last;
	}

	private void assertInvalid(String amount, String price, String maker, Duration expiry) {
		assertRefused(ErrorCode.INVALID_ARGUMENT, (client) -> client.createOrder(BTC, RUNE, OrderSide.SELL,
				new BigDecimal(amount), new BigDecimal(price), maker, expiry));
	}

	@Test
	void aTakeBelowTheSmallestUnitIsRefused() {
		Order order = sell("1", "0.5");
		assertRefused(ErrorCode.INVALID_ARGUMENT, (client) -> take(order, "0.00000001"));
		assertRefused(ErrorCode.INVALID_ARGUMENT,
				(client) -> client.takeOrder(order.id(), new BigDecimal("0.00000001"), null, MAKER));
		assertThat(this.client.getOrder(order.id())).isEqualTo(order);
		assertThat(take(order, "0.00000002").quoteAmount()).isEqualTo(decimal("0.00000001"));
	}

	@Test
	void anOrderBelowTheSmallestUnitIsRefused() {
		assertRefused(ErrorCode.INVALID_ARGUMENT, (client) -> sell("0.00000001", "0.5"));
		assertThat(this.client.getOrders(BTC, RUNE)).isEmpty();
	}

	@Test
	void aTradeReturnsTheOwedAmountToTheSmallestUnit() {
		assertThat(take(sell("1", "0.33333333"), "0.5").quoteAmount()).isEqualTo(decimal("0.16666667"));
		assertThat(take(sell("1", "120000"), "0.00000001").quoteAmount()).isEqualTo(decimal("0.0012"));
	}

	@Test
	void aTakeWithinTheLimitFromTheExpectedMakerSucceeds() {
		Order sell = sell("1", "10");
		Order buy = buy("1", "9");
		assertThat(takeIf(sell, "10", MAKER).price()).isEqualTo(decimal("10"));
		assertThat(takeIf(buy, "9", null).price()).isEqualTo(decimal("9"));
		assertThat(takeIf(sell, null, null).amount()).isEqualTo(decimal("0.5"));
	}

	@Test
	void aTakeBeyondTheLimitOrFromAnotherMakerIsRefused() {
		Order sell = sell("1", "10");
		Order buy = buy("1", "9");
		assertRefused(ErrorCode.ORDER_NOT_AS_EXPECTED, (client) -> takeIf(sell, "9.99999999", null));
		assertRefused(ErrorCode.ORDER_NOT_AS_EXPECTED, (client) -> takeIf(buy, "9.00000001", null));
		assertRefused(ErrorCode.ORDER_NOT_AS_EXPECTED, (client) -> takeIf(sell, "10", "bcrt1qanother"));
		assertThat(this.client.getOrder(sell.id())).isEqualTo(sell);
		assertThat(this.client.getOrder(buy.id())).isEqualTo(buy);
	}

	private Trade takeIf(Order order, String limit, String maker) {
		return this.client.takeOrder(order.id(), new BigDecimal("0.5"), (limit != null) ? new BigDecimal(limit) : null,
				maker);
	}

}
