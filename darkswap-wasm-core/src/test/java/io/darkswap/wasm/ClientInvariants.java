package io.darkswap.wasm;

import io.darkswap.wasm.engine.EngineInvariants;

/** Runs the check of a client's engine for its invariants. */
public final class ClientInvariants {

	private ClientInvariants() {
	}

	/**
	 * Checks the whole state of the client's engine, which must not change meanwhile.
	 * @param client an initialised client
	 * @return the number of the first broken rule in the engine's invariants.c, or 0
	 */
	public static long firstBroken(DarkSwapClient client) {
		return EngineInvariants.firstBroken(client.lifecycle.created().engine());
	}

}
