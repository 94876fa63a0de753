package io.darkswap.wasm;

import java.lang.reflect.Field;

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
		try {
			Field trading = DarkSwapClient.class.getDeclaredField("trading");
			trading.setAccessible(true);
			return EngineInvariants.firstBroken(((Trading) trading.get(client)).engine());
		}
		catch (ReflectiveOperationException ex) {
			throw new AssertionError("DarkSwapClient has no field trading any more", ex);
		}
	}

}
