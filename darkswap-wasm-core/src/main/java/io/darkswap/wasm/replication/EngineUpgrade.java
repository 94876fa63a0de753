package io.darkswap.wasm.replication;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.commands.Command;
import io.darkswap.wasm.commands.CommandType;
import io.darkswap.wasm.commands.EngineIdentity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the engine of a log whose nodes are upgraded one after the other. Each node
 * that starts with another engine than that of the log proposes it, and every running
 * node that does not have it answers so:
 *
 * <pre>
 *  propose X --- the call timeout ---&gt; no node lacks X: use X
 *                                 \--&gt; a node lacks X: the next node that starts proposes it again
 * </pre>
 *
 * Answers and the command to use an engine name the number of their proposal. A proposal
 * ends the one before, which is not used then, whatever its answers. A node that starts
 * answers the newest proposal, too.
 *
 * A node that does not answer in time, because it is paused for example, is not waited
 * for: without X, it stops where the log says so. Thread-safe.
 */
final class EngineUpgrade implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(BookLog.class);

	private final LoggedCommands commands;

	private final Supplier<AppliedState> state;

	private final Duration answerTime;

	/** Starts its thread with its first task. */
	private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, (task) -> {
		Thread thread = new Thread(task, "darkswap-log-upgrade");
		thread.setDaemon(true);
		return thread;
	});

	EngineUpgrade(LoggedCommands commands, Supplier<AppliedState> state, Duration answerTime) {
		this.commands = commands;
		this.state = state;
		this.answerTime = answerTime;
	}

	/** Propose the engine that this node prefers, if it is not that of the books. */
	void propose(EngineIdentity preferred) {
		EngineIdentity current = this.state.get().engine();
		if (preferred.equals(current)) {
			return;
		}
		if (!preferred.continuesStateOf(current)) {
			logger.warn(
					"The engine with SHA-256 {} cannot continue the books of the engine with SHA-256 {}, "
							+ "which has other structures: the former engine stays in use",
					preferred.sha256(), current.sha256());
			return;
		}
		this.executor.execute(() -> {
			Command.EngineChange proposal = new Command.EngineChange(CommandType.PROPOSE_ENGINE, preferred,
					Command.EngineChange.UNNUMBERED);
			if (append(proposal) instanceof Integer number) {
				this.executor.schedule(() -> use(new EngineProposal(preferred, number, false)),
						this.answerTime.toNanos(), TimeUnit.NANOSECONDS);
			}
		});
	}

	/** Use the engine if no record answers or follows the proposal. */
	private void use(EngineProposal own) {
		EngineProposal newest = this.state.get().proposal();
		if (own.equals(newest)) {
			append(own.step(CommandType.USE_ENGINE));
		}
		else if (newest != null && newest.number() > own.number()) {
			logger.info("Another node has proposed an engine since, so that node decides whether one is used");
		}
		else {
			logger.info("Another node lacks the engine with SHA-256 {}, so the former one stays in use",
					own.engine().sha256());
		}
	}

	/** Answer that this node lacks a proposed engine. */
	void lacks(EngineProposal proposed) {
		logger.warn("Another node proposes the engine with SHA-256 {}, which this one lacks: upgrade this node",
				proposed.engine().sha256());
		this.executor.execute(() -> append(proposed.step(CommandType.LACK_ENGINE)));
	}

	/** Append a step, and return its result; {@code null} if that fails. */
	private @Nullable Object append(Command.EngineChange step) {
		try {
			return this.commands.append(step);
		}
		catch (DarkSwapException ex) {
			logger.warn("The upgrade to the engine with SHA-256 {} has failed, and is tried at the next start: {}",
					step.engine().sha256(), ex.getMessage());
			return null;
		}
	}

	/** Stop after the log is closed. */
	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
