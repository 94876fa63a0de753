package io.darkswap.wasm.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.engine.abi.EngineAsset;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.engine.abi.OrderLayout;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A trap inside a critical section stops the engine; it never hangs its callers. */
@Timeout(30)
class PoisonTests {

	private static final long NOW = 1_000_000;

	private static final long LATER = 2_000_000;

	/** The offset of an order's reference to the next one at its price. */
	private static final int NEXT_IN_LEVEL = 84;

	private final ExecutorService threads = Executors.newFixedThreadPool(2);

	private SharedMemoryWasmLoader loader;

	private LoadedModule module;

	private Engine engine;

	private Market market;

	@BeforeEach
	void startEngine() {
		this.loader = new SharedMemoryWasmLoader();
		this.module = this.loader.load(DarkSwapClient.BUNDLED_URL, MemoryOptions.DEFAULT);
		this.engine = Engine.start(this.module,
				new EngineOptions(3, Duration.ofSeconds(10), Duration.ofSeconds(10), 10, 10), new SilentHandler());
		try (EngineSession session = this.engine.open()) {
			this.market = session.openMarket(new EngineAsset(0, 0, 0), new EngineAsset(1, 840000, 3));
		}
		createOrder(1);
		createOrder(2);
	}

	@AfterEach
	void closeEngine() {
		this.threads.shutdown();
		this.engine.close();
		this.loader.close();
	}

	@Test
	void aTrapInsideACriticalSectionPoisonsTheEngine() {
		breakBids();
		assertPoisoned(() -> createOrder(3));
		assertThat(this.engine.poisonReason()).isPresent();
	}

	@Test
	void aPoisonedEngineRefusesEveryCall() {
		breakBids();
		assertPoisoned(() -> createOrder(3));
		assertPoisoned(() -> getOrder(1));
		assertPoisoned(() -> this.engine.best(this.market, NOW));
	}

	@Test
	void aThreadThatWaitsForAPoisonedLockIsWokenAndFails() throws Exception {
		CountDownLatch locked = new CountDownLatch(1);
		CountDownLatch waited = new CountDownLatch(1);
		CompletableFuture<Void> lister = CompletableFuture.runAsync(() -> trapDuringListing(locked, waited),
				this.threads);
		assertThat(locked.await(10, TimeUnit.SECONDS)).isTrue();
		Thread[] waiting = new Thread[1];
		CountDownLatch began = new CountDownLatch(1);
		CompletableFuture<Void> waiter = CompletableFuture.runAsync(() -> {
			waiting[0] = Thread.currentThread();
			began.countDown();
			createOrderWhenFree();
		}, this.threads);
		assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();
		while (waiting[0].getState() != Thread.State.TIMED_WAITING) {
			Thread.onSpinWait();
		}
		waited.countDown();
		assertPoisoned(() -> joinFailing(lister));
		assertPoisoned(() -> joinFailing(waiter));
	}

	/** Reads the market until the other waits for it, then breaks what it lists. */
	private void trapDuringListing(CountDownLatch locked, CountDownLatch waited) {
		try (EngineSession session = this.engine.open()) {
			for (int i = 3; i <= EngineAbi.LIMIT_PAGE_REFERENCES + 3; i++) {
				createOrder(session, i);
			}
			session.reader().listOrders(this.market, NOW, (order) -> {
				locked.countDown();
				await(waited);
				breakOrders();
			});
		}
	}

	private void breakBids() {
		EngineDamage.breakBids(memory(), this.market);
	}

	private void breakOrders() {
		Memory memory = memory();
		int end = memory.pages() * Memory.PAGE_SIZE;
		byte[] maker = maker();
		for (int block = Memory.PAGE_SIZE; block < end; block += OrderLayout.SIZE) {
			byte[] text = memory.readBytes(block + OrderLayout.MAKER_OFFSET, maker.length);
			if (Arrays.equals(text, maker)) {
				memory.writeI32(block + NEXT_IN_LEVEL, EngineDamage.NOWHERE);
			}
		}
	}

	private Memory memory() {
		return this.module.memory();
	}

	private void createOrder(long id) {
		try (EngineSession session = this.engine.open()) {
			createOrder(session, id);
		}
	}

	private void createOrderWhenFree() {
		this.engine.call((session) -> {
			createOrder(session, 1000);
			return null;
		});
	}

	private void createOrder(EngineSession session, long id) {
		session.createOrder(this.market,
				TestOrders.order(id, EngineAbi.SIDE_BUY, 1, EngineAbi.LIMIT_ONE, NOW, LATER, maker()));
	}

	private static byte[] maker() {
		return "the maker of every order here".getBytes(StandardCharsets.US_ASCII);
	}

	private void getOrder(long id) {
		assertThat(this.engine.<Long>call((session) -> session.getOrder(0, id, NOW).idLow())).isEqualTo(id);
	}

	private static void assertPoisoned(Runnable call) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(call::run)
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.ENGINE_POISONED);
	}

	private static void joinFailing(CompletableFuture<Void> call) {
		try {
			call.get(10, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			if (ex.getCause() instanceof DarkSwapException failure) {
				throw failure;
			}
			throw new AssertionError("did not end as it should", ex);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
