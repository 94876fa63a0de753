package io.darkswap.wasm;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.signing.SignedOrder;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Limits of the orders of others, and their withdrawal by the operator. */
@ParameterizedClass
@EnumSource(ClientKind.class)
@Timeout(60)
class FloodContractTests extends ClientContract {

	private static final Wallet OTHER = HdWallet.random(BitcoinNetwork.REGTEST);

	private static final BigDecimal SMALLEST = TradingLimits.DEFAULT_SMALLEST_FOREIGN_NOTIONAL;

	private DarkSwapClient other;

	@BeforeEach
	void openAnotherClient() {
		this.other = client(OTHER, TradingLimits.DEFAULT);
	}

	@AfterEach
	void closeTheOtherClient() {
		this.other.close();
	}

	@Test
	void theOperatorEvictsAnOrderOfAnotherAndListenersAreToldSo() throws InterruptedException {
		BlockingQueue<DarkSwapEvent> events = new LinkedBlockingQueue<>();
		Order imported = this.client.importOrder(foreign(RUNE, "1", "100"));
		this.client.addEventListener(events::add);
		assertRefused(ErrorCode.NOT_THE_MAKER, () -> this.client.cancelOrder(imported.id()));
		this.client.evictOrder(imported.id());
		assertThat(this.client.getOrders(BTC, RUNE)).isEmpty();
		assertThat(this.client.getOrder(imported.id()).status()).isEqualTo(OrderStatus.CANCELLED);
		assertThat(events.poll(10, TimeUnit.SECONDS))
			.isEqualTo(new DarkSwapEvent.OrderEvicted(this.client.getOrder(imported.id()), this.clock.instant()));
		assertRefused(ErrorCode.ORDER_NOT_OPEN, () -> this.client.evictOrder(imported.id()));
		assertRefused(ErrorCode.ORDER_NOT_FOUND, () -> this.client.evictOrder(UUID.randomUUID()));
	}

	@Test
	void allOrdersOfAMakerAreEvictedInAllMarketsAndNobodyElses() {
		Order own = sell("1", "100");
		List<SignedOrder> orders = new ArrayList<>();
		for (int i = 1; i <= 600; i++) {
			orders.add(foreign((i % 2 == 0) ? RUNE : ALKANE, "1", String.valueOf(i)));
		}
		this.client.importOrders(orders);
		assertThat(this.client.evictOrdersOf(OTHER.address())).isEqualTo(600);
		assertThat(this.client.getOrders(BTC, RUNE)).containsExactly(own);
		assertThat(this.client.getOrders(BTC, ALKANE)).isEmpty();
		assertThat(this.client.evictOrdersOf(OTHER.address())).isZero();
	}

	@Test
	void moreOrdersOfOthersThanAllowedAreRefusedUntilOneIsClosed() {
		try (DarkSwapClient desk = client(WALLET, new TradingLimits(Set.of(), 10, OptionalInt.of(2), SMALLEST))) {
			Order first = desk.importOrder(foreign(RUNE, "1", "100"));
			desk.importOrder(foreign(ALKANE, "1", "100"));
			SignedOrder third = foreign(RUNE, "1", "100");
			assertRefused(ErrorCode.TOO_MANY_FOREIGN_ORDERS, () -> desk.importOrder(third));
			assertRefused(ErrorCode.TOO_MANY_FOREIGN_ORDERS,
					() -> desk.importOrders(List.of(third, foreign(RUNE, "1", "100"))));
			assertThat(desk.createOrder(BTC, RUNE, OrderSide.SELL, decimal("1"), decimal("1"), MAKER, HOUR))
				.isNotNull();
			desk.takeOrder(first.id(), decimal("1"));
			assertThat(desk.importOrder(third).id()).isEqualTo(third.order().id());
			assertRefused(ErrorCode.TOO_MANY_FOREIGN_ORDERS, () -> desk.importOrder(foreign(RUNE, "1", "100")));
		}
	}

