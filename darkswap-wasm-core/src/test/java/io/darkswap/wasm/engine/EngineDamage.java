package io.darkswap.wasm.engine;

import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.engine.abi.Market;

/** Damages the memory of an engine, so that calls trap. */
public final class EngineDamage {

	/** An address behind all of the memory. */
	static final int NOWHERE = 0x7fffff00;

	/** The offset of a market's tree of bids, after its summary. */
	private static final int BIDS = 128;

	private EngineDamage() {
	}

	/**
	 * Break a market's tree of bids: its root, its first leaf and the leaf it changed
	 * last.
	 */
	public static void breakBids(Engine engine, Market market) {
		breakBids(engine.memory(), market);
	}

	static void breakBids(Memory memory, Market market) {
		for (int word = 0; word < 3; word++) {
			memory.writeI32(market.summary() + BIDS + word * Integer.BYTES, NOWHERE);
		}
	}

}
