package io.darkswap.wasm.commands;

/**
 * The newest proposal of an engine in a log.
 *
 * @param engine the engine
 * @param number the number of the proposal in the log, from 1
 * @param lacked whether a node has answered that it lacks the engine
 */
record EngineProposal(EngineIdentity engine, int number, boolean lacked) {

	/** Return this proposal after a node's answer that it lacks an engine. */
	EngineProposal lackedBy(EngineIdentity missing) {
		return new EngineProposal(this.engine, this.number, this.lacked || missing.equals(this.engine));
	}

	/** Return whether this proposes an engine that no node lacks. */
	boolean allows(EngineIdentity next) {
		return next.equals(this.engine) && !this.lacked;
	}

}
