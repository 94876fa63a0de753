package io.darkswap.wasm.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.engine.abi.EngineAsset;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Callers of a market that a long call has locked hold no instance while they wait, so
 * callers of other markets go on; readers share a market. The engine has two instances,
 * if a test does not say otherwise.
 */
@Timeout(60)
class BusyMarketTests {

	private static final int ORDERS = 2 * EngineAbi.LIMIT_PAGE_REFERENCES;

	private static final long NOW = 1_000_000;

	private static final long LATER = 2_000_000;

	private static final byte[] MAKER = "maker".getBytes(StandardCharsets.US_ASCII);

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final Duration SHORT = Duration.ofMillis(5);

	private final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	private final CountDownLatch reached = new CountDownLatch(1);

	private final CountDownLatch resumed = new CountDownLatch(1);

	private Engine engine;

	private Market busy;

	private Market other;

	private int records;

	@AfterEach
	void close() {
		this.resumed.countDown();
		this.engine.close();
		this.loader.close();
	}

	@Test
	void callersOfOtherMarketsGoOnDuringALongListing() throws InterruptedException {
		startEngine(LONG);
		assertThatOthersGoOnDuring((session) -> {
			session.reader().listOrders(this.busy, NOW, (order) -> pauseOnTheSecondPage());
			return null;
		});
		assertThat(openOrders(this.busy)).isEqualTo(ORDERS + 2);
	}

	@Test
	void readersOfAMarketGoOnDuringALongListing() throws InterruptedException {
		startEngine(LONG);
		CompletableFuture<Void> listing = startListing();
		assertThat(openOrders(this.busy)).isEqualTo(ORDERS);
		assertThat(this.engine.<Long>call((session) -> session.getOrder(0, 1, NOW).idLow())).isOne();
		assertThat(listOrders(this.busy)).hasSize(ORDERS);
		assertThat(listing).isNotDone();
	}

	@Test
	void noFurtherReadBeginsWhileACommandWaitsForTheMarket() throws InterruptedException {
		startEngine(LONG, 3);
		startListing();
		CompletableFuture<Void> created = new CompletableFuture<>();
		CompletableFuture<Void> read = new CompletableFuture<>();
		awaitParked(start(created, () -> createOrder(this.busy, ORDERS + 1)));
		awaitParked(start(read, () -> listOrders(this.busy)));
		assertThat(read).isNotDone();
		this.resumed.countDown();
		created.join();
		read.join();
		assertThat(listOrders(this.busy)).hasSize(ORDERS + 1);
	}

	@Test
	void callersOfOtherMarketsGoOnDuringALongTaking() throws InterruptedException {
		startEngine(LONG);
		assertThatOthersGoOnDuring((session) -> {
			session.takeBest(new TakeBest(1, 1, this.busy, EngineAbi.SIDE_BUY, ORDERS, EngineAbi.LIMIT_ONE, NOW, MAKER),
					(trade) -> pauseOnTheSecondPage());
			return null;
		});
		assertThat(openOrders(this.busy)).isEqualTo(2);
	}

