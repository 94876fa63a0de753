package io.darkswap.wasm.log;

/**
 * The promise of a read about the commands of other nodes, if several append to one log.
 */
public enum ReadConsistency {

	/**
	 * A read shows the books as far as this node has applied the log, usually some
	 * milliseconds behind. It shows every command that this node was answered. The
	 * default.
	 */
	LOCAL,

	/**
	 * A read first waits until this node has applied the end of the log, so it shows
	 * every command that any node was answered before. It takes a round trip to the
	 * broker, and fails without it.
	 */
	LINEARIZABLE

}
