package io.darkswap.wasm;

/** Where a client is in its life. */
public enum ClientState {

	/** Made, but neither initialised nor created. */
	NEW,

	/** Its engine exists but answers nothing until it is started. */
	STOPPED,

	/** It trades. */
	STARTED,

	/** A trap left the book in doubt: nothing is answered until it is created afresh. */
	POISONED,

	/** Its memory is released. It cannot be used again. */
	CLOSED

}