	@Test
	void aMakerHasNoMorePlacesThanAllowedUntilOneOfItsOrdersIsClosed() {
		TradingLimits limits = new TradingLimits(Set.of(), 10, OptionalInt.empty(), 2, OptionalInt.empty(), SMALLEST);
		Wallet third = HdWallet.random(BitcoinNetwork.REGTEST);
		try (DarkSwapClient desk = client(WALLET, limits);
				DarkSwapClient another = client(third, TradingLimits.DEFAULT)) {
			Order first = desk.importOrder(foreign(RUNE, "1", "100"));
			desk.importOrder(foreign(ALKANE, "1", "100"));
			SignedOrder refused = foreign(RUNE, "1", "100");
			assertRefused(ErrorCode.TOO_MANY_ORDERS_OF_MAKER, () -> desk.importOrder(refused));
			assertRefused(ErrorCode.TOO_MANY_ORDERS_OF_MAKER, () -> desk.importOrders(List.of(refused)));
			Order other = another.createOrder(BTC, RUNE, OrderSide.SELL, decimal("1"), decimal("1"), third.address(),
					HOUR);
			assertThat(desk.importOrder(another.getSignedOrder(other.id()))).isNotNull();
			desk.evictOrder(first.id());
			assertThat(desk.importOrder(refused).id()).isEqualTo(refused.order().id());
		}
	}

