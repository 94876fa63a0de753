package io.darkswap.wasm;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Neither a trade nor the rest of an open order costs less than the smallest unit of the
 * quote asset, 0.00000001, in both clients.
 */
@ParameterizedClass
@EnumSource(ClientKind.class)
class SmallestUnitContractTests extends ClientContract {

	/** 1 of the base asset costs two units. */
	private static final String PRICE = "0.00000002";

	@Test
	void aRestThatCannotBePaidIsCancelledAfterTheTradeThatLeavesIt() {
		Order sold = sell("1", PRICE);
		Order behind = sell("1", "0.00000003");
		assertThat(this.client.takeOrder(sold.id(), decimal("0.6")).quoteAmount()).isEqualByComparingTo("0.00000001");
		Order left = this.client.getOrder(sold.id());
		assertThat(left.status()).isEqualTo(OrderStatus.CANCELLED);
		assertThat(left.remaining()).isEqualByComparingTo("0.4");
		assertThat(left.restIsBelowUnit()).isTrue();
		assertThat(this.client.getOrders(BTC, RUNE)).containsExactly(behind);
		assertThat(this.client.getBestBidAsk(BTC, RUNE).ask().price()).isEqualByComparingTo("0.00000003");
	}

	@Test
	void aRestOfOneUnitStaysOpen() {
		Order sold = sell("1", PRICE);
		this.client.takeOrder(sold.id(), decimal("0.5"));
		Order left = this.client.getOrder(sold.id());
		assertThat(left.status()).isEqualTo(OrderStatus.OPEN);
		assertThat(left.restIsBelowUnit()).isFalse();
		this.client.takeOrder(sold.id(), decimal("0.5"));
		assertThat(this.client.getOrder(sold.id()).status()).isEqualTo(OrderStatus.FILLED);
	}

	@Test
	void listenersReceiveTheMatchTheTradeAndThenTheCancellation() throws InterruptedException {
		BlockingQueue<DarkSwapEvent> events = new LinkedBlockingQueue<>();
		Order sold = sell("1", PRICE);
		this.client.addEventListener(events::add);
		Trade trade = this.client.takeOrder(sold.id(), decimal("0.6"));
		Order cancelled = this.client.getOrder(sold.id());
		DarkSwapEvent matched = events.poll(10, TimeUnit.SECONDS);
		assertThat(matched).isInstanceOfSatisfying(DarkSwapEvent.OrderMatched.class, (event) -> {
			assertThat(event.order().status()).isEqualTo(OrderStatus.OPEN);
			assertThat(event.order().remaining()).isEqualByComparingTo("0.4");
		});
		assertThat(events.poll(10, TimeUnit.SECONDS))
			.isEqualTo(new DarkSwapEvent.TradeCreated(trade, this.clock.instant()));
		assertThat(events.poll(10, TimeUnit.SECONDS))
			.isEqualTo(new DarkSwapEvent.OrderCancelled(cancelled, this.clock.instant()));
	}

	@Test
	void aTakingOfTheBestOrdersEndsBeforeAFillThatCannotBePaid() {
		Order first = sell("1", PRICE);
		Order second = sell("1", PRICE);
		List<Trade> trades = takeBest("1.3");
		assertThat(trades).extracting(Trade::orderId).containsExactly(first.id());
		assertThat(trades).extracting(Trade::amount).containsExactly(decimal("1"));
		assertThat(this.client.getOrders(BTC, RUNE)).containsExactly(second);
	}

	@Test
	void aTakingOfTheBestOrdersCancelsTheRestThatItLeaves() {
		sell("1", PRICE);
		Order second = sell("1", PRICE);
		assertThat(takeBest("1.6")).hasSize(2);
		assertThat(this.client.getOrder(second.id()).status()).isEqualTo(OrderStatus.CANCELLED);
		assertThat(this.client.getOrder(second.id()).remaining()).isEqualByComparingTo("0.4");
		assertThat(this.client.getOrders(BTC, RUNE)).isEmpty();
	}

	@Test
	void anAmountThatCannotBePaidIsRefusedWithItsCost() {
		Order sold = sell("1", PRICE);
		assertCostsTooLittle(() -> this.client.takeOrder(sold.id(), decimal("0.4")));
		assertCostsTooLittle(() -> this.client.takeOrder(sold.id(), decimal("0.4"), decimal("1"), MAKER));
		assertCostsTooLittle(() -> takeBest("0.4"));
		assertThat(this.client.getOrders(BTC, RUNE)).containsExactly(sold);
	}

	private static void assertCostsTooLittle(Runnable take) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(take::run)
			.withMessageStartingWith("The amount times the price is 0.0000000080000000, less than 0.00000001")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.INVALID_ARGUMENT);
	}

	private List<Trade> takeBest(String amount) {
		return this.client.takeBest(BTC, RUNE, OrderSide.BUY, decimal(amount), BigDecimal.ONE);
	}

}
