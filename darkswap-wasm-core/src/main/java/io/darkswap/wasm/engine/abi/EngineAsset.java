package io.darkswap.wasm.engine.abi;

/**
 * An asset in the engine's numbers.
 *
 * @param type 0 bitcoin, 1 rune, 2 alkane
 * @param block the block of its id, unsigned
 * @param transaction the transaction of its id, unsigned
 */
public record EngineAsset(int type, long block, long transaction) {
}
