package io.darkswap.wasm.replication;

import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.commands.BookLimits;
import io.darkswap.wasm.commands.BookSettings;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.commands.Command;
import io.darkswap.wasm.commands.CommandFormat;
import io.darkswap.wasm.commands.DirectCommands;
import io.darkswap.wasm.commands.EngineIdentity;
import io.darkswap.wasm.engine.Engine;
import io.darkswap.wasm.engine.EngineImage;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.engine.NoRoomForEventsException;
import io.darkswap.wasm.log.Snapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that the records of a log determine: the books, their settings, the time, and the
 * addresses of the client's wallets. One thread at a time applies commands; any thread
 * reads.
 */
final class AppliedState implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(AppliedState.class);

	private final BookStarter starter;

	private volatile @Nullable BookSettings settings;

	private volatile @Nullable Books books;

	/** The engine of the books: that of the settings, if this client has it. */
	private volatile @Nullable EngineIdentity engine;

	private volatile @Nullable EngineProposal proposal;

	private @Nullable DirectCommands commands;

	/**
	 * The time of the newest command, microseconds since the epoch: it never runs back.
	 * Only the thread that applies writes it, without the fence of a volatile write.
	 */
	private final AtomicLong time = new AtomicLong();

	/** The time of the newest sweep. Records before a snapshot do not count. */
	private volatile long newestSweep;

	/** Whether the thread that applies was interrupted. Only that thread uses it. */
	private boolean interrupted;

	private final Set<String> ownAddresses = ConcurrentHashMap.newKeySet();

	private final AppliedCommands identified = new AppliedCommands();

	AppliedState(BookStarter starter) {
		this.starter = starter;
	}

	/**
	 * Return the state of a snapshot.
	 * @param newest whether the log has no record after the snapshot
	 * @throws DarkSwapException as {@link BookStarter#restore} does
	 */
	static AppliedState restored(BookStarter starter, Snapshot snapshot, boolean newest) {
		SnapshotHeader header = SnapshotHeader.decode(snapshot.header());
		AppliedState state = new AppliedState(starter);
		state.use(
				starter.restore(header.settings(), header.markets(), EngineImage.of(header.layout(), snapshot), newest),
				header.settings());
		state.proposal = header.proposal();
		state.time.set(header.time());
		state.ownAddresses.addAll(header.ownAddresses());
		header.identified().forEach(state.identified::add);
		state.requireSameBooksOrClose(header);
		return state;
	}

	private void requireSameBooksOrClose(SnapshotHeader header) {
		try {
			requireSameBooks(header);
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Validate that this client's engine reads the books as the one that wrote them. The
	 * checksum of a snapshot validates the bytes, which is enough for the same engine.
	 */
	private void requireSameBooks(SnapshotHeader header) {
		if (header.settings().engine().equals(engine())) {
			return;
		}
		if (header.digest().isEmpty() || header.digest().getAsLong() != digest()) {
			throw new DarkSwapException(ErrorCode.LOG_MISMATCH,
					"The engine %s reads other books from the newest snapshot than the engine %s that wrote it%s: start the version before once and stop it cleanly, then this one"
						.formatted(engine().sha256(), header.settings().engine().sha256(),
								header.digest().isEmpty() ? ", or the snapshot was not written by a clean stop" : ""),
					null, "url");
		}
	}

	/** Return the digest of what users can see of the books. */
	long digest() {
		return digest(books());
	}

	private long digest(Books of) {
		Engine engine = of.engine();
		return engine.call(() -> openPatiently(engine), (session) -> session.reader().stateDigest(time()));
	}

	/**
	 * Return the header of a snapshot of this state, while no command is applied.
	 * @param digest the digest of the books, if it was computed
	 * @param layout the layout of the image
	 */
	SnapshotHeader header(OptionalLong digest, byte[] layout) {
		return new SnapshotHeader(settings().withEngine(engine()), time(), ownAddresses(), books().markets().all(),
				this.identified.all(), digest, layout, this.proposal);
	}

	/**
	 * Apply a command.
	 * @return the result
	 * @throws DarkSwapException the refusal of the command, or a failure of the engine
	 */
	@Nullable Object apply(Command command) {
		return apply(command, true);
	}

	/**
	 * Apply a command that nobody waits for.
	 * @return its result, if that has come up
	 * @throws DarkSwapException as {@link #apply(Command)} does
	 */
	@Nullable Object replay(Command command) {
		return apply(command, false);
	}

	/** Commit memory for commands that follow soon, on another thread than theirs. */
	void commitAhead() {
		Books begun = this.books;
		if (begun != null) {
			begun.engine().commitAhead();
		}
	}

	private @Nullable Object apply(Command command, boolean answered) {
		if (command instanceof Command.Identified sent) {
			return applyOnce(sent, answered);
		}
		if (command instanceof Command.Change change) {
			long now = Math.max(this.time.get(), change.now());
			this.time.setRelease(now);
			DirectCommands begun = this.commands;
			if (begun == null) {
				throw CommandFormat.malformed("it comes before the first record, which creates the books");
			}
			if (change instanceof Command.Sweep) {
				this.newestSweep = now;
			}
			Command.Change timed = change.at(now);
			return answered ? timed.run(begun) : timed.replay(begun);
		}
		if (command instanceof Command.Begin begin) {
			begin(begin.settings());
		}
		else if (command instanceof Command.Configure configure) {
			configure(configure.limits());
		}
		else if (command instanceof Command.OwnAddress own) {
			this.ownAddresses.add(own.address().text());
		}
		else if (command instanceof Command.EngineChange change) {
			return changeEngine(change);
		}
		return null;
	}

	private @Nullable Object applyOnce(Command.Identified sent, boolean answered) {
		AppliedCommands.Answer before = this.identified.find(sent.id());
		if (before != null) {
			Books current = books();
			return new RepeatedCommand(current, () -> openPatiently(current.engine()), before).result(sent.command());
		}
		try {
			Object result = apply(sent.command(), answered);
			this.identified.add(sent.id(), AppliedCommands.Answer.of(result, time()));
			return result;
		}
		catch (DarkSwapException ex) {
			if (BookApplier.isRefusal(ex) && !(ex instanceof NoRoomForEventsException)) {
				this.identified.add(sent.id(), AppliedCommands.Answer.of(ex, time()));
			}
			throw ex;
		}
	}

	/**
	 * Apply a command that found no room for its events, and report to listeners that
	 * they are missing.
	 * @return the result
	 * @throws DarkSwapException as {@link #apply} does
	 */
	@Nullable Object applyWithoutEvents(Command command) {
		Engine engine = books().engine();
		return engine.withoutEvents(() -> openPatiently(engine), () -> apply(command));
	}

	/** Nodes that begin a log at the same time append a record each: the first counts. */
	private void begin(BookSettings first) {
		if (this.books == null) {
			use(this.starter.start(first), first);
		}
	}

	/**
	 * Apply a step of an upgrade. The order of the log alone decides whether an engine is
	 * used: not if a node lacks it, or if one was proposed since.
	 * @return the number of a proposal
	 */
	private @Nullable Integer changeEngine(Command.EngineChange change) {
		EngineProposal newest = this.proposal;
		switch (change.type()) {
			case PROPOSE_ENGINE -> {
				int number = (newest != null) ? newest.number() + 1 : 1;
				this.proposal = new EngineProposal(change.engine(), number, false);
				return number;
			}
			case LACK_ENGINE -> this.proposal = (newest != null) ? newest.after(change) : null;
			default -> {
				if (newest == null || newest.allows(change)) {
					useEngine(change.engine());
				}
			}
		}
		return null;
	}

	/**
	 * Have another engine continue the books.
	 * @throws DarkSwapException with {@link ErrorCode#LOG_MISMATCH} if this client does
	 * not have it or it reads other books, {@link ErrorCode#LOG_FAILED} if it cannot be
	 * started
	 */
	private void useEngine(EngineIdentity next) {
		BookSettings changed = settings().withEngine(next);
		if (next.equals(engine())) {
			this.settings = changed;
			return;
		}
		if (!this.starter.has(next)) {
			throw new DarkSwapException(ErrorCode.LOG_MISMATCH,
					"From here on, all nodes of the log use the engine with SHA-256 %s, which this one does not have: start the version of the other nodes"
						.formatted(next.sha256()),
					null, "url");
		}
		Books before = books();
		Books continued = continued(before, changed);
		try {
			requireSameBooks(before, continued, next);
		}
		catch (RuntimeException | Error ex) {
			continued.engine().close();
			throw ex;
		}
		use(continued, changed);
		before.engine().close();
		logger.info("From here on, the engine with SHA-256 {} continues the books", next.sha256());
	}

	private void requireSameBooks(Books before, Books continued, EngineIdentity next) {
		if (digest(continued) != digest(before)) {
			throw new DarkSwapException(ErrorCode.LOG_MISMATCH,
					"The engine with SHA-256 %s reads other books than the one before, so no node goes on: start the version before with a snapshot that is older, and report it"
						.formatted(next.sha256()));
		}
	}

	private Books continued(Books before, BookSettings changed) {
		AtomicReference<Books> continued = new AtomicReference<>();
		try {
			capturePatiently(before.engine(),
					(image) -> continued.set(this.starter.restore(changed, before.markets().all(), image, false)));
			return Objects.requireNonNull(continued.get());
		}
		catch (DarkSwapException ex) {
			Books abandoned = continued.get();
			if (abandoned != null) {
				abandoned.engine().close();
			}
			throw BookApplier.isRefusal(ex) ? new DarkSwapException(ErrorCode.LOG_FAILED,
					"The engine with SHA-256 %s cannot continue the books: %s".formatted(changed.engine().sha256(),
							ex.getMessage()),
					ex) : ex;
		}
	}

	private void use(Books started, BookSettings first) {
		this.engine = this.starter.engineFor(first.engine());
		this.settings = first;
		this.books = started;
		this.commands = new DirectCommands(started) {

			@Override
			protected EngineSession open() {
				return openPatiently(started.engine());
			}

		};
	}

	/**
	 * Borrow an instance, however long readers hold all of them and whether or not the
	 * thread is interrupted. Nothing has run until one is borrowed, so waiting again
	 * changes nothing.
	 */
	private EngineSession openPatiently(Engine engine) {
		while (true) {
			try {
				return engine.openPatiently();
			}
			catch (DarkSwapException ex) {
				requireWait(ex);
			}
		}
	}

	/** Read the memory of an engine, as patiently as a command waits for an instance. */
	private void capturePatiently(Engine engine, Consumer<EngineImage> reader) {
		AtomicBoolean captured = new AtomicBoolean();
		while (!captured.get()) {
			try {
				engine.capture((image) -> {
					captured.set(true);
					reader.accept(image);
				});
			}
			catch (DarkSwapException ex) {
				if (captured.get()) {
					throw ex;
				}
				requireWait(ex);
			}
		}
	}

	/**
	 * Return if a borrower of instances has to wait again.
	 * @throws DarkSwapException the failure, if it is another one
	 */
	private void requireWait(DarkSwapException failure) {
		if (failure.code() == ErrorCode.CALL_INTERRUPTED) {
			this.interrupted |= Thread.interrupted();
		}
		else if (failure.code() == ErrorCode.CALL_TIMED_OUT) {
			logger.warn("Reads hold all instances, so commands wait: raise the option instances");
		}
		else {
			throw failure;
		}
	}

	/**
	 * Return whether the thread was interrupted while it applied commands, and clear that
	 * state.
	 */
	boolean takeInterruption() {
		boolean taken = this.interrupted;
		this.interrupted = false;
		return taken;
	}

	private void configure(BookLimits limits) {
		BookSettings changed = settings().withLimits(limits);
		this.starter.configure(books(), changed);
		this.settings = changed;
	}

	/** Return whether the first record is applied. */
	boolean hasBegun() {
		return this.books != null;
	}

	/** Return the books, after the first record. */
	Books books() {
		Books begun = this.books;
		if (begun == null) {
			throw new IllegalStateException("The first record of the log is not applied");
		}
		return begun;
	}

	/** Return the settings, after the first record. */
	BookSettings settings() {
		BookSettings begun = this.settings;
		if (begun == null) {
			throw new IllegalStateException("The first record of the log is not applied");
		}
		return begun;
	}

	/** Return the engine of the books, after the first record. */
	EngineIdentity engine() {
		return Objects.requireNonNull(this.engine, "The first record of the log is not applied");
	}

	/** Return the newest proposal of an engine, {@code null} if there was none. */
	@Nullable EngineProposal proposal() {
		return this.proposal;
	}

	/** Return the time of the newest command, microseconds since the epoch. */
	long time() {
		return this.time.get();
	}

	/** Return the time of the newest sweep, 0 if none was applied since the snapshot. */
	long newestSweep() {
		return this.newestSweep;
	}

	/** Return the addresses. */
	Set<String> ownAddresses() {
		return Set.copyOf(this.ownAddresses);
	}

	@Override
	public void close() {
		Books begun = this.books;
		if (begun != null) {
			begun.engine().close();
		}
	}

}
