package io.darkswap.wasm.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.engine.abi.EngineAsset;
import io.darkswap.wasm.engine.abi.ForeignLimits;
import io.darkswap.wasm.engine.abi.HashKey;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.memory.MemoryUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * With a book limit, the same commands give the same answers and the same books, whatever
 * the memory, the instances and the listeners: a replica replays a log under other
 * circumstances.
 */
@Timeout(120)
class SameCommandsTests {

	private static final int COMMANDS = 6_000;

	private static final long LIMIT = 600_000;

	private static final long LIFE = 400;

	private static final int HISTORY = 100;

	private static final MemoryOptions MEMORY = new MemoryOptions(16, 64, true);

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final byte[] SOMEBODY = "somebody".getBytes(StandardCharsets.US_ASCII);

	private static final HashKey KEY = HashKey.random();

	private final long seed = Long.getLong("darkswap.seed", ThreadLocalRandom.current().nextLong());

	@BeforeEach
	void printSeed() {
		System.out.printf("SameCommandsTests: -Ddarkswap.seed=%d%n", this.seed);
	}

	@Test
	void anotherMemoryAndOtherInstancesGiveTheSameBooks() {
		Outcome expected = run(1, MEMORY, false);
		assertThat(expected.answers()).contains(ErrorCode.ENGINE_MEMORY_EXHAUSTED);
		assertThat(expected.bookBytes()).isBetween(LIMIT / 2, LIMIT);
		assertThat(run(4, new MemoryOptions(40, 400, true), false)).isEqualTo(expected);
		assertThat(run(3, new MemoryOptions(20, 80, false), false)).isEqualTo(expected);
	}

	@Test
	void aListenerGivesTheSameBooks() {
		Outcome expected = run(1, MEMORY, false);
		assertThat(run(2, MEMORY, true)).isEqualTo(expected);
	}

	@Test
	void otherCommandsGiveOtherBooks() {
		assertThat(run(1, MEMORY, false, this.seed + 1).digest()).isNotEqualTo(run(1, MEMORY, false).digest());
	}

