package io.darkswap.wasm;

/** The state of a client. */
public enum ClientState {

	/** Neither initialised nor created. */
	NEW,

	/** Its engine exists, but every call is refused until it is started. */
	STOPPED,

	/** It trades. */
	STARTED,

	/**
	 * A trap left the book inconsistent: every call is refused until the engine is
	 * re-created.
	 */
	POISONED,

	/** Its memory is released. It cannot be used again. */
	CLOSED

}
