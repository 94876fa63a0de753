package io.darkswap.wasm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The events of both clients. */
@ParameterizedClass
@EnumSource(ClientKind.class)
@Timeout(60)
class EventContractTests extends ClientContract {

	private final BlockingQueue<DarkSwapEvent> events = new LinkedBlockingQueue<>();

	@Test
	void theLifeOfAnOrderIsPublished() throws InterruptedException {
		this.client.addEventListener(this.events::add);
		Order order = sell("2", "100");
		Trade trade = take(order, "1");
		Order matched = this.client.getOrder(order.id());
		this.client.cancelOrder(order.id());
		Order cancelled = this.client.getOrder(order.id());
		assertThat(next(4)).containsExactly(new DarkSwapEvent.OrderCreated(order, this.clock.instant()),
				new DarkSwapEvent.OrderMatched(matched, this.clock.instant()),
				new DarkSwapEvent.TradeCreated(trade, this.clock.instant()),
				new DarkSwapEvent.OrderCancelled(cancelled, this.clock.instant()));
	}

	@Test
	void theSettlementOfATradeIsPublished() throws InterruptedException {
		Order order = sell("2", "100");
		Trade first = take(order, "1");
		Trade second = take(order, "1");
		this.client.addEventListener(this.events::add);
		Trade completed = this.client.completeTrade(first.id());
		Trade failed = this.client.failTrade(second.id());
		assertThat(next(2)).containsExactly(new DarkSwapEvent.TradeCompleted(completed, this.clock.instant()),
				new DarkSwapEvent.TradeFailed(failed, this.clock.instant()));
	}

	@Test
	void eachOrderOfABatchAndEachTradeOfATakeIsPublished() throws InterruptedException {
		this.client.addEventListener(this.events::add);
		List<Order> orders = this.client.createOrders(List.of(newSell(RUNE, "1", "100"), newSell(RUNE, "1", "101")));
		List<Trade> trades = this.client.takeBest(BTC, RUNE, OrderSide.BUY, decimal("1.5"), decimal("101"));
		List<DarkSwapEvent> received = next(6);
		assertThat(received).hasExactlyElementsOfTypes(DarkSwapEvent.OrderCreated.class,
				DarkSwapEvent.OrderCreated.class, DarkSwapEvent.OrderMatched.class, DarkSwapEvent.TradeCreated.class,
				DarkSwapEvent.OrderMatched.class, DarkSwapEvent.TradeCreated.class);
		assertThat(received.get(0)).isEqualTo(new DarkSwapEvent.OrderCreated(orders.get(0), this.clock.instant()));
		assertThat(received.get(5)).isEqualTo(new DarkSwapEvent.TradeCreated(trades.get(1), this.clock.instant()));
	}

	@Test
	void anExpiryIsPublishedWithoutFurtherCallsInTheMarket() throws InterruptedException {
		try (DarkSwapClient sweeping = this.kind.builder()
			.clock(this.clock)
			.sweepInterval(Duration.ofMillis(1))
			.build()) {
			sweeping.initialize();
			sweeping.addEventListener(this.events::add);
			Order order = sweeping.createOrder(BTC, RUNE, OrderSide.BUY, decimal("1"), decimal("1"), MAKER, HOUR);
			this.clock.advance(HOUR);
			List<DarkSwapEvent> received = next(2);
			assertThat(received.get(1)).isInstanceOfSatisfying(DarkSwapEvent.OrderExpired.class, (expired) -> {
				assertThat(expired.order().id()).isEqualTo(order.id());
				assertThat(expired.order().status()).isEqualTo(OrderStatus.EXPIRED);
				assertThat(expired.timestamp()).isEqualTo(order.expiry());
			});
		}
	}

	@Test
	void aListenerThatThrowsReceivesTheNextEvent() throws InterruptedException {
		this.client.addEventListener((event) -> {
			this.events.add(event);
			throw new IllegalStateException("a listener that throws");
		});
		sell("1", "1");
		sell("1", "1");
		assertThat(next(2)).hasSize(2);
	}

	@Test
	void aStuckListenerMissesEventsAndReceivesTheirNumber() throws InterruptedException {
		CountDownLatch stuck = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		try (DarkSwapClient narrow = this.kind.builder().clock(this.clock).eventQueueCapacity(2).build()) {
			narrow.initialize();
			narrow.addEventListener((event) -> {
				begun.countDown();
				awaitUninterruptibly(stuck);
				this.events.add(event);
			});
			BlockingQueue<DarkSwapEvent> others = new LinkedBlockingQueue<>();
			narrow.addEventListener(others::add);
			createOrder(narrow);
			begun.await();
			for (int i = 0; i < 10; i++) {
				awaitOrder(others, createOrder(narrow));
			}
			stuck.countDown();
			next(3);
			createOrder(narrow);
			assertThat(next(2).get(0)).isInstanceOfSatisfying(DarkSwapEvent.Error.class, (error) -> {
				assertThat(error.code()).isEqualTo(ErrorCode.EVENTS_MISSED);
				assertThat(error.message()).startsWith("8 events");
			});
		}
	}