	@Test
	void aLimitIsChangedButNeitherSetNorRemoved() {
		withEngine(1, MEMORY, (engine) -> {
			engine.configure(options(1).withBookLimit(LIMIT / 2));
			assertThatExceptionOfType(DarkSwapException.class)
				.isThrownBy(() -> engine.configure(options(1).withBookLimit(0)))
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.INVALID_ARGUMENT);
		});
	}

	@Test
	void aShorterHistoryIsCutAtOnce() {
		withEngine(1, new MemoryOptions(16, 400, true), (engine) -> {
			engine.configure(options(1).withBookLimit(30 * LIMIT));
			new Commands(engine, this.seed).run();
			engine.configure(new EngineOptions(1, TIMEOUT, TIMEOUT, 3, 2, Duration.ofDays(1),
					new ForeignLimits(5, 5, Long.MAX_VALUE), KEY, 30 * LIMIT));
			List<Long> trades = new ArrayList<>();
			try (EngineSession session = engine.open()) {
				Market market = session.openMarket(new EngineAsset(0, 0, 0), new EngineAsset(1, 840000, 0));
				session.reader().listTrades(market, 0, HISTORY, (trade) -> trades.add(trade.idLow()));
			}
			assertThat(trades).hasSize(2);
		});
	}

	@Test
	void theUsageOfTheMemoryIsThatOfTheBooks() {
		withEngine(1, MEMORY, (engine) -> {
			double before = engine.usage().fillLevel();
			new Commands(engine, this.seed).run();
			MemoryUsage usage = engine.usage();
			assertThat(usage.maximum()).isEqualTo(LIMIT / 256 * 256);
			assertThat(usage.used()).isEqualTo(engine.bookBytes());
			assertThat(usage.used() + usage.free()).isEqualTo(usage.committed()).isEqualTo(usage.maximum());
			assertThat(usage.fillLevel()).isGreaterThan(before).isBetween(0.5, 1.0);
		});
	}

	@Test
	void theStateVersionHasThisLibrarysInItsUpperHalf() {
		withEngine(1, MEMORY, (engine) -> {
			assertThat(engine.stateVersion() >>> 32).isEqualTo(EngineAbi.STATE_VERSION);
			assertThat((int) engine.stateVersion()).isNotZero();
		});
	}

	private Outcome run(int instances, MemoryOptions memory, boolean events) {
		return run(instances, memory, events, this.seed);
	}

	private Outcome run(int instances, MemoryOptions memory, boolean events, long commandSeed) {
		List<Outcome> outcomes = new ArrayList<>();
		withEngine(instances, memory, (engine) -> {
			engine.setEventsEnabled(events);
			outcomes.add(new Commands(engine, commandSeed).run());
			assertThat(EngineInvariants.firstBroken(engine)).isZero();
		});
		return outcomes.get(0);
	}

	private static EngineOptions options(int instances) {
		return new EngineOptions(instances, TIMEOUT, TIMEOUT, HISTORY, HISTORY, Duration.ofDays(1), ForeignLimits.NONE,
				KEY, LIMIT);
	}

	private static void withEngine(int instances, MemoryOptions memory, Consumer<Engine> test) {
		try (SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader()) {
			LoadedModule module = loader.load(DarkSwapClient.BUNDLED_URL, memory);
			int possible = module.sharedMemory() ? instances : 1;
			try (Engine engine = Engine.start(module, options(possible), new SilentHandler())) {
				test.accept(engine);
			}
		}
	}

	/**
	 * The results of commands, and the books afterwards.
	 *
	 * @param answers the errors, OK in place of none
	 * @param digest the digest of the state
	 * @param bookBytes the size of the books
	 */
	private record Outcome(List<Object> answers, long digest, long bookBytes) {
	}

	/** Random commands, spread over an engine's instances, all on this thread. */
	private static final class Commands {

		private final Engine engine;

		private final Random random;

		private final List<Object> answers = new ArrayList<>();

		private long now = 1_000_000;

		private long orders;

		private long trades;

		Commands(Engine engine, long seed) {
			this.engine = engine;
			this.random = new Random(seed);
		}

		Outcome run() {
			List<EngineSession> sessions = new ArrayList<>();
			for (int i = 0; i < Math.max(1, this.engine.instances() - 1); i++) {
				sessions.add(this.engine.open());
			}
			try {
				List<Market> markets = List.of(open(sessions.get(0), 0), open(sessions.get(0), 1));
				for (int i = 0; i < COMMANDS; i++) {
					this.now += this.random.nextInt(3);
					EngineSession session = sessions.get(i % sessions.size());
					answer(session, markets.get(this.random.nextInt(2)));
				}
				return new Outcome(this.answers, sessions.get(0).reader().stateDigest(this.now),
						sessions.get(0).bookBytes());
			}
			finally {
				sessions.forEach(EngineSession::close);
			}
		}

		private static Market open(EngineSession session, int number) {
			return session.openMarket(new EngineAsset(0, 0, 0), new EngineAsset(1, 840000, number));
		}

		private void answer(EngineSession session, Market market) {
			try {
				command(session, market);
				this.answers.add("OK");
			}
			catch (DarkSwapException ex) {
				this.answers.add(ex.code());
			}
		}

		private void command(EngineSession session, Market market) {
			int side = this.random.nextInt(2);
			long amount = 1 + this.random.nextInt(300);
			long price = (2 + this.random.nextInt(40)) * (EngineAbi.LIMIT_ONE / 4);
			long order = Math.max(1, this.orders - this.random.nextInt(80));
			long expiresAt = this.now + 1 + this.random.nextLong(LIFE * 20);
			switch (this.random.nextInt(12)) {
				case 0 -> session.cancelOrder(7, order, this.now);
				case 1 -> session.evictOrder(7, order, this.now);
				case 2 -> session
					.takeOrder(new TakeOrder(8, ++this.trades, 7, order, Math.min(amount, 5), this.now, SOMEBODY));
				case 3 -> session.takeBest(
						new TakeBest(8, this.trades += 400, market, side, amount, price, this.now, SOMEBODY),
						(trade) -> {
						});
				case 4 ->
					session.settleTrade(8, Math.max(1, this.trades - this.random.nextInt(9)), this.now, side == 0);
				case 5 -> session.createOrders(batch(market, side, amount, price, expiresAt), this.now);
				case 6 -> session.sweep(this.now);
				default -> session.createOrder(market,
						TestOrders.order(7, ++this.orders, side, amount, price, this.now, expiresAt, SOMEBODY,
								(side == 0) ? new byte[EngineAbi.LIMIT_SIGNATURE_SIZE] : null, amount < 40));
			}
		}

		private List<BatchEntry> batch(Market market, int side, long amount, long price, long expiresAt) {
			List<OrderCommand> batch = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				batch.add(TestOrders.order(7, ++this.orders, side, amount, price + i, this.now, expiresAt, SOMEBODY,
						null, false));
			}
			return TestOrders.batch(market, batch);
		}

	}

}
