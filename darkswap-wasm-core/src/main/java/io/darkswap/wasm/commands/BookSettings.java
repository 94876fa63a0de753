package io.darkswap.wasm.commands;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.engine.abi.HashKey;

/**
 * The settings of an empty book.
 *
 * @param network the network of its addresses and signatures
 * @param engine the engine module
 * @param hashKey the key with which the engine hashes ids
 * @param limits the limits
 */
public record BookSettings(BitcoinNetwork network, EngineIdentity engine, HashKey hashKey, BookLimits limits) {

	public BookSettings withEngine(EngineIdentity newEngine) {
		return new BookSettings(this.network, newEngine, this.hashKey, this.limits);
	}

	public BookSettings withLimits(BookLimits newLimits) {
		return new BookSettings(this.network, this.engine, this.hashKey, newLimits);
	}

}
