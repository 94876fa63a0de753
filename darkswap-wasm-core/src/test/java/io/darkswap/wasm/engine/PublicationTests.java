package io.darkswap.wasm.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.engine.abi.EngineAsset;
import io.darkswap.wasm.engine.abi.EventKind;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.engine.abi.OrderRecord;
import io.darkswap.wasm.engine.abi.TradeRecord;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The best prices that are read without the market's lock show a change before any other
 * effect that is visible without the lock: a missing order, or an event.
 */
@Timeout(30)
class PublicationTests {

	private static final long NOW = 1_000_000;

	private static final long LATER = 2_000_000;

	private static final byte[] ADDRESS = "someone".getBytes(StandardCharsets.US_ASCII);

	private final ExecutorService reader = Executors.newSingleThreadExecutor();

	private final List<Integer> asksSeenByEvents = new ArrayList<>();

	private SharedMemoryWasmLoader loader;

	private LoadedModule module;

	private Engine engine;

	private Market market;

	@BeforeEach
	void startEngine() {
		this.loader = new SharedMemoryWasmLoader();
		this.module = this.loader.load(DarkSwapClient.BUNDLED_URL, MemoryOptions.DEFAULT);
		this.engine = Engine.start(this.module,
				new EngineOptions(3, Duration.ofSeconds(10), Duration.ofSeconds(10), 0, 0), new BestReader());
		try (EngineSession session = this.engine.open()) {
			this.market = session.openMarket(new EngineAsset(0, 0, 0), new EngineAsset(1, 840000, 3));
			session.createOrder(this.market,
					TestOrders.order(1, EngineAbi.SIDE_SELL, 1, EngineAbi.LIMIT_ONE, NOW, LATER, ADDRESS));
		}
	}

	@AfterEach
	void closeEngine() {
		this.reader.shutdown();
		this.engine.close();
		this.loader.close();
	}

	@Test
	void anEvictedOrderIsNoLongerInTheBestPrices() throws Exception {
		List<Future<Integer>> asksSeen = new ArrayList<>();
		try (EngineSession session = this.engine.open()) {
			session.takeBest(takeAll(), (trade) -> asksSeen.add(beginToRead()));
		}
		assertThat(asksSeen.get(0).get(10, TimeUnit.SECONDS)).isZero();
	}

	@Test
	void aListenerOfATakenOrderNoLongerFindsItInTheBestPrices() {
		this.engine.setEventsEnabled(true);
		try (EngineSession session = this.engine.open()) {
			session.takeBest(takeAll(), (trade) -> readEvents());
		}
		this.engine.setEventsEnabled(false);
		assertThat(this.asksSeenByEvents).isNotEmpty().containsOnly(0);
	}

	@Test
	void eventsAfterDisablingAreNotKeptForTheNextListener() {
		this.engine.setEventsEnabled(true);
		try (EngineSession session = this.engine.open()) {
			session.takeBest(takeAll(), (trade) -> this.engine.setEventsEnabled(false));
		}
		try (EngineSession session = this.engine.open()) {
			assertThat(session.events().read(new SilentHandler())).isZero();
		}
	}

	private TakeBest takeAll() {
		return new TakeBest(0, 2, this.market, EngineAbi.SIDE_BUY, 1, EngineAbi.LIMIT_ONE, NOW, ADDRESS);
	}

	/** Lets another thread read until it has its result or waits for the market. */
	private Future<Integer> beginToRead() {
		CountDownLatch began = new CountDownLatch(1);
		Thread[] thread = new Thread[1];
		Future<Integer> asks = this.reader.submit(() -> {
			thread[0] = Thread.currentThread();
			began.countDown();
			assertEvicted();
			return asks();
		});
		await(began);
		while (!asks.isDone() && thread[0].getState() != Thread.State.WAITING) {
			Thread.onSpinWait();
		}
		return asks;
	}

	private void assertEvicted() {
		try (EngineSession session = this.engine.open()) {
			session.getOrder(0, 1, NOW);
			throw new AssertionError("The order is still known");
		}
		catch (DarkSwapException ex) {
			assertThat(ex.code()).isEqualTo(ErrorCode.ORDER_NOT_FOUND);
		}
	}

	private void readEvents() {
		try (EngineSession session = this.engine.open()) {
			session.events().read(new BestReader());
		}
	}

	private int asks() {
		return this.engine.best(this.market, NOW).askOrders();
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	/** Counts the asks at each event of a taken order. */
	private final class BestReader implements EventHandler {

		@Override
		public void order(EventKind kind, OrderRecord order) {
			PublicationTests.this.asksSeenByEvents.add(asks());
		}

		@Override
		public void trade(EventKind kind, TradeRecord trade) {
			// It comes with the order's event.
		}

		@Override
		public void poisoned(Throwable trap) {
			throw new AssertionError(trap);
		}

	}

}
