package io.darkswap.wasm.concurrent;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.darkswap.wasm.ClientKind;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.wallet.Wallet;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A soak, by command: foreign makers send anything for minutes. The operator trades on
 * the attacked desk and, in turns, on a quiet one, so that both are measured on the same
 * machine. The hostile orders are signed before, as their makers have machines of their
 * own.
 */
@EnabledIfSystemProperty(named = "darkswap.soak.hostile", matches = "[1-9][0-9]*",
		disabledReason = "docs/testing.md has the command")
class HostileSoakTests {

	/** For each kind of client. */
	private static final int MINUTES = Integer.getInteger("darkswap.soak.hostile", 1);

	/** The hostile calls of a block, about 20,000 orders. */
	private static final int CALLS = 5_000;

	/** The first blocks warm up. */
	private static final int WARM_UP = 3;

	private static final long QUIET_MILLIS = 2_000;

	private static final int KEYS = 200;

	/** Both desks have one for the operator and one for the attacker. */
	private static final int INSTANCES = 2;

	private static final double MOST_TIMES_SLOWER = 3;

	private static final long MOST_HEAP_GROWTH = 64 << 20;

	private final List<Wallet> keys = HostileOrders.keys(KEYS);

	static Set<ClientKind> kinds() {
		String named = System.getProperty("darkswap.soak.kind");
		return (named != null) ? EnumSet.of(ClientKind.valueOf(named)) : EnumSet.allOf(ClientKind.class);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void ordersOfOthersSlowTheOperatorAtMostThreeTimes(ClientKind kind) throws Exception {
		long seed = Long.getLong("darkswap.seed", System.nanoTime());
		System.out.println("hostile soak, seed " + seed);
		SplittableRandom random = new SplittableRandom(seed);
		HostileOrders orders = new HostileOrders(this.keys, random.split());
		List<Long> attacked = new ArrayList<>();
		List<Long> quiet = new ArrayList<>();
		try (DarkSwapClient desk = HostileOrdersTests.desk(kind, INSTANCES);
				DarkSwapClient quietDesk = HostileOrdersTests.desk(kind, INSTANCES)) {
			long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
			long heap = Long.MAX_VALUE;
			for (int block = 0; block <= WARM_UP || System.nanoTime() < end; block++) {
				List<Consumer<DarkSwapClient>> calls = Stream.generate(orders::next).limit(CALLS).toList();
				long whenQuiet = during(quietDesk, random.split(), HostileSoakTests::waitQuietly);
				long whenAttacked = during(desk, random.split(),
						() -> calls.forEach((call) -> orders.send(desk, call)));
				if (block == WARM_UP) {
					heap = usedHeap();
				}
				if (block >= WARM_UP) {
					quiet.add(whenQuiet);
					attacked.add(whenAttacked);
				}
			}
			long heapGrowth = usedHeap() - heap;
			double ratio = (double) median(attacked) / median(quiet);
			System.out.printf(
					"hostile soak, %s: %d blocks; the operator's p99, median of blocks: %d us, %d us on a quiet desk, %.2f times (bar %.0f); heap %+d KiB (bar %d); refused: %s%n",
					kind, quiet.size(), median(attacked) / 1000, median(quiet) / 1000, ratio, MOST_TIMES_SLOWER,
					heapGrowth / 1024, MOST_HEAP_GROWTH / 1024, orders.refusals());
			HostileOrdersTests.requireSound(desk);
			assertThat(ratio).isLessThanOrEqualTo(MOST_TIMES_SLOWER);
			assertThat(heapGrowth).isLessThan(MOST_HEAP_GROWTH);
		}
	}

	/** Returns the 99th percentile of the operator's calls while something else runs. */
	private static long during(DarkSwapClient desk, SplittableRandom random, Runnable other) throws Exception {
		OperatorCalls operator = new OperatorCalls(desk, random);
		CompletableFuture<Long> percentile = CompletableFuture.supplyAsync(operator::run);
		try {
			other.run();
		}
		finally {
			operator.stop();
		}
		return percentile.get();
	}

	private static void waitQuietly() {
		try {
			Thread.sleep(QUIET_MILLIS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static long median(List<Long> values) {
		return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
	}

	private static long usedHeap() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
