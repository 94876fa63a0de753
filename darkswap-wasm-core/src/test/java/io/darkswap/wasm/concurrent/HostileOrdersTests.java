package io.darkswap.wasm.concurrent;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.ClientInvariants;
import io.darkswap.wasm.ClientKind;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.memory.MemoryUsage;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Foreign makers with many keys send anything while the operator trades.
 * {@link HostileSoakTests} does so for longer, and compares the operator's calls with
 * those of a quiet desk.
 */
@Timeout(600)
class HostileOrdersTests {

	/** The number of hostile calls of each thread. */
	private static final int CALLS = 1_000;

	private static final int THREADS = 2;

	private static final int KEYS = 50;

	private static final int PAGES = 24;

	private final List<Wallet> keys = HostileOrders.keys(KEYS);

	@ParameterizedTest
	@EnumSource
	void ordersOfOthersStopNeitherOrdersNorTakesOfTheOperator(ClientKind kind) throws Exception {
		long seed = Long.getLong("darkswap.seed", System.nanoTime());
		System.out.println("hostile orders, seed " + seed);
		SplittableRandom random = new SplittableRandom(seed);
		try (DarkSwapClient desk = desk(kind, THREADS + 1)) {
			OperatorCalls operator = new OperatorCalls(desk, random.split());
			ExecutorService executor = Executors.newFixedThreadPool(THREADS + 1);
			try {
				List<Future<Map<ErrorCode, Integer>>> hostile = new ArrayList<>();
				for (int i = 0; i < THREADS; i++) {
					HostileOrders orders = new HostileOrders(this.keys, random.split());
					hostile.add(executor.submit(() -> attack(desk, orders)));
				}
				Future<?> trading = executor.submit(operator::run);
				Map<ErrorCode, Integer> refused = new EnumMap<>(ErrorCode.class);
				for (Future<Map<ErrorCode, Integer>> each : hostile) {
					each.get().forEach((code, count) -> refused.merge(code, count, Integer::sum));
				}
				operator.stop();
				trading.get();
				System.out.println("hostile orders, refused: " + refused);
				assertThat(refused).containsKeys(ErrorCode.INVALID_ARGUMENT, ErrorCode.DUPLICATE_ORDER,
						ErrorCode.SIGNATURE_INVALID, ErrorCode.ORDER_ID_MISMATCH);
			}
			finally {
				operator.stop();
				executor.shutdownNow();
			}
			requireSound(desk);
		}
	}

	private static Map<ErrorCode, Integer> attack(DarkSwapClient desk, HostileOrders orders) {
		for (int i = 0; i < CALLS; i++) {
			orders.send(desk, orders.next());
		}
		return orders.refusals();
	}

	static DarkSwapClient desk(ClientKind kind, int instances) {
		DarkSwapClient desk = kind.builder()
			.memory(new MemoryOptions(4, PAGES, true))
			.instances(instances)
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST), 100, 1_000))
			.build();
		desk.initialize();
		return desk;
	}

	static void requireSound(DarkSwapClient desk) {
		assertThat(ClientInvariants.firstBroken(desk)).isZero();
		MemoryUsage usage = desk.getMemoryUsage().orElseThrow();
		assertThat(usage.used() - usage.reclaimable()).isLessThanOrEqualTo(usage.maximum());
	}

}
