package io.darkswap.wasm.concurrent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.ClientInvariants;
import io.darkswap.wasm.ClientKind;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.wallet.HdWallet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The answers to eight concurrent threads are possible answers to a sequence of calls.
 * The test checks short histories of random commands on few orders, each pair's
 * separately (pairs share nothing, so this is enough). {@code darkswap.soak.rounds} sets
 * the number of rounds of each test.
 */
@Timeout(value = 6, unit = TimeUnit.HOURS)
class LinearizabilityTests {

	private static final int THREADS = 8;

	private static final int COMMANDS = 6;

	private static final int ROUNDS = Integer.getInteger("darkswap.soak.rounds", 400);

	/** A client's markets stay, so the test creates a new client from time to time. */
	private static final int ROUNDS_PER_CLIENT = 1000;

	/** So short that orders and trades are evicted during a round. */
	private static final int HISTORY = 3;

	private static final Duration LONG = Duration.ofDays(1);

	private static ExecutorService threads;

	private final SplittableRandom seeds = seeds();

	@BeforeAll
	static void startThreads() {
		threads = Executors.newFixedThreadPool(THREADS);
	}

	@AfterAll
	static void endThreads() {
		threads.shutdown();
	}

	@ParameterizedTest
	@CsvSource({ "SHARED_MEMORY, 8", "SHARED_MEMORY, 3", "PLAIN, 1" })
	void historiesAreLinearizable(ClientKind kind, int instances) throws Exception {
		play(kind, instances, false);
	}

	@ParameterizedTest
	@CsvSource({ "SHARED_MEMORY, 8", "SHARED_MEMORY, 3" })
	void historiesAreLinearizableWhileOrdersExpire(ClientKind kind, int instances) throws Exception {
		play(kind, instances, true);
	}

	private void play(ClientKind kind, int instances, boolean expiring) throws Exception {
		for (int played = 0; played < ROUNDS; played += ROUNDS_PER_CLIENT) {
			RecordingClock clock = new RecordingClock();
			try (DarkSwapClient client = client(kind, instances, clock)) {
				for (int round = 0; round < Math.min(ROUNDS - played, ROUNDS_PER_CLIENT); round++) {
					new Round(client, clock, round, expiring, this.seeds.split()).play();
				}
				assertThat(ClientInvariants.firstBroken(client)).isZero();
			}
		}
	}

	private static DarkSwapClient client(ClientKind kind, int instances, RecordingClock clock) {
		DarkSwapClient client = kind.builder()
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST), HISTORY,
					HISTORY))
			.clock(clock)
			.instances(instances)
			.sweepInterval(LONG)
			.build();
		client.initialize();
		return client;
	}

	private static SplittableRandom seeds() {
		long seed = Long.getLong("darkswap.seed", System.nanoTime());
		System.out.printf("LinearizabilityTests: -Ddarkswap.seed=%d%n", seed);
		return new SplittableRandom(seed);
	}

	/** Two new pairs, on which all threads trade at once. */
	private static final class Round {

		private final DarkSwapClient client;

		private final RecordingClock clock;

		private final boolean expiring;

		private final SplittableRandom random;

		private final List<HistoryRecorder> pairs;

		private final CyclicBarrier begin = new CyclicBarrier(THREADS);

		Round(DarkSwapClient client, RecordingClock clock, int number, boolean expiring, SplittableRandom random) {
			this.client = client;
			this.clock = clock;
			this.expiring = expiring;
			this.random = random;
			this.pairs = List.of(new HistoryRecorder(client, clock, Asset.rune("840000:" + (2 * number + 1))),
					new HistoryRecorder(client, clock, Asset.rune("840000:" + (2 * number + 2))));
		}

		void play() throws Exception {
			for (HistoryRecorder pair : this.pairs) {
				pair.create(randomOrder(pair, this.random));
				pair.create(randomOrder(pair, this.random));
			}
			List<Callable<Void>> players = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				SplittableRandom own = this.random.split();
				players.add(() -> play(own));
			}
			for (Future<Void> player : threads.invokeAll(players)) {
				player.get();
			}
			this.pairs.forEach(Round::checkEnd);
		}

		private static void checkEnd(HistoryRecorder pair) {
			pair.getBestBidAsk();
			pair.getDepth(10);
			pair.getOrders();
			pair.getTrades(10);
			List<Operation> history = pair.history();
			assertThat(Linearizability.holds(history, new Book(HISTORY, HISTORY)))
				.as(() -> "linearizable:\n" + written(history))
				.isTrue();
		}

		private static String written(List<Operation> history) {
			return history.stream()
				.sorted(Comparator.comparingLong(Operation::invoked))
				.map(Operation::toString)
				.collect(Collectors.joining("\n"));
		}

		private Void play(SplittableRandom own) throws Exception {
			this.begin.await(60, TimeUnit.SECONDS);
			for (int i = 0; i < COMMANDS; i++) {
				give(this.pairs.get(own.nextInt(this.pairs.size())), own);
			}
			return null;
		}

		private void give(HistoryRecorder pair, SplittableRandom own) {
			if (this.expiring && own.nextInt(4) == 0) {
				this.clock.advance(Duration.ofSeconds(1));
			}
			List<UUID> orders = pair.orders();
			UUID order = orders.get(own.nextInt(orders.size()));
			switch (own.nextInt(16)) {
				case 0, 1, 2 -> pair.create(randomOrder(pair, own));
				case 3 -> createTogether(own);
				case 4, 5 -> pair.cancel(order);
				case 6, 7 -> pair.take(order, own.nextLong(1, 3));
				case 8, 9 -> pair.takeBest(side(own), own.nextLong(1, 6), own.nextLong(1, 4));
				case 10 -> pair.get(order);
				case 11 -> pair.getOrders();
				case 12, 13 -> pair.getBestBidAsk();
				case 14 -> pair.getDepth(own.nextInt(1, 3));
				default -> pair.getTrades(own.nextInt(1, 4));
			}
		}

		private void createTogether(SplittableRandom own) {
			List<NewOrder> batch = new ArrayList<>();
			for (int i = own.nextInt(1, 4); i > 0; i--) {
				batch.add(randomOrder(this.pairs.get(own.nextInt(this.pairs.size())), own));
			}
			HistoryRecorder.createTogether(this.client, this.pairs, batch);
		}

		private NewOrder randomOrder(HistoryRecorder pair, SplittableRandom own) {
			Duration expiry = this.expiring ? Duration.ofSeconds(own.nextInt(1, 6)) : LONG;
			return pair.newOrder(side(own), own.nextLong(1, 4), own.nextLong(1, 4), expiry);
		}

		private static OrderSide side(SplittableRandom own) {
			return own.nextBoolean() ? OrderSide.BUY : OrderSide.SELL;
		}

	}

}
