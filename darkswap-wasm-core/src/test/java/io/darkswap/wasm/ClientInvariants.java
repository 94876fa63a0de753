package io.darkswap.wasm;

import io.darkswap.wasm.engine.EngineInvariants;

/** Asks a client's engine to check itself. */
public final class ClientInvariants {

	private ClientInvariants() {
	}

	/**
	 * Walks through all that the client's engine holds, which nobody may change
	 * meanwhile.
	 * @param client an initialised client
	 * @return the number of the first rule that is broken, as the engine's invariants.c
	 * has it, or 0
	 */
	public static long firstBroken(DarkSwapClient client) {
		return EngineInvariants.firstBroken(client.lifecycle.created().engine());
	}

}
