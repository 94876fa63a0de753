package io.darkswap.wasm.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.engine.abi.EngineAsset;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Each call into the engine does a bounded part of a command, and leaves a consistent
 * state.
 */
@Timeout(60)
class BoundedCallTests {

	private static final int ORDERS = 10 * EngineAbi.LIMIT_STEP_RECORDS;

	private static final long NOW = 1_000_000;

	private static final long LATER = 2_000_000;

	private static final byte[] MAKER = "maker".getBytes(StandardCharsets.US_ASCII);

	private SharedMemoryWasmLoader loader;

	private LoadedModule module;

	private Engine engine;

	private Market market;

	private Market other;

	private long id;

	@BeforeEach
	void startEngine() {
		this.loader = new SharedMemoryWasmLoader();
		this.module = this.loader.load(DarkSwapClient.BUNDLED_URL, new MemoryOptions(16, 512, true));
		this.engine = Engine.start(this.module,
				new EngineOptions(2, Duration.ofSeconds(10), Duration.ofSeconds(10), ORDERS, ORDERS),
				new SilentHandler());
		try (EngineSession session = this.engine.open()) {
			this.market = session.openMarket(new EngineAsset(0, 0, 0), new EngineAsset(1, 840000, 3));
			this.other = session.openMarket(new EngineAsset(0, 0, 0), new EngineAsset(2, 2, 0));
		}
	}

	@AfterEach
	void closeEngine() {
		this.engine.close();
		this.loader.close();
	}

	@Test
	void aBatchMakesACallForEachThousandOrders() {
		try (EngineSession session = this.engine.open()) {
			long before = session.callsMade();
			session.createOrders(orders(LATER), NOW);
			assertThat(session.callsMade() - before).isGreaterThan(ORDERS / EngineAbi.LIMIT_STEP_RECORDS);
			assertThat(countOrders(session, NOW)).isEqualTo(ORDERS);
		}
	}

	@Test
	void takingDustMakesACallForEachThousandOrders() {
		createOrders(LATER);
		try (EngineSession session = this.engine.open()) {
			List<Long> taken = new ArrayList<>();
			long before = session.callsMade();
			session.takeBest(takeAll(), (trade) -> taken.add(trade.amount()));
			long pages = ORDERS / EngineAbi.LIMIT_PAGE_REFERENCES + 1;
			assertThat(session.callsMade() - before - pages).isGreaterThan(2 * ORDERS / EngineAbi.LIMIT_STEP_RECORDS);
			assertThat(taken).hasSize(ORDERS).containsOnly(1L);
		}
		assertThat(EngineInvariants.firstBroken(this.engine)).isZero();
	}

	@Test
	void ordersThatExpireAtOnceAreClosedByCallsOfTheNextCommand() {
		createOrders(LATER);
		try (EngineSession session = this.engine.open()) {
			long before = session.callsMade();
			session.takeBest(takeAll(LATER), (trade) -> {
			});
			assertThat(session.callsMade() - before).isGreaterThan(ORDERS / EngineAbi.LIMIT_SWEEP_ORDERS);
		}
	}

	@Test
	void readsPassOverOrdersThatExpireAtOnceByCallsOfABoundedPart() {
		createOrders(LATER);
		try (EngineSession session = this.engine.open()) {
			assertThat(callsOf(session, () -> assertThat(countOrders(session, LATER)).isZero()))
				.isGreaterThan(ORDERS / EngineAbi.LIMIT_STEP_RECORDS);
			assertThat(
					callsOf(session, () -> assertThat(session.reader().best(this.market, LATER).askOrders()).isZero()))
				.isGreaterThan(ORDERS / EngineAbi.LIMIT_STEP_RECORDS);
		}
	}

	@Test
	void otherMarketsAreNotLockedMeanwhile() {
		createOrders(LATER);
		try (EngineSession session = this.engine.open(); EngineSession honest = this.engine.open()) {
			session.takeBest(takeAll(), (trade) -> createOrder(honest, ++this.id));
		}
		try (EngineSession session = this.engine.open()) {
			assertThat(session.reader().best(this.other, NOW).askOrders()).isEqualTo(ORDERS);
		}
	}

	@Test
	void aConsumerThatFailsLeavesTheMarketUnlockedAndTheBookSound() {
		createOrders(LATER);
		try (EngineSession session = this.engine.open()) {
			assertThatIllegalStateException().isThrownBy(() -> session.takeBest(takeAll(), (trade) -> {
				throw new IllegalStateException("no room for trades");
			}));
			assertThat(countOrders(session, NOW)).isZero();
		}
		assertThat(this.engine.poisonReason()).isEmpty();
		assertThat(EngineInvariants.firstBroken(this.engine)).isZero();
	}

	@Test
	void aBatchWhoseLastOrderIsRefusedLeavesNothing() {
		try (EngineSession session = this.engine.open()) {
			List<BatchEntry> orders = new ArrayList<>(orders(LATER));
			orders.add(new BatchEntry(orders.get(0).order(), this.market, ORDERS));
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> session.createOrders(orders, NOW))
				.withMessageContaining("orders[" + ORDERS + "]")
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.DUPLICATE_ORDER);
			assertThat(countOrders(session, NOW)).isZero();
		}
		assertThat(EngineInvariants.firstBroken(this.engine)).isZero();
	}

	private void createOrders(long expiresAt) {
		try (EngineSession session = this.engine.open()) {
			session.createOrders(orders(expiresAt), NOW);
		}
	}

	private List<BatchEntry> orders(long expiresAt) {
		List<OrderCommand> orders = new ArrayList<>();
		for (int i = 0; i < ORDERS; i++) {
			orders.add(TestOrders.order(++this.id, EngineAbi.SIDE_SELL, 1, EngineAbi.LIMIT_ONE, NOW, expiresAt, MAKER));
		}
		return TestOrders.batch(this.market, orders);
	}

	private void createOrder(EngineSession session, long number) {
		session.createOrder(this.other,
				TestOrders.order(number, EngineAbi.SIDE_SELL, 1, EngineAbi.LIMIT_ONE, NOW, LATER, MAKER));
	}

	private TakeBest takeAll() {
		return takeAll(NOW);
	}

	private TakeBest takeAll(long now) {
		return new TakeBest(1, 1, this.market, EngineAbi.SIDE_BUY, ORDERS, EngineAbi.LIMIT_ONE, now, MAKER);
	}

	private static long callsOf(EngineSession session, Runnable reads) {
		long before = session.callsMade();
		reads.run();
		return session.callsMade() - before;
	}

	private int countOrders(EngineSession session, long now) {
		List<Long> orders = new ArrayList<>();
		session.reader().listOrders(this.market, now, (order) -> orders.add(order.idLow()));
		return orders.size();
	}

}
