package io.darkswap.wasm.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.darkswap.wasm.ClientKind;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.DarkSwapEventListener;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A listener that is too slow holds up nobody, and is told how much it missed. */
@Timeout(120)
class SlowListenerTests {

	private static final int PRODUCERS = 8;

	/** How many orders each producer makes and withdraws. */
	private static final int ORDERS = 500;

	private static final int PRODUCED = 2 * PRODUCERS * ORDERS;

	private static final int CAPACITY = 100;

	@ParameterizedTest
	@EnumSource
	void theOthersGoOnWhileOneIsBlocked(ClientKind kind) throws Exception {
		try (DarkSwapClient client = client(kind)) {
			Blocked blocked = new Blocked();
			client.addEventListener(blocked);
			produce(client);
			assertThat(client.getOrders(Clients.BTC, Clients.RUNE)).isEmpty();
			EventRecorder recorder = new EventRecorder();
			client.addEventListener(recorder);
			assertThat(endUntilTold(client, recorder)).isPositive();
			blocked.release.countDown();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenItGoesOnItIsToldOnceHowManyEventsItMissed(ClientKind kind) throws Exception {
		try (DarkSwapClient client = client(kind)) {
			Blocked blocked = new Blocked();
			client.addEventListener(blocked);
			Order first = Clients.createOrder(client, OrderSide.SELL, 1, 9);
			assertThat(blocked.began.await(60, TimeUnit.SECONDS)).isTrue();
			produce(client);
			EventRecorder recorder = new EventRecorder();
			client.addEventListener(recorder);
			int ends = endUntilTold(client, recorder);
			blocked.release.countDown();
			List<DarkSwapEvent> kept = blocked.told(1 + CAPACITY);
			client.cancelOrder(first.id());
			DarkSwapEvent next = blocked.told(1).get(0);
			List<DarkSwapEvent> later = blocked.toldUntilCancelled(first);
			assertThat(kept).noneMatch(DarkSwapEvent.Error.class::isInstance);
			assertThat(later).noneMatch(DarkSwapEvent.Error.class::isInstance);
			assertThat(kept.size() + missed(next) + later.size()).isEqualTo(1 + PRODUCED + ends + 1);
		}
	}

	/**
	 * Returns how many events that took: a few may be missed before all others are told.
	 */
	private static int endUntilTold(DarkSwapClient client, EventRecorder recorder) throws InterruptedException {
		int ends = 0;
		do {
			EventRecorder.end(client);
			ends++;
		}
		while (!recorder.isToldOfEnd());
		return ends;
	}

	private static void produce(DarkSwapClient client) throws Exception {
		ConcurrentRunner.run(PRODUCERS, (thread) -> () -> {
			for (int i = 0; i < ORDERS; i++) {
				client.cancelOrder(Clients.createOrder(client, OrderSide.BUY, 1, 1).id());
			}
			return null;
		});
	}

	private static long missed(DarkSwapEvent event) {
		assertThat(event).isInstanceOf(DarkSwapEvent.Error.class);
		DarkSwapEvent.Error error = (DarkSwapEvent.Error) event;
		assertThat(error.code()).isEqualTo(ErrorCode.EVENTS_MISSED);
		Matcher number = Pattern.compile("^\\d+").matcher(error.message());
		assertThat(number.find()).isTrue();
		return Long.parseLong(number.group());
	}

	private static DarkSwapClient client(ClientKind kind) {
		DarkSwapClient client = kind.builder()
			.config(Clients.config(10, 10))
			.instances(3)
			.eventQueueCapacity(CAPACITY)
			.build();
		client.initialize();
		return client;
	}

	/** Does not come back from its first event until it is released. */
	private static final class Blocked implements DarkSwapEventListener {

		private final CountDownLatch began = new CountDownLatch(1);

		private final CountDownLatch release = new CountDownLatch(1);

		private final BlockingQueue<DarkSwapEvent> told = new LinkedBlockingQueue<>();

		@Override
		public void onEvent(DarkSwapEvent event) {
			this.began.countDown();
			try {
				assertThat(this.release.await(60, TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				throw new AssertionError(ex);
			}
			this.told.add(event);
		}

		List<DarkSwapEvent> told(int count) throws InterruptedException {
			List<DarkSwapEvent> events = new ArrayList<>();
			while (events.size() < count) {
				DarkSwapEvent event = this.told.poll(60, TimeUnit.SECONDS);
				assertThat(event).as("told in time").isNotNull();
				events.add(event);
			}
			return events;
		}

		List<DarkSwapEvent> toldUntilCancelled(Order order) throws InterruptedException {
			List<DarkSwapEvent> events = new ArrayList<>();
			DarkSwapEvent last;
			do {
				last = told(1).get(0);
				events.add(last);
			}
			while (!(last instanceof DarkSwapEvent.OrderCancelled cancelled
					&& cancelled.order().id().equals(order.id())));
			return events;
		}

	}

}
