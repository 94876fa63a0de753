package io.darkswap.wasm.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.darkswap.wasm.ClientKind;
import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.OrderSide;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A client is closed while other threads trade and listen: all of them end. */
@Timeout(120)
class CloseTests {

	private static final int PRODUCERS = 8;

	@ParameterizedTest
	@CsvSource({ "PLAIN, 1", "SHARED_MEMORY, 3", "SHARED_MEMORY, 8" })
	void everyThreadEndsWhenTheClientIsClosedWhileItTrades(ClientKind kind, int instances) throws Exception {
		DarkSwapThreads threads = new DarkSwapThreads();
		DarkSwapClient client = client(kind, instances, 1000);
		EventRecorder recorder = new EventRecorder();
		client.addEventListener(recorder);
		AtomicInteger traded = new AtomicInteger();
		List<ErrorCode> ends = ConcurrentRunner.run(PRODUCERS + 1, (thread) -> () -> {
			if (thread < PRODUCERS) {
				return tradeUntilRefused(client, traded);
			}
			while (traded.get() < 1000) {
				Thread.onSpinWait();
			}
			client.close();
			return ErrorCode.NOT_INITIALIZED;
		});
		assertThat(ends).containsOnly(ErrorCode.NOT_INITIALIZED);
		assertThat(client.getState()).isEqualTo(ClientState.CLOSED);
		threads.assertAllEnd();
	}

	@ParameterizedTest
	@EnumSource
	void eventsPublishedBeforeTheCloseAreDeliveredAfterIt(ClientKind kind) {
		DarkSwapThreads threads = new DarkSwapThreads();
		DarkSwapClient client = client(kind, 3, 5000);
		EventRecorder recorder = new EventRecorder();
		client.addEventListener(recorder);
		client.createOrders(Clients.batch(5000));
		client.close();
		threads.assertAllEnd();
		assertThat(recorder.untilNow()).hasSize(5000);
	}

	@ParameterizedTest
	@EnumSource
	void closingDoesNotWaitForListeners(ClientKind kind) throws Exception {
		DarkSwapThreads threads = new DarkSwapThreads();
		DarkSwapClient client = client(kind, 3, 100);
		CountDownLatch listening = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		List<DarkSwapEvent> heard = new ArrayList<>();
		client.addEventListener((event) -> {
			listening.countDown();
			awaitQuietly(release);
			heard.add(event);
		});
		Clients.createOrder(client, OrderSide.BUY, 1, 1);
		awaitQuietly(listening);
		client.createOrders(Clients.batch(150));
		client.close();
		release.countDown();
		threads.assertAllEnd();
		assertThat(heard).as("the current event, the queued events, and the report of missed ones").hasSize(102);
		assertThat(heard.get(heard.size() - 1)).isInstanceOf(DarkSwapEvent.Error.class);
	}

	@ParameterizedTest
	@EnumSource
	void aListenerMayCloseTheClient(ClientKind kind) throws Exception {
		DarkSwapThreads threads = new DarkSwapThreads();
		DarkSwapClient client = client(kind, 3, 100);
		client.addEventListener((event) -> client.close());
		Clients.createOrder(client, OrderSide.BUY, 1, 1);
		threads.assertAllEnd();
		assertThat(client.getState()).isEqualTo(ClientState.CLOSED);
	}

	@ParameterizedTest
	@EnumSource
	void aListenerMayTrade(ClientKind kind) throws Exception {
		try (DarkSwapClient client = client(kind, 1, 100)) {
			EventRecorder recorder = new EventRecorder();
			client.addEventListener((event) -> {
				if (event instanceof DarkSwapEvent.OrderCreated created && !EventRecorder.isEnd(event)) {
					client.cancelOrder(created.order().id());
					EventRecorder.end(client);
				}
			});
			client.addEventListener(recorder);
			Clients.createOrder(client, OrderSide.BUY, 1, 1);
			assertThat(recorder.untilEnd()).extracting(Object::getClass)
				.containsExactly(DarkSwapEvent.OrderCreated.class, DarkSwapEvent.OrderCancelled.class);
		}
	}

	private static ErrorCode tradeUntilRefused(DarkSwapClient client, AtomicInteger traded) {
		try {
			while (true) {
				client.cancelOrder(Clients.createOrder(client, OrderSide.BUY, 1, 1).id());
				traded.incrementAndGet();
			}
		}
		catch (DarkSwapException ex) {
			return ex.code();
		}
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private static DarkSwapClient client(ClientKind kind, int instances, int capacity) {
		DarkSwapClient client = kind.builder()
			.config(Clients.config(10, 10))
			.instances(instances)
			.eventQueueCapacity(capacity)
			.build();
		client.initialize();
		return client;
	}

}
