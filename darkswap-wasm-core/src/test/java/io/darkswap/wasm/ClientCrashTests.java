package io.darkswap.wasm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.darkswap.wasm.log.FlushMode;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.wallet.HdWallet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The books keep every acknowledged command when the process of their client is killed
 * under load, at any moment of an append or a snapshot. {@code -Ddarkswap.soak.crashes}
 * sets another number of rounds, {@code -Ddarkswap.seed} the seed.
 */
class ClientCrashTests {

	private static final int ROUNDS = Integer.getInteger("darkswap.soak.crashes", 5);

	/** Then a new log begins, so that every round takes seconds. */
	private static final int ROUNDS_PER_LOG = 10;

	private static final int CALLERS = 4;

	/** Of the rounds in turn: without a force, callers write and apply themselves. */
	private static final FlushMode[] FLUSHES = FlushMode.values();

	private static final int MOST_ACKNOWLEDGEMENTS = 2000;

	private static final TradingPair PAIR = TradingPair.of("BTC/RUNE:840000:3");

	private final Set<UUID> created = new HashSet<>();

	private final Set<UUID> cancelled = new HashSet<>();

	private final Set<UUID> trades = new HashSet<>();

	@TempDir
	Path temporary;

	private int acknowledged;

	@Test
	@Timeout(60 + 20 * 100)
	void noAcknowledgedCommandIsLostOrDoubledWhenTheProcessIsKilled() throws Exception {
		long seed = Long.getLong("darkswap.seed", System.nanoTime());
		System.out.println("ClientCrashTests: -Ddarkswap.seed=" + seed);
		Random random = new Random(seed);
		Path log = this.temporary.resolve("log");
		for (int round = 0; round < ROUNDS; round++) {
			if (round > 0 && round % ROUNDS_PER_LOG == 0) {
				beginAnotherLog(log);
			}
			killWhileItTrades(log, FLUSHES[round % FLUSHES.length], 1 + random.nextInt(MOST_ACKNOWLEDGEMENTS));
			Path withOlderSnapshot = this.temporary.resolve("older" + round);
			TestLogs.copy(log, withOlderSnapshot);
			deleteNewestSnapshot(withOlderSnapshot);
			long digest = verify(log, "round %d, seed %d".formatted(round, seed));
			try (DarkSwapClient older = open(withOlderSnapshot)) {
				assertThat(ClientInvariants.digest(older)).as("round %d, seed %d", round, seed).isEqualTo(digest);
			}
			TestLogs.delete(withOlderSnapshot);
		}
		System.out.printf("ClientCrashTests: %d commands acknowledged in %d rounds, none lost or doubled%n",
				this.acknowledged, ROUNDS);
		assertThat(this.acknowledged).isGreaterThan(ROUNDS);
	}

	private void beginAnotherLog(Path log) {
		TestLogs.delete(log);
		this.created.clear();
		this.cancelled.clear();
		this.trades.clear();
	}

