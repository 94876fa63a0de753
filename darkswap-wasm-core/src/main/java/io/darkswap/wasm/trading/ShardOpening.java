package io.darkswap.wasm.trading;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.log.LogStatus;
import org.jspecify.annotations.Nullable;

/**
 * Opens the shards of a log at the same time, as many as the machine has processors. If
 * one fails, the others are closed: those that replay stop when they next report their
 * progress. It is used once.
 */
final class ShardOpening {

	private final Opener opener;

	private final Function<Trading, LogStatus> status;

	private final Consumer<LogStatus> onReplay;

	/** The newest state of each shard. Guarded by this. */
	private final List<LogStatus> statuses;

	/** The first failure, which names its shard. */
	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	/**
	 * Create an opening.
	 * @param type the type of the log
	 * @param shards the number of shards
	 * @param opener opens one of them
	 * @param status returns the state of an open one's log
	 * @param onReplay receives one state of the logs of all shards
	 */
	ShardOpening(String type, int shards, Opener opener, Function<Trading, LogStatus> status,
			Consumer<LogStatus> onReplay) {
		this.opener = opener;
		this.status = status;
		this.onReplay = onReplay;
		this.statuses = new ArrayList<>(Collections.nCopies(shards,
				new LogStatus(type, 0, 0, 0, 0, Optional.empty(), List.of(), Optional.empty())));
	}

	/**
	 * Open the shards: one on the calling thread, several on threads of their own. An
	 * interruption does not end the wait for these.
	 * @throws DarkSwapException the first failure, which names its shard if there are
	 * several
	 */
	Shards open() {
		int shards = this.statuses.size();
		if (shards == 1) {
			return new Shards(List.of(this.opener.open(0, this.onReplay)));
		}
		ExecutorService threads = Executors
			.newFixedThreadPool(Math.min(shards, Runtime.getRuntime().availableProcessors()), (task) -> {
				Thread thread = new Thread(task, "darkswap-shard-start");
				thread.setDaemon(true);
				return thread;
			});
		try {
			return open(threads);
		}
		finally {
			threads.shutdown();
		}
	}

	/** Open the shards on threads, which may fail to start. */
	Shards open(Executor threads) {
		List<CompletableFuture<Trading>> openings = new ArrayList<>();
		try {
			for (int number = 0; number < this.statuses.size(); number++) {
				int shard = number;
				openings.add(CompletableFuture.supplyAsync(() -> open(shard), threads));
			}
		}
		catch (RuntimeException | Error ex) {
			this.failure.compareAndSet(null, ex);
		}
		List<Trading> opened = openings.stream().flatMap((opening) -> opened(opening).stream()).toList();
		Throwable failed = this.failure.get();
		if (failed == null) {
			return new Shards(opened);
		}
		Shards.close(opened);
		if (failed instanceof Error error) {
			throw error;
		}
		throw (RuntimeException) failed;
	}

	private static Optional<Trading> opened(CompletableFuture<Trading> opening) {
		try {
			return Optional.of(opening.join());
		}
		catch (CompletionException ex) {
			return Optional.empty();
		}
	}

	private Trading open(int shard) {
		try {
			requireNoFailure();
			Trading opened = this.opener.open(shard, (progress) -> {
				requireNoFailure();
				report(shard, progress);
			});
			report(shard, this.status.apply(opened));
			return opened;
		}
		catch (RuntimeException | Error ex) {
			this.failure.compareAndSet(null, named(shard, ex));
			throw ex;
		}
	}

	private void requireNoFailure() {
		if (this.failure.get() != null) {
			throw new CancellationException("Another shard has failed");
		}
	}

	private synchronized void report(int shard, LogStatus newest) {
		this.statuses.set(shard, newest);
		this.onReplay.accept(Shards.sum(this.statuses));
	}

	private static Throwable named(int shard, Throwable failure) {
		return (failure instanceof DarkSwapException ex) ? new DarkSwapException(ex.code(),
				"Shard %d: %s".formatted(shard, ex.getMessage()), ex, ex.option().orElse(null)) : failure;
	}

	/** Opens one shard. */
	@FunctionalInterface
	interface Opener {

		/**
		 * Open a shard.
		 * @param shard its number
		 * @param onReplay receives the state of its log while its records are applied;
		 * what it throws ends the replay
		 */
		Trading open(int shard, Consumer<LogStatus> onReplay);

	}

}
