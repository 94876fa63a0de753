package io.darkswap.wasm.replication;

import io.darkswap.wasm.commands.Command;
import io.darkswap.wasm.commands.CommandType;
import io.darkswap.wasm.commands.EngineIdentity;

/**
 * The newest proposal of an engine in a log.
 *
 * @param engine the engine
 * @param number the number of the proposal in the log, from 1
 * @param lacked whether a node has answered that it lacks the engine
 */
record EngineProposal(EngineIdentity engine, int number, boolean lacked) {

	/** Return this proposal after a node's answer that it lacks an engine. */
	EngineProposal after(Command.EngineChange answer) {
		return new EngineProposal(this.engine, this.number, this.lacked || isMeantBy(answer));
	}

	/** Return whether an engine is used: this proposes it, and no node lacks it. */
	boolean allows(Command.EngineChange use) {
		return isMeantBy(use) && !this.lacked;
	}

	private boolean isMeantBy(Command.EngineChange step) {
		return step.engine().equals(this.engine)
				&& (step.proposal() == this.number || step.proposal() == Command.EngineChange.UNNUMBERED);
	}

	/** Return a command that answers or ends this proposal. */
	Command.EngineChange step(CommandType type) {
		return new Command.EngineChange(type, this.engine, this.number);
	}

}
