package io.darkswap.wasm.concurrent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.kafka.KafkaBroker;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Desks in processes of their own are killed (-9) and paused while they trade, and so are
 * the brokers if there are several. No acknowledged command is lost or applied twice, no
 * desk answers what the others do not have, and the books of each shard are equal.
 * {@code -Ddarkswap.soak.failures}, {@code -Ddarkswap.soak.brokers} and
 * {@code -Ddarkswap.soak.desks} set other numbers, {@code -Ddarkswap.seed} the seed.
 */
@Timeout(value = 6, unit = TimeUnit.HOURS)
class ClusterFailureTests {

	private static final int FAILURES = Integer.getInteger("darkswap.soak.failures", 2);

	private static final int BROKERS = Integer.getInteger("darkswap.soak.brokers", 1);

	private static final int DESKS = Integer.getInteger("darkswap.soak.desks", 2);

	/** Each of them may have a command without an answer, which the search pays for. */
	private static final int CALLERS_OF_DESK = Math.max(1, 4 / DESKS);

	/** So short that some of the calls of a paused desk are not answered. */
	private static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);

	/** A soak shows how far it is after this many failures. */
	private static final int PROGRESS = 10;

	private static final int MOST_PAIRS_OF_FAILURE = 500;

	private static final Duration LONGEST_FAILURE = Duration.ofSeconds(10);

	private static final Duration WHILE = Duration.ofSeconds(60);

	private List<KafkaBroker> brokers;

	private DeskCluster desks;

	private ClusterLoad load;

	@ParameterizedTest
	@ValueSource(ints = { 1, 4 })
	void historiesAreLinearizableWhileDesksAndBrokersFail(int partitions, @TempDir Path folder) throws Exception {
		long seed = Long.getLong("darkswap.seed", System.nanoTime());
		System.out.println("ClusterFailureTests: -Ddarkswap.seed=" + seed);
		SplittableRandom random = new SplittableRandom(seed);
		this.brokers = (BROKERS == 1) ? List.of(KafkaBroker.shared()) : KafkaBroker.start(folder, BROKERS);
		try (DeskCluster started = DeskCluster.start(folder, DESKS, KafkaBroker.addresses(this.brokers),
				"desks-" + partitions, partitions, BROKERS, CALL_TIMEOUT)) {
			this.desks = started;
			this.load = new ClusterLoad(started, CALLERS_OF_DESK, random.split());
			for (int failure = 0; failure < FAILURES; failure++) {
				this.load.awaitPairs(random.nextInt(1, 10));
				fail(Failure.values()[failure % (BROKERS > 1 ? 3 : 2)], random);
				if ((failure + 1) % PROGRESS == 0) {
					System.out.printf("ClusterFailureTests: %d failures, %s%n", failure + 1, this.load);
				}
			}
			this.load.awaitPairs(5);
			this.load.end();
			assertSameBooks();
			System.out.printf("ClusterFailureTests: %d partitions, %d failures, %s%n", partitions, FAILURES, this.load);
		}
		finally {
			if (BROKERS > 1) {
				this.brokers.forEach(KafkaBroker::close);
			}
		}
	}

	private void fail(Failure failure, SplittableRandom random) throws Exception {
		int victim = random.nextInt((failure == Failure.BROKER_KILLED) ? BROKERS : DESKS);
		int pairs = random.nextInt(1, (FAILURES > 2) ? MOST_PAIRS_OF_FAILURE : 10);
		switch (failure) {
			case DESK_KILLED -> this.desks.kill(victim, () -> this.load.awaitPairsOr(pairs, LONGEST_FAILURE));
			case DESK_PAUSED -> this.desks.pause(victim, () -> this.load.awaitPairsOr(pairs, LONGEST_FAILURE));
			case BROKER_KILLED -> {
				this.brokers.get(victim).kill();
				this.load.awaitPairsOr(pairs, LONGEST_FAILURE);
				this.brokers.get(victim).restart();
			}
		}
	}

	private void assertSameBooks() {
		Awaitility.await()
			.atMost(WHILE)
			.until(() -> new HashSet<>(this.desks.ofEach(Desk.Books::positions)).size() == 1);
		assertThat(new HashSet<>(this.desks.ofEach(Desk.Books::digests))).as("digests of the books").hasSize(1);
		assertThat(this.desks.ofEach(Desk.Books::brokenInvariant)).containsOnly(0L);
		assertThat(this.desks.ofEach(Desk.Books::damage)).allSatisfy((damage) -> assertThat(damage).isEmpty());
		assertThat(this.desks.ofEach(Desk.Books::failure)).containsOnly("");
	}

	/** What happens to a process. */
	private enum Failure {

		DESK_KILLED, DESK_PAUSED, BROKER_KILLED

	}

}
