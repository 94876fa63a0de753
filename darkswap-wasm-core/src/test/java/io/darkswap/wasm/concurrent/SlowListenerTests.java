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

/**
 * A listener that is too slow does not block others, and receives the number of missed
 * events.
 */
@Timeout(120)
class SlowListenerTests {

	private static final int PRODUCERS = 8;

	/** The number of orders that each producer creates and cancels. */
	private static final int ORDERS = 500;

	private static final int PRODUCED = 2 * PRODUCERS * ORDERS;

	private static final int CAPACITY = 100;

	@ParameterizedTest
	@EnumSource
	void theOthersContinueWhileOneIsBlocked(ClientKind kind) throws Exception {
		try (DarkSwapClient client = client(kind)) {
			Blocked blocked = new Blocked();
			client.addEventListener(blocked);
			produce(client);
			assertThat(client.getOrders(Clients.BTC, Clients.RUNE)).isEmpty();
			EventRecorder recorder = new EventRecorder();
			client.addEventListener(recorder);
			assertThat(endUntilReceived(client, recorder)).isPositive();
			blocked.release.countDown();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenItContinuesItReceivesTheNumberOfMissedEventsOnce(ClientKind kind) throws Exception {
		try (DarkSwapClient client = client(kind)) {
			Blocked blocked = new Blocked();
			client.addEventListener(blocked);
			Order first = Clients.createOrder(client, OrderSide.SELL, 1, 9);
			assertThat(blocked.began.await(60, TimeUnit.SECONDS)).isTrue();
			produce(client);
			EventRecorder recorder = new EventRecorder();
			client.addEventListener(recorder);
			int ends = endUntilReceived(client, recorder);
			blocked.release.countDown();
			List<DarkSwapEvent> kept = blocked.received(1 + CAPACITY);
			client.cancelOrder(first.id());
			DarkSwapEvent next = blocked.received(1).get(0);
			List<DarkSwapEvent> later = blocked.toldUntilCancelled(first);
			assertThat(kept).noneMatch(DarkSwapEvent.Error.class::isInstance);
			assertThat(later).noneMatch(DarkSwapEvent.Error.class::isInstance);
			assertThat(kept.size() + missed(next) + later.size()).isEqualTo(1 + PRODUCED + ends + 1);
		}
	}

	/**
	 * Returns the number of end events: a few may be missed before the other events are
	 * delivered.
	 */
	private static int endUntilReceived(DarkSwapClient client, EventRecorder recorder) throws InterruptedException {
		int ends = 0;
		do {
			EventRecorder.end(client);
			ends++;
		}
		while (!recorder.hasReceivedEnd());
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

	/** Blocks in its first event until it is released. */
	private static final class Blocked implements DarkSwapEventListener {

		private final CountDownLatch began = new CountDownLatch(1);

		private final CountDownLatch release = new CountDownLatch(1);

		private final BlockingQueue<DarkSwapEvent> received = new LinkedBlockingQueue<>();

		@Override
		public void onEvent(DarkSwapEvent event) {
			this.began.countDown();
			try {
				assertThat(this.release.await(60, TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				throw new AssertionError(ex);
			}
			this.received.add(event);
		}

		List<DarkSwapEvent> received(int count) throws InterruptedException {
			List<DarkSwapEvent> events = new ArrayList<>();
			while (events.size() < count) {
				DarkSwapEvent event = this.received.poll(60, TimeUnit.SECONDS);
				assertThat(event).as("received in time").isNotNull();
				events.add(event);
			}
			return events;
		}

		List<DarkSwapEvent> toldUntilCancelled(Order order) throws InterruptedException {
			List<DarkSwapEvent> events = new ArrayList<>();
			DarkSwapEvent last;
			do {
				last = received(1).get(0);
				events.add(last);
			}
			while (!(last instanceof DarkSwapEvent.OrderCancelled cancelled
					&& cancelled.order().id().equals(order.id())));
			return events;
		}

	}

}