	/** Read what the process acknowledges, and kill it after a number of lines. */
	private void killWhileItTrades(Path log, FlushMode flush, int acknowledgements) throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Trader.class.getName(),
				log.toString(), flush.name())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try (BufferedReader answers = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			for (int i = 0; i < acknowledgements; i++) {
				String answer = answers.readLine();
				assertThat(answer).as("the process trades").isNotNull();
				keep(answer);
			}
			// Process would close the stream that is still to be read.
			process.toHandle().destroyForcibly();
			process.waitFor();
			for (String answer = answers.readLine(); answer != null; answer = answers.readLine()) {
				keep(answer);
			}
		}
	}

	/** Keep an acknowledgement, unless the kill broke off its line. */
	private void keep(String answer) {
		if (answer.endsWith("!")) {
			UUID id = UUID.fromString(answer.substring(1, answer.length() - 1));
			this.acknowledged++;
			switch (answer.charAt(0)) {
				case 'O' -> this.created.add(id);
				case 'C' -> this.cancelled.add(id);
				case 'T' -> this.trades.add(id);
				default -> { /* The log of the process. */
				}
			}
		}
	}

	private long verify(Path log, String round) {
		try (DarkSwapClient client = open(log)) {
			assertThat(client.getLogStatus().orElseThrow().failure()).as(round).isEmpty();
			Set<UUID> open = once(client.getOrders(PAIR).stream().map(Order::id).toList(), round);
			assertThat(open.stream().filter(this.cancelled::contains)).as(round).isEmpty();
			Set<UUID> missing = new HashSet<>(this.created);
			missing.removeAll(this.cancelled);
			missing.removeAll(open);
			// A cancellation that was durable when the process was killed was not
			// acknowledged
			assertThat(missing).as(round)
				.hasSizeLessThanOrEqualTo(CALLERS * ROUNDS_PER_LOG)
				.allMatch((id) -> client.getOrder(id).status() == OrderStatus.CANCELLED);
			Set<UUID> executed = once(client.getTrades(PAIR, Integer.MAX_VALUE).stream().map(Trade::id).toList(),
					round);
			assertThat(this.trades.stream().filter((id) -> !executed.contains(id))).as(round).isEmpty();
			assertThat(ClientInvariants.firstBroken(client)).as(round).isZero();
			return ClientInvariants.digest(client);
		}
	}

	/** Return the elements of a list, none of which occurs twice. */
	private static Set<UUID> once(List<UUID> list, String round) {
		Set<UUID> elements = new HashSet<>(list);
		assertThat(elements).as(round).hasSameSizeAs(list);
		return elements;
	}

	private static void deleteNewestSnapshot(Path log) throws IOException {
		try (Stream<Path> files = Files.list(log)) {
			List<Path> snapshots = files.filter((file) -> file.toString().endsWith(".snapshot"))
				.sorted(Comparator.comparing(Path::getFileName))
				.toList();
			// With one alone, the log reaches back to its first record
			if (!snapshots.isEmpty()) {
				Files.delete(snapshots.get(snapshots.size() - 1));
			}
		}
	}

	private static DarkSwapClient open(Path log) {
		return open(log, FlushMode.EVERY_BATCH);
	}

	private static DarkSwapClient open(Path log, FlushMode flush) {
		SharedMemoryDarkSwapClient client = SharedMemoryDarkSwapClient.builder()
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST), 100_000,
					100_000, false))
			.log(LogOptions.of(new JournalOptions(log, 1 << 18, Long.MAX_VALUE, flush))
				.withSnapshotInterval(Duration.ofMillis(50)))
			.build();
		client.initialize();
		return client;
	}

	/** Trades until it is killed, and prints each command once it is acknowledged. */
	static final class Trader {

		private Trader() {
		}

		public static void main(String[] arguments) {
			DarkSwapClient client = open(Path.of(arguments[0]), FlushMode.valueOf(arguments[1]));
			for (int i = 0; i < CALLERS; i++) {
				new Thread(() -> trade(client)).start();
			}
		}

		private static void trade(DarkSwapClient client) {
			List<UUID> open = new ArrayList<>();
			for (int number = 0;; number++) {
				UUID order = client
					.createOrder(NewOrder.sell(PAIR).amount("2").price("100").expiresIn(Duration.ofDays(1)))
					.id();
				acknowledge('O', order);
				open.add(order);
				if (number % 2 == 0) {
					acknowledge('T', client.takeOrder(order, BigDecimal.ONE).id());
				}
				if (number % 4 != 0) {
					UUID cancelled = open.remove(open.size() / 2);
					client.cancelOrder(cancelled);
					acknowledge('C', cancelled);
				}
			}
		}

		private static void acknowledge(char kind, UUID id) {
			// One call of write, so lines of several threads do not mix
			System.out.print(kind + id.toString() + "!\n");
			System.out.flush();
		}

	}

}
