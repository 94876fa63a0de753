package io.darkswap.wasm.concurrent;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Callers of all desks who trade on the same pair, then on the next. A caller writes on
 * one desk, and reads on another one mostly. One thread reads each finished pair on every
 * desk and checks its history. Thread-safe.
 */
final class ClusterLoad {

	private static final Duration LONG = Duration.ofMinutes(5);

	private static final int UNCHECKED = 1000;

	private final DeskCluster desks;

	private final AtomicInteger pairs = new AtomicInteger(1);

	private final AtomicReference<ClusterHistory> current = new AtomicReference<>(new ClusterHistory(1));

	private final BlockingQueue<ClusterHistory> finished = new ArrayBlockingQueue<>(UNCHECKED);

	private final AtomicInteger finishedPairs = new AtomicInteger();

	private final AtomicInteger checkedPairs = new AtomicInteger();

	private final AtomicLong commands = new AtomicLong();

	private final AtomicLong unanswered = new AtomicLong();

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	private final ExecutorService callers = Executors.newCachedThreadPool();

	private final ExecutorService checker = Executors.newSingleThreadExecutor();

	private volatile boolean ending;

	/** Begin to trade. */
	ClusterLoad(DeskCluster desks, int callersOfDesk, SplittableRandom random) {
		this.desks = desks;
		for (int i = 0; i < desks.size() * callersOfDesk; i++) {
			int desk = i % desks.size();
			SplittableRandom own = random.split();
			this.callers.execute(() -> run(() -> trade(desk, own)));
		}
		this.checker.execute(() -> run(this::check));
	}

	private void run(Step step) {
		try {
			while (!this.ending && this.failure.get() == null) {
				step.run();
			}
		}
		catch (Exception | Error ex) {
			this.failure.compareAndSet(null, ex);
		}
	}

	private void trade(int desk, SplittableRandom random) throws InterruptedException {
		ClusterHistory history = this.current.get();
		if (!history.runNext(this.desks, desk, random)) {
			this.current.compareAndSet(history, new ClusterHistory(this.pairs.incrementAndGet()));
		}
		else if (history.endOne()) {
			this.finishedPairs.incrementAndGet();
			this.finished.put(history);
		}
	}

	private void check() throws InterruptedException {
		ClusterHistory history = this.finished.poll(1, TimeUnit.SECONDS);
		if (history != null) {
			check(history);
		}
	}

	private void check(ClusterHistory history) {
		for (int desk = 0; desk < this.desks.size(); desk++) {
			history.readAll(this.desks.desk(desk));
		}
		if (!history.isLinearizable(this.desks)) {
			throw new AssertionError("This history is not linearizable: " + history);
		}
		this.checkedPairs.incrementAndGet();
		this.commands.addAndGet(history.size());
		this.unanswered.addAndGet(history.unanswered());
	}

	/** Wait until the callers have finished further pairs. */
	void awaitPairs(int more) {
		awaitPairs(more, LONG);
	}

	/**
	 * Wait until the callers have finished further pairs, or for some time: all of them
	 * may wait for a desk that fails.
	 */
	void awaitPairsOr(int more, Duration longest) {
		try {
			awaitPairs(more, longest);
		}
		catch (ConditionTimeoutException ex) {
			// The failure lasts long enough
		}
	}

	private void awaitPairs(int more, Duration longest) {
		int enough = this.finishedPairs.get() + more;
		Awaitility.await()
			.atMost(longest)
			.until(() -> this.finishedPairs.get() >= enough || this.failure.get() != null);
		requireNoFailure();
	}

	/** Stop the callers, and check what they have finished. */
	void end() throws InterruptedException {
		this.ending = true;
		this.callers.shutdown();
		this.checker.shutdown();
		if (!this.callers.awaitTermination(LONG.toSeconds(), TimeUnit.SECONDS)
				|| !this.checker.awaitTermination(LONG.toSeconds(), TimeUnit.SECONDS)) {
			throw new IllegalStateException("The callers do not end");
		}
		requireNoFailure();
		this.finished.forEach(this::check);
	}

	private void requireNoFailure() {
		Throwable failed = this.failure.get();
		if (failed != null) {
			throw new AssertionError("The load has failed", failed);
		}
	}

	@Override
	public String toString() {
		return "%d commands on %d pairs, %d without an answer".formatted(this.commands.get(), this.checkedPairs.get(),
				this.unanswered.get());
	}

	/** Runs again and again. */
	private interface Step {

		void run() throws Exception;

	}

}
