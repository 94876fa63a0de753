package io.darkswap.wasm.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.engine.abi.EngineAsset;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(30)
class ListingTests {

	private static final long NOW = 1_000_000;

	private static final long LATER = 2_000_000;

	private static final Duration CALL_TIMEOUT = Duration.ofMillis(500);

	private static final int ORDERS = 3 * EngineAbi.LIMIT_PAGE_REFERENCES;

	@Test
	void aListingMayTakeLongerThanACallMay() {
		withOrders((session, market) -> {
			Set<Long> listed = new HashSet<>();
			session.reader().listOrders(market, NOW, (order) -> {
				if (listed.size() % EngineAbi.LIMIT_PAGE_REFERENCES == 0) {
					passTime(CALL_TIMEOUT.plusMillis(100));
				}
				listed.add(order.idLow());
			});
			assertThat(listed).hasSize(ORDERS);
		});
	}

	@Test
	void aMarketIsUnlockedThoughItsListingFails() {
		withOrders((session, market) -> {
			assertThatIllegalStateException().isThrownBy(() -> session.reader().listOrders(market, NOW, (order) -> {
				throw new IllegalStateException("enough");
			}));
			assertThat(session.getOrder(0, 1, NOW).idLow()).isEqualTo(1);
		});
	}

	private static void withOrders(Scenario scenario) {
		try (SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader()) {
			LoadedModule module = loader.load(DarkSwapClient.BUNDLED_URL, MemoryOptions.DEFAULT);
			try (Engine engine = Engine.start(module, new EngineOptions(2, CALL_TIMEOUT, CALL_TIMEOUT, 10, 10),
					new SilentHandler())) {
				try (EngineSession session = engine.open()) {
					Market market = session.openMarket(new EngineAsset(0, 0, 0), new EngineAsset(1, 840000, 3));
					for (int id = 1; id <= ORDERS; id++) {
						session.createOrder(market, TestOrders.order(id, EngineAbi.SIDE_BUY, 1, EngineAbi.LIMIT_ONE,
								NOW, LATER, "maker".getBytes(StandardCharsets.US_ASCII)));
					}
					scenario.run(session, market);
				}
				assertThat(engine.poisonReason()).isEmpty();
			}
		}
	}

	/** Keeps the thread busy: the watchdog would wake a sleeping thread. */
	private static void passTime(Duration time) {
		long end = System.nanoTime() + time.toNanos();
		while (System.nanoTime() < end) {
			Thread.onSpinWait();
		}
	}

	private interface Scenario {

		void run(EngineSession session, Market market);

	}

}
