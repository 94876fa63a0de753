package io.darkswap.wasm;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.signing.SignedOrder;
import io.darkswap.wasm.wallet.HdWallet;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An engine that fails during a change of the book: closing an order of one price traps,
 * of another never ends ({@code darkswap-engine/test/faulty}). No caller waits forever,
 * and no caller reads an inconsistent book.
 */
@Timeout(60)
class FaultyEngineTests {

	private static final Asset BTC = Asset.bitcoin();

	private static final Asset RUNE = Asset.rune("840000:3");

	private static final Asset ALKANE = Asset.alkane("2:0");

	private static final BigDecimal TRAPS = new BigDecimal("0.00000013");

	private static final BigDecimal NEVER_ENDS = new BigDecimal("0.00000014");

	private static final Duration CALL_TIMEOUT = Duration.ofMillis(100);

	private static final Duration STOP_AFTER = Duration.ofSeconds(1);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private SharedMemoryDarkSwapClient client;

	@BeforeEach
	void openClient() {
		this.client = SharedMemoryDarkSwapClient.builder()
			.url("classpath:/modules/faulty-engine.wasm")
			.instances(3)
			.callTimeout(CALL_TIMEOUT)
			.stopAfter(STOP_AFTER)
			.build();
		this.client.initialize();
	}

	@AfterEach
	void closeClient() {
		this.client.close();
		this.threads.shutdownNow();
	}

	@Test
	void aTrapDuringAChangePoisonsTheClient() {
		Order order = createOrder(RUNE, TRAPS);
		assertPoisoned(() -> this.client.cancelOrder(order.id()));
		assertThat(this.client.getState()).isEqualTo(ClientState.POISONED);
		assertThat(this.client.getPoisonReason()).hasValueSatisfying((reason) -> assertThat(reason).contains("rap"));
	}

	@Test
	void aPoisonedClientRefusesEveryCall() {
		Order order = createOrder(RUNE, TRAPS);
		assertPoisoned(() -> this.client.cancelOrder(order.id()));
		assertPoisoned(() -> this.client.getOrder(order.id()));
		assertPoisoned(() -> this.client.getOrders(BTC, RUNE));
		assertPoisoned(() -> this.client.getBestBidAsk(BTC, RUNE));
		assertPoisoned(() -> createOrder(ALKANE, BigDecimal.ONE));
		assertPoisoned(this.client::initialize);
	}

