package io.darkswap.wasm.replication;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.commands.Command;
import io.darkswap.wasm.commands.CommandDecoder;
import io.darkswap.wasm.commands.CommandType;
import io.darkswap.wasm.engine.NoRoomForEventsException;
import io.darkswap.wasm.loader.ExecutionMode;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.log.RecordApplier;
import io.darkswap.wasm.threads.LogThreads;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the records of a log to the books. A command that the engine refuses is applied
 * with that result. A command that traps is applied again to books that are rebuilt from
 * the log; if it traps again, it is an exception that stops the log, unless the operator
 * skips it. One thread at a time applies.
 */
final class BookApplier implements RecordApplier, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(BookApplier.class);

	/** The thread that prepares records commits memory once for this many. */
	private static final int COMMIT_STRIDE = 256;

	private final BookStarter starter;

	private final StateHistory history;

	private final SkippedRecords skipped;

	private final LogListener listener;

	private final CommandDecoder decoder = new CommandDecoder();

	private volatile AppliedState state;

	/** Whether clients use the books. */
	private volatile boolean live;

	private volatile @Nullable Consumer<EngineProposal> lacking;

	BookApplier(BookStarter starter, StateHistory history, SkippedRecords skipped, LogListener listener,
			AppliedState state) {
		this.starter = starter;
		this.history = history;
		this.skipped = skipped;
		this.listener = listener;
		this.state = state;
	}

	/** Return the state that the records have reached. */
	AppliedState state() {
		return this.state;
	}

	/**
	 * Begin to pass rebuilt books to the starter. The thread that applies calls it.
	 * @param lacksEngine receives each proposal of an engine that this client does not
	 * have
	 */
	void goLive(Consumer<EngineProposal> lacksEngine) {
		this.lacking = lacksEngine;
		this.live = true;
		if (this.state.hasBegun()) {
			answerProposal();
		}
	}

	/**
	 * Refuse a call that would wait for its own thread.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} on the thread
	 * that applies records
	 */
	void refuseOwnThread() {
		if (this.history.log().isApplying()) {
			throw LogThreads.ownThread();
		}
	}

	@Override
	public @Nullable Object prepare(long position, int type, ByteBuffer payload) {
		if (position % COMMIT_STRIDE == 0) {
			this.state.commitAhead();
		}
		return this.skipped.contains(position) ? null : decode(position, type, payload);
	}

	@Override
	public void apply(long position, int type, ByteBuffer payload, @Nullable Object context) {
		Outcome outcome = (context instanceof Outcome waiting) ? waiting : Outcome.ignored();
		if (this.skipped.contains(position)) {
			outcome.refuse(skippedRecord(position));
			return;
		}
		Command command = command(position, type, payload, context);
		if (command == null) {
			outcome.refuse(skippedRecord(position));
			return;
		}
		if (!isApplied(position, command, outcome)) {
			applyAgain(position, command, outcome);
		}
		if (type <= CommandType.USE_ENGINE.code() && this.live) {
			noteSetting(CommandType.of(type));
		}
	}

	private void noteSetting(CommandType type) {
		if (type == CommandType.USE_ENGINE) {
			this.starter.rebuilt(this.state.books());
		}
		else if (type == CommandType.PROPOSE_ENGINE) {
			answerProposal();
		}
	}

	/** Answer an open proposal if this client lacks its engine. */
	private void answerProposal() {
		EngineProposal proposal = this.state.proposal();
		Consumer<EngineProposal> lacksEngine = this.lacking;
		if (proposal != null && lacksEngine != null && !proposal.lacked() && !this.starter.has(proposal.engine())
				&& !proposal.engine().equals(this.state.settings().engine())) {
			lacksEngine.accept(proposal);
		}
	}

	/**
	 * Return the command of a record, decoded before or now; {@code null} if it is none
	 * and the operator skips it.
	 */
	private @Nullable Command command(long position, int type, ByteBuffer payload, @Nullable Object context) {
		Command before = (context instanceof Outcome waiting) ? waiting.command() : null;
		if (context instanceof Command prepared) {
			before = prepared;
		}
		return (before != null) ? before : decode(position, type, payload);
	}

	/** No node can apply bytes that are no command, so the operator may skip them. */
	private @Nullable Command decode(long position, int type, ByteBuffer payload) {
		try {
			return this.decoder.decode(type, payload);
		}
		catch (DarkSwapException ex) {
			if (!this.skipped.isToBeSkipped(position)) {
				throw new DarkSwapException(ex.code(),
						"%s. To go on without it, set the option skip to %d on every node and start again"
							.formatted(ex.getMessage(), position),
						ex, "skip");
			}
			this.skipped.add(position);
			return null;
		}
	}

	/**
	 * Starting engines takes long, and an interruption of the caller would end it, as it
	 * ends a call of an engine that was not compiled at build time.
	 */
	@Override
	public boolean appliesOnCaller(int type) {
		AppliedState current = this.state;
		return CommandType.of(type).isChange() && current.hasBegun()
				&& current.books().engine().executionMode() == ExecutionMode.BUILD_TIME;
	}

	/**
	 * Apply a record on the thread of its caller. An interruption of that thread waits,
	 * and reaches the caller afterwards.
	 */
	@Override
	public boolean applyOnCaller(long position, int type, ByteBuffer payload, @Nullable Object context) {
		if (!(context instanceof Outcome outcome) || this.skipped.contains(position)) {
			apply(position, type, payload, context);
			return true;
		}
		AppliedState current = this.state;
		current.takeInterruption();
		try {
			Command command = command(position, type, payload, context);
			if (command == null) {
				outcome.refuse(skippedRecord(position));
				return true;
			}
			return isApplied(position, command, outcome);
		}
		finally {
			if (current.takeInterruption()) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public void applyAgain(long position, int type, ByteBuffer payload, @Nullable Object context) {
		applyAgain(position, Objects.requireNonNull(command(position, type, payload, context)),
				(context instanceof Outcome waiting) ? waiting : Outcome.ignored());
	}

	/**
	 * Return whether the command is applied or refused, rather than that the engine
	 * failed.
	 */
	private boolean isApplied(long position, Command command, Outcome outcome) {
		try {
			apply(position, command, outcome);
			return true;
		}
		catch (RuntimeException | Error ex) {
			if (!isTrap(ex)) {
				throw ex;
			}
			logger.warn("Record {} failed, and is applied again to books that are rebuilt from the log: {}", position,
					ex.getMessage());
			return false;
		}
	}

	/** Return the digest of what readers see at the time of the newest command. */
	@Override
	public OptionalLong digest() {
		AppliedState current = this.state;
		return current.hasBegun() ? OptionalLong.of(current.digest()) : OptionalLong.empty();
	}

	@Override
	public Optional<String> programSha256() {
		AppliedState current = this.state;
		return current.hasBegun() ? Optional.of(current.engine().sha256()) : Optional.empty();
	}

	private void applyAgain(long position, Command command, Outcome outcome) {
		rebuild(position - 1);
		try {
			apply(position, command, outcome);
		}
		catch (RuntimeException | Error ex) {
			if (!isTrap(ex)) {
				throw ex;
			}
			if (!this.skipped.isToBeSkipped(position)) {
				throw unapplicable(position, command, ex);
			}
			this.skipped.add(position);
			rebuild(position - 1);
			outcome.refuse(skippedRecord(position));
		}
	}

	private void apply(long position, Command command, Outcome outcome) {
		try {
			outcome.complete(result(position, command, outcome.isAwaited()));
		}
		catch (DarkSwapException ex) {
			if (!isRefusal(ex)) {
				throw ex;
			}
			outcome.refuse(ex);
		}
	}

	/**
	 * Return the result of a command, which does not depend on listeners: a replay has
	 * none.
	 */
	private @Nullable Object result(long position, Command command, boolean awaited) {
		try {
			return awaited ? this.state.apply(command) : this.state.replay(command);
		}
		catch (NoRoomForEventsException ex) {
			logger.error("The events of record {} are not published: {}", position, ex.getMessage());
			this.listener.eventsMissed(position);
			return this.state.applyWithoutEvents(command);
		}
	}

	/**
	 * Replace the books by those that the records up to a position make. Nobody applies a
	 * record meanwhile.
	 */
	void rebuild(long position) {
		long start = System.nanoTime();
		AppliedState before = this.state;
		AppliedState rebuilt = this.history.stateAt(position);
		this.state = rebuilt;
		if (this.live) {
			this.starter.rebuilt(rebuilt.books());
		}
		before.close();
		logger.info("The books were rebuilt from the log up to record {} in {} ms", position,
				(System.nanoTime() - start) / 1_000_000);
	}

	/** Return whether the engine failed, so that its books cannot be trusted. */
	static boolean isTrap(Throwable failure) {
		if (!(failure instanceof DarkSwapException ex)) {
			return true;
		}
		return switch (ex.code()) {
			case ENGINE_POISONED, ENGINE_TRAPPED, ENGINE_STACK_OVERFLOW, CALL_TIMED_OUT, CALL_INTERRUPTED,
					NOT_INITIALIZED ->
				true;
			default -> false;
		};
	}

	/** Return whether the engine refused a command, as it does each time. */
	static boolean isRefusal(Throwable failure) {
		return failure instanceof DarkSwapException ex && !isTrap(ex) && !ex.code().name().startsWith("LOG_")
				&& !ex.code().name().startsWith("MODULE_") && ex.code() != ErrorCode.ABI_MISMATCH
				&& ex.code() != ErrorCode.INITIALIZATION_FAILED;
	}

	static DarkSwapException unapplicable(long position, Command command, Throwable cause) {
		return new DarkSwapException(ErrorCode.LOG_FAILED,
				"Record %d of the log cannot be applied (%s): the engine failed twice, %s. The books stop before it. Report it with the log; to go on without this command, set the option skip to %d and start again"
					.formatted(position, command, cause.getMessage(), position),
				cause, "skip");
	}

	private static DarkSwapException skippedRecord(long position) {
		return new DarkSwapException(ErrorCode.ENGINE_TRAPPED,
				"Record %d of the log cannot be applied and was skipped by the operator: nothing changed"
					.formatted(position));
	}

	@Override
	public void close() {
		this.state.close();
	}

}
