package io.darkswap.wasm;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.darkswap.wasm.wallet.HdWallet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Five typical uses, written as a caller writes them: they judge the API. */
class TypicalUsesTests {

	private static final TradingPair PAIR = TradingPair.of("BTC/RUNE:840000:3");

	private DarkSwapClient client;

	@BeforeEach
	void open() {
		this.client = SharedMemoryDarkSwapClient.builder()
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST)))
			.build();
		this.client.initialize();
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void aMakerQuotesBothSides() {
		List<Order> quotes = this.client
			.createOrders(List.of(NewOrder.buy(PAIR).amount("0.5").price("119000").expiresIn(Duration.ofMinutes(5)),
					NewOrder.sell(PAIR).amount("0.5").price("121000").expiresIn(Duration.ofMinutes(5))));
		assertThat(quotes).extracting(Order::maker).containsOnly(this.client.getAddress());
		assertThat(this.client.getBestBidAsk(PAIR).ask().price()).isEqualByComparingTo("121000");
		quotes.forEach((order) -> this.client.cancelOrder(order.id()));
		assertThat(this.client.getOrders(PAIR)).isEmpty();
	}

	@Test
	void aTakerBuysAndPaysTheOwedAmount() {
		this.client.createOrder(NewOrder.sell(PAIR).amount("1").price("120000").expiresIn(Duration.ofHours(1)));
		List<Trade> trades = this.client.takeBest(PAIR, OrderSide.BUY, new BigDecimal("0.25"),
				new BigDecimal("120500"));
		assertThat(trades).singleElement().satisfies((trade) -> {
			assertThat(trade.quoteAmount()).isEqualByComparingTo("30000");
			assertThat(trade.pair()).isEqualTo(PAIR);
			assertThat(this.client.completeTrade(trade.id()).status()).isEqualTo(TradeStatus.COMPLETED);
		});
	}

	@Test
	void aDeskTakesTheOrderThatItShowedAndNoOther() {
		Order shown = this.client
			.createOrder(NewOrder.sell(PAIR).amount("1").price("120000").expiresIn(Duration.ofHours(1)));
		Trade trade = this.client.takeOrder(shown.id(), BigDecimal.ONE, shown.price(), shown.maker());
		assertThat(trade.quoteAmount()).isEqualTo(shown.quoteAmount());
	}

	@Test
	void aLedgerListensToTradesUntilItIsClosed() {
		Queue<Trade> ledger = new ConcurrentLinkedQueue<>();
		List<DarkSwapEvent> orders = new ArrayList<>();
		Order order = this.client
			.createOrder(NewOrder.sell(PAIR).amount("1").price("120000").expiresIn(Duration.ofHours(1)));
		try (Subscription trades = this.client.on(DarkSwapEvent.TradeCreated.class,
				(event) -> ledger.add(event.trade()));
				Subscription all = this.client.on(DarkSwapEvent.OrderEvent.class, orders::add)) {
			Trade trade = this.client.takeOrder(order.id(), new BigDecimal("0.5"));
			this.client.flushEvents().join();
			assertThat(ledger).containsExactly(trade);
			assertThat(orders).hasExactlyElementsOfTypes(DarkSwapEvent.OrderMatched.class);
			trades.close();
			all.close();
		}
		this.client.takeOrder(order.id(), new BigDecimal("0.5"));
		this.client.flushEvents().join();
		assertThat(ledger).hasSize(1);
	}

	@Test
	void aChartReadsAMarket() {
		Order order = this.client
			.createOrder(NewOrder.sell(PAIR).amount("1").price("120000").expiresIn(Duration.ofHours(1)));
		this.client.takeOrder(order.id(), new BigDecimal("0.5"));
		assertThat(this.client.getDepth(PAIR, 10).asks()).hasSize(1);
		assertThat(this.client.getTrades(PAIR, 10)).hasSize(1);
		assertThat(this.client.getCandles(PAIR, Duration.ofMinutes(1), 10)).hasSize(1);
		assertThat(this.client.getMarketStats(PAIR, Duration.ofDays(1)).quoteVolume()).isEqualByComparingTo("60000");
	}

	@Test
	void aFailureReportsWhetherToRetryAndTheOptionToChange() {
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> SharedMemoryDarkSwapClient.builder().instances(0))
			.satisfies((ex) -> {
				assertThat(ex.isRetryable()).isFalse();
				assertThat(ex.option()).isEqualTo(Optional.of("instances"));
				assertThat(ex).hasMessage("The option instances is 0: set it to at least 1");
			});
		assertThat(new DarkSwapException(ErrorCode.CALL_TIMED_OUT, "No instance is free").isRetryable()).isTrue();
	}

	@Test
	void anInvalidNumberOrPairIsRefused() {
		assertRefused(() -> NewOrder.sell(PAIR).amount("half"), "'half' is not a number");
		assertRefused(() -> NewOrder.buy(PAIR).price((String) null), "price is missing");
		assertRefused(() -> NewOrder.buy(PAIR).amount("1").expiresIn(Duration.ofHours(1)), "price is missing");
		assertRefused(() -> NewOrder.sell(null), "pair is missing");
		assertRefused(() -> TradingPair.of("BTC"), "'BTC' is not a pair");
		assertRefused(() -> TradingPair.of(null), "is not a pair");
		assertRefused(() -> TradingPair.of("BTC/BTC"), "against itself");
		assertRefused(() -> this.client.getOrders(null), "pair is missing");
		assertRefused(() -> this.client.on(null, (event) -> {
		}), "kind of event is missing");
		assertThat(TradingPair.of(PAIR.toString())).isEqualTo(PAIR);
	}

	private static void assertRefused(Runnable call, String words) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(call::run)
			.withMessageContaining(words)
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.INVALID_ARGUMENT);
	}

}
