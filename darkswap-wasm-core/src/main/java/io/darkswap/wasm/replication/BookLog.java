package io.darkswap.wasm.replication;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.commands.BookCommands;
import io.darkswap.wasm.commands.BookLimits;
import io.darkswap.wasm.commands.BookSettings;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.commands.Command;
import io.darkswap.wasm.convert.Address;
import io.darkswap.wasm.log.CommandLog;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.log.LogStatus;
import io.darkswap.wasm.log.Snapshot;
import io.darkswap.wasm.market.MarketLimits;
import io.darkswap.wasm.threads.LogThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The books of a client whose commands go through a log. Thread-safe.
 */
public final class BookLog implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(BookLog.class);

	private final String type;

	private final CommandLog log;

	private final BookApplier applier;

	private final BookSnapshots snapshots;

	private final LoggedCommands commands;

	private final EngineUpgrade upgrade;

	private final LogThreads threads;

	private BookLog(String type, CommandLog log, BookApplier applier, BookSnapshots snapshots, MarketLimits limits,
			Duration callTimeout, LogThreads threads) {
		this.type = type;
		this.log = log;
		this.applier = applier;
		this.snapshots = snapshots;
		this.commands = new LoggedCommands(log, applier, limits);
		this.threads = threads;
		this.upgrade = new EngineUpgrade(this.commands, applier::state, callTimeout);
	}

	/**
	 * Open a log and apply its records.
	 * @param options the options of the log
	 * @param callTimeout the longest wait for the answer of another machine
	 * @param starter starts the engines
	 * @param wanted the settings of new books; the limits of those that exist are changed
	 * to these
	 * @param limits the limits of markets
	 * @param own the address of the client's wallet
	 * @param threads receives the threads of the log
	 * @param progress receives the state of the log while its records are applied
	 * @return the books
	 * @throws DarkSwapException with {@link ErrorCode#LOG_LOCKED},
	 * {@link ErrorCode#LOG_DAMAGED}, {@link ErrorCode#LOG_MISMATCH},
	 * {@link ErrorCode#LOG_FULL}, {@link ErrorCode#LOG_FAILED}, or the code of the reason
	 * why the engine cannot be started
	 */
	public static BookLog open(LogOptions options, Duration callTimeout, BookStarter starter, BookSettings wanted,
			MarketLimits limits, Address own, LogThreads threads, Consumer<LogStatus> progress) {
		Thread opener = Thread.currentThread();
		threads.add(opener, () -> Thread.currentThread() == opener);
		try {
			return openHere(options, callTimeout, starter, wanted, limits, own, threads, progress);
		}
		finally {
			threads.remove(opener);
		}
	}

	private static BookLog openHere(LogOptions options, Duration callTimeout, BookStarter starter, BookSettings wanted,
			MarketLimits limits, Address own, LogThreads threads, Consumer<LogStatus> progress) {
		CommandLog log = options.storage().open(options.listener(), callTimeout);
		BookApplier applier = null;
		try {
			SkippedRecords skipped = SkippedRecords.of(options.storage().directory(), options.skip());
			StateHistory history = new StateHistory(log, starter, skipped);
			Optional<Snapshot> snapshot = log.snapshots().newest();
			LogListener listener = LogListener.safe(options.listener());
			BookApplier started = new BookApplier(starter, history, skipped, listener, history.begin(snapshot));
			applier = started;
			BookSnapshots snapshots = new BookSnapshots(log, started::state, snapshot);
			threads.add(log, () -> log.isApplying() || snapshots.isTakenHere());
			String type = options.storage().type();
			replay(type, log, started, snapshot, listener, progress);
			BookLog books = new BookLog(type, log, started, snapshots, limits, callTimeout, threads);
			books.adopt(wanted, own);
			log.atRest((position) -> started.goLive(books.upgrade::lacks));
			books.upgrade.propose(wanted.engine());
			snapshots.start(options.snapshotInterval());
			return books;
		}
		catch (RuntimeException | Error ex) {
			BookApplier started = applier;
			try (started; log) {
				throw ex;
			}
			finally {
				threads.remove(log);
			}
		}
	}

	private static void replay(String type, CommandLog log, BookApplier applier, Optional<Snapshot> snapshot,
			LogListener listener, Consumer<LogStatus> progress) {
		long start = System.nanoTime();
		long newest = log.durablePosition();
		long from = snapshot.map(Snapshot::position).orElse(0L);
		LongConsumer report = (position) -> {
			progress.accept(new LogStatus(type, newest, newest, position, from, snapshot.map(Snapshot::createdAt),
					log.damage(), Optional.empty()));
			listener.replayed(position, newest);
		};
		report.accept(from);
		try {
			log.start(from + 1, new ReplayProgress(applier, newest, report));
		}
		finally {
			if (applier.state().takeInterruption()) {
				Thread.currentThread().interrupt();
			}
		}
		if (newest > 0) {
			logger.info("The books are those of record {} of the log: {}, and {} records in {} ms", newest,
					(from > 0) ? "a snapshot of record " + from : "no snapshot", newest - from,
					(System.nanoTime() - start) / 1_000_000);
		}
	}

	/** Append what this client needs and the log does not say yet. */
	private void adopt(BookSettings wanted, Address own) {
		if (!this.applier.state().hasBegun()) {
			this.commands.append(new Command.Begin(wanted));
		}
		if (!this.applier.state().settings().limits().equals(wanted.limits())) {
			this.commands.append(new Command.Configure(wanted.limits()));
		}
		if (!this.applier.state().ownAddresses().contains(own.text())) {
			this.commands.append(new Command.OwnAddress(own));
		}
		if (!this.applier.state().settings().engine().equals(this.applier.state().engine())) {
			logger.info("The engine has changed, so the books are written with the new one");
			this.snapshots.take();
		}
	}

	/** Return the commands, which append to the log. */
	public BookCommands commands() {
		return this.commands;
	}

	/** Return the current books. They are replaced when they are rebuilt after a trap. */
	public Books books() {
		return this.applier.state().books();
	}

	/**
	 * Return the current books for a read, as new as the log promises to readers.
	 * @throws DarkSwapException as {@link CommandLog#catchUp} does
	 */
	public Books booksToRead() {
		catchUp();
		return books();
	}

	/**
	 * Wait until reads show as much as the log promises to them.
	 * @throws DarkSwapException as {@link CommandLog#catchUp} does
	 */
	public void catchUp() {
		this.log.catchUp();
	}

	/**
	 * Wait until the books have every command that any node was answered.
	 * @throws DarkSwapException as {@link CommandLog#reachEnd} and
	 * {@link BookApplier#refuseOwnThread} do
	 */
	public void reachEnd() {
		this.applier.refuseOwnThread();
		this.log.reachEnd();
	}

	/** Return the limits of the books. */
	public BookLimits limits() {
		return this.applier.state().settings().limits();
	}

	/** Return the time of the newest command, microseconds since the epoch. */
	public long time() {
		return this.applier.state().time();
	}

	/** Return the addresses of all wallets that these books were opened with. */
	public Set<String> ownAddresses() {
		return this.applier.state().ownAddresses();
	}

	/**
	 * Rebuild the books in the background if a trap has poisoned them. A command that
	 * traps does so itself; this is for reads.
	 */
	public void heal() {
		Thread healer = new Thread(this::healAtRest, "darkswap-log-healer");
		healer.setDaemon(true);
		healer.start();
	}

	private void healAtRest() {
		try {
			this.log.atRest((position) -> {
				if (books().engine().poisonReason().isPresent()) {
					this.applier.rebuild(position);
				}
			});
		}
		catch (DarkSwapException ex) {
			logger.error("The books could not be rebuilt from the log", ex);
		}
	}

	/**
	 * Take a snapshot.
	 * @return the position of the newest record in it
	 * @throws DarkSwapException with {@link ErrorCode#LOG_FULL} if there is no room for
	 * it, the code of the reason why the books cannot be read, or as
	 * {@link BookApplier#refuseOwnThread} does
	 */
	public long snapshot() {
		this.applier.refuseOwnThread();
		return this.snapshots.take();
	}

	/** Return the state of the log. */
	public LogStatus status() {
		long durable = this.log.durablePosition();
		BookSnapshots.Taken snapshot = this.snapshots.newest();
		return new LogStatus(this.type, durable, durable, this.log.appliedPosition(), snapshot.position(),
				Optional.ofNullable(snapshot.at()), this.log.damage(),
				this.log.failure().map((failure) -> String.valueOf(failure.getMessage())));
	}

	/**
	 * Apply the commands that callers wait for, take a snapshot, and close the log and
	 * the engine.
	 * @throws DarkSwapException as {@link BookApplier#refuseOwnThread} does
	 */
	@Override
	public void close() {
		this.applier.refuseOwnThread();
		try (this.applier; this.upgrade; this.log; this.snapshots) {
			// The last is closed first, and each though another fails.
		}
		finally {
			this.threads.remove(this.log);
		}
	}

}