	@Test
	void aPoisonedClientCanBeCreatedAgain() {
		Order order = createOrder(RUNE, TRAPS);
		assertPoisoned(() -> this.client.cancelOrder(order.id()));
		this.client.create(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST)));
		this.client.start();
		assertThat(this.client.getState()).isEqualTo(ClientState.STARTED);
		assertThat(createOrder(RUNE, BigDecimal.ONE).status()).isEqualTo(OrderStatus.OPEN);
		assertThat(this.client.getPoisonCount()).isOne();
	}

	@Test
	void usedIdsStayUsedAfterPoison() {
		SignedOrder signed = signedByAnother();
		this.client.importOrder(signed);
		Order order = createOrder(RUNE, TRAPS);
		assertPoisoned(() -> this.client.cancelOrder(order.id()));
		this.client.create(new DarkSwapConfig(BitcoinNetwork.TESTNET, HdWallet.random(BitcoinNetwork.TESTNET)));
		this.client.start();
		assertFails(() -> this.client.importOrder(signed), ErrorCode.DUPLICATE_ORDER);
	}

	@Test
	void onePoisoningIsCountedOnceForAllRefusedCalls() {
		Order order = createOrder(RUNE, TRAPS);
		assertThat(this.client.getPoisonCount()).isZero();
		assertPoisoned(() -> this.client.cancelOrder(order.id()));
		assertPoisoned(() -> this.client.getOrder(order.id()));
		assertThat(this.client.getPoisonCount()).isOne();
	}

	@Test
	void stateListenersReceiveThePoisoningAndTheRecovery() {
		List<ClientState> states = new CopyOnWriteArrayList<>();
		this.client.addStateListener(states::add);
		Order order = createOrder(RUNE, TRAPS);
		assertPoisoned(() -> this.client.cancelOrder(order.id()));
		assertThat(states).containsExactly(ClientState.POISONED);
		this.client.create(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST)));
		this.client.start();
		assertThat(states).containsExactly(ClientState.POISONED, ClientState.STOPPED, ClientState.STARTED);
	}

	@Test
	void eventsOfAPoisonedClientAreFlushedAsFarAsTheyWereRead() {
		Order order = createOrder(RUNE, TRAPS);
		List<DarkSwapEvent> received = new CopyOnWriteArrayList<>();
		this.client.addEventListener(received::add);
		assertPoisoned(() -> this.client.cancelOrder(order.id()));
		this.client.flushEvents().join();
		assertThat(received).last().isInstanceOf(DarkSwapEvent.Error.class);
	}

	@Test
	void otherMarketsAreServedWhileOneCallNeverEnds() throws Exception {
		Order other = createOrder(ALKANE, BigDecimal.ONE);
		Order order = createOrder(RUNE, NEVER_ENDS);
		Future<?> runaway = submit(() -> this.client.cancelOrder(order.id()));
		assertThat(this.client.getOrder(other.id())).isEqualTo(other);
		assertPoisoned(() -> get(runaway));
	}

	@Test
	void aRunningCallIsNotBoundByTheTimeToWaitForAnInstance() {
		Order order = createOrder(RUNE, NEVER_ENDS);
		long start = System.nanoTime();
		assertPoisoned(() -> this.client.cancelOrder(order.id()));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(STOP_AFTER);
	}

	@Test
	void aPoisoningIsLoggedInOneLine() {
		Order order = createOrder(RUNE, NEVER_ENDS);
		try (RecordedLog log = RecordedLog.of("io.darkswap.wasm")) {
			assertPoisoned(() -> this.client.cancelOrder(order.id()));
			assertPoisoned(() -> this.client.getOrder(order.id()));
			assertThat(log.lines()).singleElement(InstanceOfAssertFactories.STRING)
				.startsWith("ERROR")
				.contains("create(..)", "option stop-after, which is 1000 ms", "raise the limit");
		}
	}

	@Test
	void aCallThatNeverEndsIsStoppedAndItsWaitersFail() {
		Order order = createOrder(RUNE, NEVER_ENDS);
		Future<?> runaway = submit(() -> this.client.cancelOrder(order.id()));
		Future<?> waiter = submit(() -> {
			// Until the runaway call holds the market's lock, this call returns.
			while (this.client.getOrder(order.id()).status() == OrderStatus.OPEN) {
				Thread.onSpinWait();
			}
		});
		assertPoisoned(() -> get(runaway));
		// The waiter's own time may run out first.
		assertFails(() -> get(waiter), ErrorCode.ENGINE_POISONED, ErrorCode.CALL_TIMED_OUT);
	}

	private static SignedOrder signedByAnother() {
		HdWallet wallet = HdWallet.random(BitcoinNetwork.TESTNET);
		try (DarkSwapClient another = DarkSwapClient.builder()
			.config(new DarkSwapConfig(BitcoinNetwork.TESTNET, wallet))
			.build()) {
			another.initialize();
			Order order = another.createOrder(BTC, RUNE, OrderSide.SELL, BigDecimal.ONE, BigDecimal.ONE,
					wallet.address(), Duration.ofHours(1));
			return another.getSignedOrder(order.id());
		}
	}

	private Order createOrder(Asset quote, BigDecimal price) {
		return this.client.createOrder(BTC, quote, OrderSide.SELL, BigDecimal.ONE, price, "maker", Duration.ofHours(1));
	}

	private Future<?> submit(Runnable call) {
		return this.threads.submit(call);
	}

	private static void get(Future<?> call) throws Throwable {
		try {
			call.get(STOP_AFTER.toMillis() * 10, TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw ex.getCause();
		}
	}

	private static void assertPoisoned(ThrowingCallable call) {
		assertFails(call, ErrorCode.ENGINE_POISONED);
	}

	private static void assertFails(ThrowingCallable call, ErrorCode... codes) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(call)
			.extracting(DarkSwapException::code)
			.isIn((Object[]) codes);
	}

}
