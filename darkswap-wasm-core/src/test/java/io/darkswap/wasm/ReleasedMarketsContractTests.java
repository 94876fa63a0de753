package io.darkswap.wasm;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.loader.MemoryOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Both clients release empty markets when their memory or their place is needed, and open
 * them again as if nothing had been.
 */
@ParameterizedClass
@EnumSource(ClientKind.class)
@Timeout(120)
class ReleasedMarketsContractTests extends ClientContract {

	private static final int PAGES = 24;

	/** Their records alone would take more than twice the memory. */
	private static final int FLOOD = 8_000;

	@Test
	void aFloodOfMarketsThatAreMadeAndEmptiedLeavesRoomForAsManyOrdersAsBefore() {
		try (DarkSwapClient desk = smallDesk(1_000_000)) {
			int before = countOrdersThatFit(desk);
			flood(desk, FLOOD);
			assertThat(countOrdersThatFit(desk) * 1.1).isGreaterThanOrEqualTo(before);
		}
	}

	@Test
	void aReleasedMarketIsEmptyForReadersAndIsOpenedByTheNextOrder() {
		try (DarkSwapClient desk = smallDesk(1_000_000)) {
			Order first = sellFor(desk, ALKANE);
			desk.takeOrder(first.id(), decimal("1"));
			flood(desk, FLOOD);
			assertThat(desk.getMarkets()).extracting(MarketOverview::quote).doesNotContain(ALKANE);
			assertThat(desk.getBestBidAsk(BTC, ALKANE)).isEqualTo(new BestBidAsk(null, null));
			assertThat(desk.getOrders(BTC, ALKANE)).isEmpty();
			assertThat(desk.getTrades(BTC, ALKANE, 10)).isEmpty();
			assertThat(desk.getDepth(BTC, ALKANE, 10)).isEqualTo(new Depth(List.of(), List.of()));
			assertThat(desk.getMarketStats(BTC, ALKANE, HOUR).count()).isZero();
			assertThat(desk.getCandles(BTC, ALKANE, HOUR, 10)).isEmpty();
			assertThat(desk.takeBest(BTC, ALKANE, OrderSide.BUY, decimal("1"), decimal("9"))).isEmpty();
			assertThat(desk.evictOrdersOf(MAKER)).isZero();
			Order order = sellFor(desk, ALKANE);
			assertThat(desk.getOrders(BTC, ALKANE)).containsExactly(order);
			assertThat(desk.getBestBidAsk(BTC, ALKANE).ask()).isEqualTo(level("2", "1", 1));
			assertThat(desk.createOrders(
					List.of(newSell(rune(3), "1", "2"), newSell(rune(5), "1", "2"), newSell(ALKANE, "1", "2"))))
				.hasSize(3);
			assertThat(desk.getOrders(BTC, ALKANE)).hasSize(2);
			assertThat(desk.getOrders(BTC, rune(3))).hasSize(1);
		}
	}

	@Test
	void aMarketWithoutOpenOrdersAndTradesGivesItsPlaceWhereAsManyAreOpenAsMayBe() {
		try (DarkSwapClient desk = deskOf(3)) {
			Order kept = sellFor(desk, RUNE);
			Trade trade = desk.takeOrder(sellFor(desk, rune(1000)).id(), decimal("1"));
			for (int i = 1; i <= 50; i++) {
				Order order = sellFor(desk, rune(i));
				assertThat(desk.getOrders(BTC, rune(i))).containsExactly(order);
				assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> sellFor(desk, ALKANE))
					.withMessageContaining("3 markets are open")
					.extracting(DarkSwapException::code)
					.isEqualTo(ErrorCode.MARKET_REFUSED);
				desk.cancelOrder(order.id());
				assertThat(desk.getOrder(order.id()).status()).isEqualTo(OrderStatus.CANCELLED);
				assertThat(desk.getOrders(BTC, RUNE)).containsExactly(kept);
				assertThat(desk.getTrades(BTC, rune(1000), 10)).containsExactly(trade);
			}
			assertThat(desk.getMarkets()).hasSize(3);
		}
	}

	@Test
	void eventsOfAReleasedMarketKeepTheirPair() throws InterruptedException {
		BlockingQueue<DarkSwapEvent> events = new LinkedBlockingQueue<>();
		try (DarkSwapClient desk = deskOf(1)) {
			desk.addEventListener(events::add);
			for (int i = 1; i <= 300; i++) {
				desk.cancelOrder(sellFor(desk, rune(i)).id());
			}
			List<Asset> quotes = new ArrayList<>();
			for (int i = 1; i <= 600; i++) {
				DarkSwapEvent event = events.poll(10, TimeUnit.SECONDS);
				assertThat(event).isInstanceOf(DarkSwapEvent.OrderEvent.class);
				quotes.add(((DarkSwapEvent.OrderEvent) event).order().quoteAsset());
			}
			for (int i = 0; i < 600; i++) {
				assertThat(quotes.get(i)).isEqualTo(rune(1 + i / 2));
			}
		}
	}

	private static void flood(DarkSwapClient desk, int markets) {
		for (int i = 1; i <= markets; i++) {
			desk.cancelOrder(sellFor(desk, rune(i)).id());
		}
	}

	private static int countOrdersThatFit(DarkSwapClient desk) {
		List<Order> orders = new ArrayList<>();
		ErrorCode refusal = null;
		while (refusal == null) {
			try {
				orders.add(sellFor(desk, RUNE));
			}
			catch (DarkSwapException ex) {
				refusal = ex.code();
			}
		}
		assertThat(refusal).isEqualTo(ErrorCode.ENGINE_MEMORY_EXHAUSTED);
		orders.forEach((order) -> desk.cancelOrder(order.id()));
		return orders.size();
	}

	private static Order sellFor(DarkSwapClient desk, Asset quote) {
		return desk.createOrder(newSell(quote, "1", "2"));
	}

	private static Asset rune(int transaction) {
		return Asset.rune("900000:" + transaction);
	}

	private DarkSwapClient smallDesk(int maximumMarkets) {
		DarkSwapClient desk = this.kind.builder()
			.clock(this.clock)
			.memory(new MemoryOptions(8, PAGES, this.kind == ClientKind.SHARED_MEMORY))
			.instances(1)
			.limits(limits(maximumMarkets))
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, WALLET, HISTORY, HISTORY))
			.build();
		desk.initialize();
		return desk;
	}

	private DarkSwapClient deskOf(int maximumMarkets) {
		DarkSwapClient desk = this.kind.builder()
			.clock(this.clock)
			.limits(limits(maximumMarkets))
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, WALLET, HISTORY, HISTORY))
			.build();
		desk.initialize();
		return desk;
	}

	private static TradingLimits limits(int maximumMarkets) {
		return new TradingLimits(Set.of(), maximumMarkets, OptionalInt.empty(),
				TradingLimits.DEFAULT_SMALLEST_FOREIGN_NOTIONAL);
	}

}