	@Test
	void aRemovedListenerReceivesNothing() throws InterruptedException {
		BlockingQueue<DarkSwapEvent> others = new LinkedBlockingQueue<>();
		DarkSwapEventListener removed = this.events::add;
		this.client.addEventListener(removed);
		this.client.addEventListener(others::add);
		this.client.removeEventListener(removed);
		sell("1", "1");
		others.take();
		assertThat(this.events).isEmpty();
	}

	@Test
	void eventsBeforeTheCloseAreDelivered() throws InterruptedException {
		this.client.addEventListener(this.events::add);
		for (int i = 0; i < 100; i++) {
			createOrder(this.client);
		}
		this.client.close();
		assertThat(next(100)).hasOnlyElementsOfType(DarkSwapEvent.OrderCreated.class);
	}

	@Test
	void eventsBeforeAFlushAreDeliveredWhenItCompletes() {
		this.client.addEventListener(this.events::add);
		for (int i = 0; i < 100; i++) {
			createOrder(this.client);
		}
		this.client.flushEvents().join();
		assertThat(this.events).hasSize(100);
	}

	@Test
	void aFlushCompletesOnlyAfterDeliveryToASlowListener() {
		CountDownLatch stuck = new CountDownLatch(1);
		this.client.addEventListener((event) -> {
			awaitUninterruptibly(stuck);
			this.events.add(event);
		});
		createOrder(this.client);
		CompletableFuture<Void> flush = this.client.flushEvents();
		assertThat(flush).isNotDone();
		stuck.countDown();
		flush.join();
		assertThat(this.events).hasSize(1);
	}

	@Test
	void aFlushDoesNotWaitForARemovedListener() {
		CountDownLatch stuck = new CountDownLatch(1);
		DarkSwapEventListener removed = (event) -> awaitUninterruptibly(stuck);
		this.client.addEventListener(removed);
		createOrder(this.client);
		createOrder(this.client);
		CompletableFuture<Void> flush = this.client.flushEvents();
		this.client.removeEventListener(removed);
		stuck.countDown();
		flush.join();
	}

	@Test
	void aFlushReportsTheNumberOfMissedEvents() throws InterruptedException {
		CountDownLatch stuck = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		try (DarkSwapClient narrow = this.kind.builder().clock(this.clock).eventQueueCapacity(1).build()) {
			narrow.initialize();
			narrow.addEventListener((event) -> {
				begun.countDown();
				awaitUninterruptibly(stuck);
				this.events.add(event);
			});
			createOrder(narrow);
			begun.await();
			createOrder(narrow);
			createOrder(narrow);
			CompletableFuture<Void> flush = narrow.flushEvents();
			stuck.countDown();
			flush.join();
			assertThat(this.events).hasSize(3);
			assertThat(next(3).get(2)).isInstanceOf(DarkSwapEvent.Error.class);
		}
	}

	@Test
	void aFlushWithoutListenersCompletesAtOnce() {
		assertThat(this.client.flushEvents()).isCompleted();
		this.client.addEventListener(this.events::add);
		this.client.close();
		assertThat(this.client.flushEvents()).isCompleted();
	}

	@Test
	void listenersReceiveTheEventsOfTheNextEngine() throws InterruptedException {
		this.client.addEventListener(this.events::add);
		this.client.create(new DarkSwapConfig(BitcoinNetwork.REGTEST, WALLET));
		this.client.start();
		sell("1", "1");
		assertThat(next(1)).hasOnlyElementsOfType(DarkSwapEvent.OrderCreated.class);
	}

	@Test
	void aClosedClientRefusesListeners() {
		this.client.close();
		assertRefused(ErrorCode.NOT_INITIALIZED, (client) -> client.addEventListener(this.events::add));
	}

	private static Order createOrder(DarkSwapClient client) {
		return client.createOrder(BTC, RUNE, OrderSide.BUY, decimal("1"), decimal("1"), MAKER, HOUR);
	}

	/**
	 * Waits for an order's event. All listeners have then received the events before it.
	 */
	private static void awaitOrder(BlockingQueue<DarkSwapEvent> events, Order order) throws InterruptedException {
		DarkSwapEvent event;
		do {
			event = events.take();
		}
		while (!(event instanceof DarkSwapEvent.OrderEvent received) || !received.order().id().equals(order.id()));
	}

	private List<DarkSwapEvent> next(int count) throws InterruptedException {
		List<DarkSwapEvent> received = new ArrayList<>();
		while (received.size() < count) {
			DarkSwapEvent event = this.events.poll(30, TimeUnit.SECONDS);
			assertThat(event).as("event %d of %d", received.size() + 1, count).isNotNull();
			received.add(event);
		}
		return received;
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
