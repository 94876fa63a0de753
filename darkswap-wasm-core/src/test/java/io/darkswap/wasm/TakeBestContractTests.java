package io.darkswap.wasm;

import java.math.BigDecimal;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Both clients take a market's best orders. */
@ParameterizedClass
@EnumSource(ClientKind.class)
class TakeBestContractTests extends ClientContract {

	@Test
	void aBuyerTakesTheLowestAsksFirstAndTheOlderOneAtTheSamePrice() {
		Order dear = sell("1", "102");
		Order older = sell("1", "101");
		Order younger = sell("1", "101");
		List<Trade> trades = takeBest(OrderSide.BUY, "2.5", "102");
		assertThat(trades).extracting(Trade::orderId).containsExactly(older.id(), younger.id(), dear.id());
		assertThat(trades).extracting(Trade::amount).containsExactly(decimal("1"), decimal("1"), decimal("0.5"));
		assertThat(trades).extracting(Trade::price).containsExactly(decimal("101"), decimal("101"), decimal("102"));
		assertThat(this.client.getOrder(dear.id()).remaining()).isEqualByComparingTo("0.5");
	}

	@Test
	void aSellerTakesTheHighestBidsFirst() {
		Order low = buy("1", "99");
		Order high = buy("1", "100");
		List<Trade> trades = takeBest(OrderSide.SELL, "2", "99");
		assertThat(trades).extracting(Trade::orderId).containsExactly(high.id(), low.id());
		assertThat(trades).extracting(Trade::takerSide).containsOnly(OrderSide.SELL);
	}

	@Test
	void nothingIsTakenBeyondTheLimit() {
		sell("1", "101");
		Order beyond = sell("1", "101.00000001");
		assertThat(takeBest(OrderSide.BUY, "2", "101")).hasSize(1);
		assertThat(this.client.getOrders(BTC, RUNE)).containsExactly(beyond);
	}

	@Test
	void lessIsTakenWhenTheOrdersDoNotSuffice() {
		sell("1", "101");
		assertThat(takeBest(OrderSide.BUY, "5", "200")).extracting(Trade::amount).containsExactly(decimal("1"));
		assertThat(takeBest(OrderSide.BUY, "5", "200")).isEmpty();
	}

	@Test
	void nothingIsTakenInAMarketWithoutOrders() {
		assertThat(this.client.takeBest(ALKANE, RUNE, OrderSide.BUY, BigDecimal.ONE, BigDecimal.ONE)).isEmpty();
	}

	@Test
	void expiredOrdersAreNotTaken() {
		sell("1", "101");
		this.clock.advance(HOUR);
		assertThat(takeBest(OrderSide.BUY, "1", "200")).isEmpty();
	}

	@Test
	void allTradesAreReturnedThoughTheHistoryKeepsFewer() {
		int orders = 500;
		for (int i = 0; i < orders; i++) {
			sell("1", "100");
		}
		List<Trade> trades = takeBest(OrderSide.BUY, String.valueOf(orders), "100");
		assertThat(trades).hasSize(orders).extracting(Trade::id).doesNotHaveDuplicates();
		assertThat(this.client.getTrades(BTC, RUNE, orders)).hasSize(HISTORY)
			.containsExactly(trades.get(orders - 1), trades.get(orders - 2), trades.get(orders - 3));
	}

	@Test
	void anAmountThatCostsLessThanAUnitAtTheBestPriceIsRefused() {
		Order cheap = sell("1000", "0.00000049");
		assertRefused(ErrorCode.INVALID_ARGUMENT,
				(client) -> client.takeBest(BTC, RUNE, OrderSide.BUY, new BigDecimal("0.01"), BigDecimal.ONE));
		assertThat(this.client.getOrder(cheap.id())).isEqualTo(cheap);
		assertThat(takeBest(OrderSide.BUY, "0.03", "1")).singleElement()
			.satisfies((trade) -> assertThat(trade.quoteAmount()).isPositive());
	}

	@Test
	void anAmountLargerThanAllOrdersTakesThemAll() {
		sell("1", "101");
		assertThat(takeBest(OrderSide.BUY, "184467440737.09551615", "184467440737.09551615")).hasSize(1);
	}

	@Test
	void theLimitPriceMustBePositive() {
		assertRefused(ErrorCode.INVALID_ARGUMENT,
				(client) -> client.takeBest(BTC, RUNE, OrderSide.BUY, BigDecimal.ONE, BigDecimal.ZERO));
	}

	private List<Trade> takeBest(OrderSide side, String amount, String limitPrice) {
		return this.client.takeBest(BTC, RUNE, side, new BigDecimal(amount), new BigDecimal(limitPrice));
	}

}