	@Test
	void aCallerWaitsForABusyMarketAsLongAsForAnInstance() throws InterruptedException {
		startEngine(SHORT);
		CompletableFuture<Void> listing = startListing();
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> createOrder(this.busy, ORDERS + 1))
			.withMessageContaining("call-timeout")
			.withStackTraceContaining("BusyMarketTests")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.CALL_TIMED_OUT);
		this.resumed.countDown();
		listing.join();
		assertThat(openOrders(this.busy)).isEqualTo(ORDERS);
	}

	@Test
	void aPatientCallerWaitsForABusyMarketHoweverLong() throws InterruptedException {
		startEngine(SHORT, 3);
		startListing();
		CompletableFuture<Void> patient = new CompletableFuture<>();
		start(patient, () -> this.engine.call(this.engine::openPatiently, create(this.busy, ORDERS + 1)));
		for (int timeout = 0; timeout < 3; timeout++) {
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> createOrder(this.busy, ORDERS + 2));
		}
		assertThat(patient).isNotDone();
		this.resumed.countDown();
		patient.join();
		assertThat(openOrders(this.busy)).isEqualTo(ORDERS + 1);
	}

	@Test
	void anInterruptedCallerOfABusyMarketHasChangedNothing() throws InterruptedException {
		startEngine(LONG);
		startListing();
		CompletableFuture<Void> created = new CompletableFuture<>();
		Thread caller = start(created, () -> createOrder(this.busy, ORDERS + 1));
		awaitParked(caller);
		caller.interrupt();
		assertThat(created.handle((result, failure) -> failure).join()).isInstanceOfSatisfying(DarkSwapException.class,
				(failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.CALL_INTERRUPTED));
		this.resumed.countDown();
		assertThat(openOrders(this.busy)).isEqualTo(ORDERS);
	}

	private void assertThatOthersGoOnDuring(Function<EngineSession, Void> longCall) throws InterruptedException {
		CompletableFuture<Void> ended = startLongCall(longCall);
		List<CompletableFuture<Void>> waiting = List.of(new CompletableFuture<>(), new CompletableFuture<>());
		for (CompletableFuture<Void> created : waiting) {
			long id = ORDERS + 1 + waiting.indexOf(created);
			awaitParked(start(created, () -> createOrder(this.busy, id)));
		}
		createOrder(this.other, ORDERS + 3);
		assertThat(openOrders(this.other)).isOne();
		assertThat(ended).isNotDone();
		assertThat(waiting).noneMatch(CompletableFuture::isDone);
		this.resumed.countDown();
		ended.join();
		waiting.forEach(CompletableFuture::join);
		assertThat(EngineInvariants.firstBroken(this.engine)).isZero();
	}

	/** Start an engine with two markets, one of which has two pages of orders. */
	private void startEngine(Duration callTimeout) {
		startEngine(callTimeout, 2);
	}

	private void startEngine(Duration callTimeout, int instances) {
		this.engine = Engine.start(this.loader.load(DarkSwapClient.BUNDLED_URL, new MemoryOptions(16, 512, true)),
				new EngineOptions(instances, callTimeout, Duration.ZERO, ORDERS, ORDERS), new SilentHandler());
		try (EngineSession session = this.engine.open()) {
			this.busy = session.openMarket(new EngineAsset(0, 0, 0), new EngineAsset(1, 840000, 3));
			this.other = session.openMarket(new EngineAsset(0, 0, 0), new EngineAsset(2, 2, 0));
		}
		for (int id = 1; id <= ORDERS; id++) {
			createOrder(this.busy, id);
		}
	}

	private CompletableFuture<Void> startListing() throws InterruptedException {
		return startLongCall((session) -> {
			session.reader().listOrders(this.busy, NOW, (order) -> pauseOnTheSecondPage());
			return null;
		});
	}

	/** Start a long call, and return once it has reached its second page. */
	private CompletableFuture<Void> startLongCall(Function<EngineSession, Void> longCall) throws InterruptedException {
		CompletableFuture<Void> ended = new CompletableFuture<>();
		start(ended, () -> this.engine.call(longCall));
		this.reached.await();
		return ended;
	}

	private void pauseOnTheSecondPage() {
		if (++this.records == EngineAbi.LIMIT_PAGE_REFERENCES + 1) {
			this.reached.countDown();
			try {
				this.resumed.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	private void createOrder(Market market, long id) {
		this.engine.call(create(market, id));
	}

	private static Function<EngineSession, Void> create(Market market, long id) {
		return (session) -> {
			session.createOrder(market,
					TestOrders.order(id, EngineAbi.SIDE_SELL, 1, EngineAbi.LIMIT_ONE, NOW, LATER, MAKER));
			return null;
		};
	}

	private long openOrders(Market market) {
		return this.engine.call((session) -> session.reader().best(market, NOW)).askOrders();
	}

	private List<Long> listOrders(Market market) {
		return this.engine.call((session) -> {
			List<Long> ids = new ArrayList<>();
			session.reader().listOrders(market, NOW, (order) -> ids.add(order.idLow()));
			return ids;
		});
	}

	private static Thread start(CompletableFuture<Void> ended, Runnable call) {
		Thread thread = new Thread(() -> {
			try {
				call.run();
				ended.complete(null);
			}
			catch (RuntimeException | Error ex) {
				ended.completeExceptionally(ex);
			}
		});
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private static void awaitParked(Thread thread) {
		while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
			Thread.onSpinWait();
		}
	}

}