	@Test
	void othersLeaveTheReservedMemoryToOnesOwnOrdersAndTakes() {
		TradingLimits limits = new TradingLimits(Set.of(), 10, OptionalInt.of(100_000), 100_000, OptionalInt.of(2),
				SMALLEST);
		try (DarkSwapClient desk = this.kind.builder()
			.clock(this.clock)
			.memory(new MemoryOptions(4, 8, this.kind == ClientKind.SHARED_MEMORY))
			.instances(1)
			.limits(limits)
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, WALLET, HISTORY, HISTORY))
			.build()) {
			desk.initialize();
			DarkSwapException refusal = null;
			while (refusal == null) {
				SignedOrder order = foreign(RUNE, "1", "100");
				try {
					desk.importOrder(order);
				}
				catch (DarkSwapException ex) {
					refusal = ex;
				}
			}
			assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_MEMORY_EXHAUSTED);
			assertThat(refusal).hasMessageContaining("reserved-memory");
			for (int i = 0; i < 200; i++) {
				desk.createOrder(BTC, RUNE, OrderSide.SELL, decimal("1"), decimal("99"), MAKER, HOUR);
			}
			assertThat(desk.takeBest(BTC, RUNE, OrderSide.BUY, decimal("10"), decimal("99"))).hasSize(10);
		}
	}

	@Test
	void aBatchOfOthersThatIsRefusedTakesNoPlaces() {
		try (DarkSwapClient desk = client(WALLET, new TradingLimits(Set.of(), 10, OptionalInt.of(2), SMALLEST))) {
			assertRefused(ErrorCode.TOO_MANY_FOREIGN_ORDERS, () -> desk
				.importOrders(List.of(foreign(RUNE, "1", "1"), foreign(RUNE, "1", "2"), foreign(RUNE, "1", "3"))));
			assertThat(desk.importOrders(List.of(foreign(RUNE, "1", "1"), foreign(RUNE, "1", "2")))).hasSize(2);
		}
	}

	@Test
	void dustOfOthersIsRefusedAndOnesOwnIsNot() {
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> this.client.importOrder(foreign(RUNE, "0.00000001", "1")))
			.withMessageContaining("smallest-foreign-notional")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.INVALID_ARGUMENT);
		assertThat(this.client.importOrder(foreign(RUNE, "0.00000001", "100"))).isNotNull();
		assertThat(sell("0.00000001", "1")).isNotNull();
	}

	@Test
	void onlyAllowedPairsAreTraded() {
		TradingLimits limits = new TradingLimits(Set.of(new TradingPair(BTC, RUNE)), 10, OptionalInt.empty(), SMALLEST);
		try (DarkSwapClient desk = client(WALLET, limits)) {
			desk.importOrder(foreign(RUNE, "1", "1"));
			assertRefused(ErrorCode.MARKET_REFUSED, () -> desk.importOrder(foreign(ALKANE, "1", "1")));
			assertRefused(ErrorCode.MARKET_REFUSED, () -> desk.createOrders(List.of(newSell(ALKANE, "1", "1"))));
			assertThat(desk.getOrders(BTC, ALKANE)).isEmpty();
		}
	}

	@Test
	void moreMarketsThanAllowedAreRefusedAndOthersOpenNoMoreThanHalf() {
		try (DarkSwapClient desk = client(WALLET, new TradingLimits(Set.of(), 4, OptionalInt.empty(), SMALLEST))) {
			desk.importOrder(foreign(Asset.rune("1:1"), "1", "1"));
			desk.importOrder(foreign(Asset.rune("1:2"), "1", "1"));
			assertRefused(ErrorCode.MARKET_REFUSED, () -> desk.importOrder(foreign(Asset.rune("1:3"), "1", "1")));
			desk.createOrders(List.of(newSell(Asset.rune("1:3"), "1", "1"), newSell(Asset.rune("1:4"), "1", "1")));
			assertRefused(ErrorCode.MARKET_REFUSED,
					() -> desk.createOrders(List.of(newSell(Asset.rune("1:5"), "1", "1"))));
			assertThat(desk.importOrder(foreign(Asset.rune("1:4"), "1", "1"))).isNotNull();
		}
	}

	/**
	 * Others fill their part of a small memory; the operator's own orders and takings go
	 * on.
	 */
	@Test
	void aFloodOfOthersLeavesMemoryForOnesOwn() {
		List<SignedOrder> flood = new ArrayList<>();
		for (int i = 0; i < 400; i++) {
			flood.add(foreign(RUNE, "1", String.valueOf(1 + i)));
		}
		try (DarkSwapClient desk = this.kind.builder()
			.clock(this.clock)
			.memory(new MemoryOptions(8, 12, this.kind == ClientKind.SHARED_MEMORY))
			.instances(1)
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, WALLET, HISTORY, HISTORY))
			.build()) {
			desk.initialize();
			int entered = 0;
			ErrorCode refusal = null;
			while (refusal == null && entered < flood.size()) {
				try {
					desk.importOrder(flood.get(entered));
					entered++;
				}
				catch (DarkSwapException ex) {
					refusal = ex.code();
				}
			}
			assertThat(refusal).isEqualTo(ErrorCode.TOO_MANY_FOREIGN_ORDERS);
			assertThat(entered).isEqualTo(12 * TradingLimits.FOREIGN_ORDERS_PER_PAGE);
			for (int i = 0; i < 50; i++) {
				desk.createOrder(BTC, RUNE, OrderSide.SELL, decimal("1"), decimal("1000"), MAKER, HOUR);
			}
			assertThat(desk.takeBest(BTC, RUNE, OrderSide.BUY, decimal("20"), decimal("1000"))).hasSize(20);
		}
	}

	private SignedOrder foreign(Asset quote, String amount, String price) {
		Order order = this.other.createOrder(BTC, quote, OrderSide.SELL, decimal(amount), decimal(price),
				OTHER.address(), HOUR);
		SignedOrder signed = this.other.getSignedOrder(order.id());
		this.other.cancelOrder(order.id());
		return signed;
	}

	private DarkSwapClient client(Wallet wallet, TradingLimits limits) {
		DarkSwapClient client = this.kind.builder()
			.clock(this.clock)
			.limits(limits)
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, wallet, HISTORY, HISTORY))
			.build();
		client.initialize();
		return client;
	}

	private static void assertRefused(ErrorCode code, ThrowingCallable call) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(call)
			.extracting(DarkSwapException::code)
			.isEqualTo(code);
	}

}
