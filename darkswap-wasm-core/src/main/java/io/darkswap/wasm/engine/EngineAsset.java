package io.darkswap.wasm.engine;

/**
 * An asset as the engine names it.
 *
 * @param type 0 bitcoin, 1 rune, 2 alkane
 * @param block the block of its id, unsigned
 * @param transaction the transaction of its id, unsigned
 */
public record EngineAsset(int type, long block, long transaction) {
}
